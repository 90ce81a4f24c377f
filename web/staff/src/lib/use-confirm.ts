import { App } from 'antd'
import { useCallback } from 'react'

export interface Question {
  title: string
  /** what will happen, and whether there is a way back */
  text: string
  action: string
  cancel: string
  danger?: boolean
}

/** Asks before something that cannot be taken back; the answer is yes or no. */
export function useConfirm(): (question: Question) => Promise<boolean> {
  const { modal } = App.useApp()
  return useCallback(
    async ({ title, text, action, cancel, danger }) =>
      modal.confirm({
        title,
        content: text,
        okText: action,
        cancelText: cancel,
        okButtonProps: { danger: danger ?? false },
        icon: null,
        autoFocusButton: 'cancel',
      }),
    [modal],
  )
}
