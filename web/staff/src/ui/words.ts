import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  loading: { zh: '正在读取…', en: 'Loading…' },
  failedTitle: { zh: '没有读取成功', en: 'This could not be loaded' },
  retry: { zh: '重试', en: 'Try again' },
  noPermissionTitle: { zh: '没有权限', en: 'No permission' },
  noPermissionText: {
    zh: '您的角色不包括此页面。如工作需要，请本单位系统管理员调整角色。',
    en: 'Your role does not include this page. If your work needs it, ask the administrator of your organisation.',
  },
  emptyTitle: { zh: '没有记录', en: 'Nothing here' },
  copy: { zh: '复制', en: 'Copy' },
  copied: { zh: '已复制 {text}', en: 'Copied {text}' },
  shortcutsTitle: { zh: '键盘快捷键', en: 'Keyboard shortcuts' },
  shortcutsNone: { zh: '本页没有专用快捷键。', en: 'This page has no shortcuts of its own.' },
  showShortcuts: { zh: '显示本帮助', en: 'Show this help' },
  close: { zh: '关闭', en: 'Close' },
  cancel: { zh: '取消', en: 'Cancel' },
})
