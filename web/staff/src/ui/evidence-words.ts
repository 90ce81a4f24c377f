import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  caption: { zh: '报送信息与登记信息对照', en: 'Reported beside registered' },
  field: { zh: '项目', en: 'Field' },
  reported: { zh: '平台报送', en: 'Reported' },
  registered: { zh: '登记信息', en: 'Register' },
  verdict: { zh: '结果', en: 'Result' },
  agrees: { zh: '一致', en: 'agrees' },
  differs: { zh: '不一致', en: 'differs' },
  inOrder: { zh: '正常', en: 'in order' },
  notInOrder: { zh: '异常', en: 'not in order' },
  differsAt: { zh: '不一致（第 {places} 字）', en: 'differs (character {places})' },
  noValue: { zh: '未提供', en: 'none given' },
  noEntry: { zh: '登记库无此项', en: 'not in the register' },
  name: { zh: '名称', en: 'Name' },
  uscc: { zh: '统一社会信用代码', en: 'Credit code' },
  representative: { zh: '法定代表人', en: 'Representative' },
  address: { zh: '地址', en: 'Address' },
  status: { zh: '登记状态', en: 'Status' },
  abnormal: { zh: '经营异常名录', en: 'Abnormal list' },
  serious: { zh: '严重违法失信名单', en: 'Serious-violation list' },
})
