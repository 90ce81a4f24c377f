import { useRouter } from '@tanstack/react-router'
import { Button, type ButtonProps } from 'antd'
import type { MouseEvent } from 'react'

/** A button that leads to another screen: a real link, so that it can be opened in a tab. */
export function LinkButton({ href, ...rest }: Omit<ButtonProps, 'onClick'> & { href: string }) {
  const router = useRouter()
  const follow = (event: MouseEvent<HTMLElement>) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    void router.navigate({ href })
  }
  return <Button {...rest} href={href} onClick={follow} />
}
