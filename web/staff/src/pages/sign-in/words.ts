import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '登录', en: 'Sign in' },
  product: { zh: '红桥', en: 'Redbridge' },
  subtitle: { zh: '网络交易协同监管平台', en: 'Collaborative supervision of online markets' },
  login: { zh: '用户名', en: 'User name' },
  loginMissing: { zh: '请填写用户名', en: 'Enter your user name' },
  password: { zh: '密码', en: 'Password' },
  passwordMissing: { zh: '请填写密码', en: 'Enter your password' },
  signIn: { zh: '登录', en: 'Sign in' },
  withPasskey: { zh: '使用通行密钥登录', en: 'Sign in with a passkey' },
  withOidc: { zh: '通过 {name} 登录', en: 'Sign in with {name}' },
  demo: { zh: '演示账户（点击即登录）', en: 'Demonstration accounts (one click signs in)' },
  demoNote: {
    zh: '演示数据由种子生成，与真实主体无关。',
    en: 'Demonstration data is generated from a seed and shows no real operator.',
  },
  secondTitle: { zh: '第二步验证', en: 'Second step' },
  totp: { zh: '动态验证码', en: 'Code from your authenticator' },
  totpHint: { zh: '身份验证器上的 6 位数字', en: 'Six digits from your authenticator app' },
  recovery: { zh: '恢复码', en: 'Recovery code' },
  recoveryHint: { zh: '每个恢复码只能使用一次', en: 'Each recovery code works once' },
  codeMissing: { zh: '请填写验证码', en: 'Enter the code' },
  useRecovery: { zh: '改用恢复码', en: 'Use a recovery code instead' },
  useTotp: { zh: '改用动态验证码', en: 'Use the authenticator instead' },
  usePasskey: { zh: '使用通行密钥', en: 'Use a passkey' },
  verify: { zh: '验证', en: 'Verify' },
  startAgain: { zh: '返回重新登录', en: 'Start again' },
  wrong: {
    zh: '用户名或密码不正确，或账户已锁定。请核对后重试；多次失败后账户将暂时锁定。',
    en: 'The user name or password is wrong, or the account is locked. Check and try again; repeated failures lock the account for a while.',
  },
  wrongCode: { zh: '验证码不正确或已过期，请重新输入。', en: 'The code is wrong or has expired; enter a new one.' },
  passkeyFailed: {
    zh: '通行密钥验证未完成，请重试或改用其他方式。',
    en: 'The passkey check was not completed; try again or use another way.',
  },
  sessionEnded: {
    zh: '请登录后继续，登录后将回到原页面。',
    en: 'Sign in to go on; you will return to the page you were on.',
  },
})
