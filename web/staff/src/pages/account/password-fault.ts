export interface PasswordInput {
  password: string
  newPassword: string
  repeat: string
}

/** What is still wrong before the server is asked. @example passwordFault({ password: 'a', newPassword: 'b', repeat: 'b' }) // 'passwordShort' */
export function passwordFault(input: PasswordInput): 'passwordMissing' | 'passwordShort' | 'repeatDiffers' | null {
  if (!input.password || !input.newPassword) return 'passwordMissing'
  if ([...input.newPassword].length < 10) return 'passwordShort'
  return input.newPassword === input.repeat ? null : 'repeatDiffers'
}
