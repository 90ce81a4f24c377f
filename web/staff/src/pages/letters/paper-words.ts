// What stands printed on the paper: official letters are in Chinese, whatever the language of the screen.
export const VOID = '作　废'
export const ATTACHMENTS = '附件：'
export const COPIES = '抄送：'
export const SIGNED = '（签字）：'
export const SIGNED_ON = '年　　月　　日'
