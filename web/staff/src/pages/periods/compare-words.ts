import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '报送对比', en: 'Compare reports' },
  platform: { zh: '平台', en: 'Platform' },
  choose: { zh: '选择平台', en: 'Choose a platform' },
  from: { zh: '上期', en: 'Earlier' },
  to: { zh: '本期', en: 'Later' },
  chooseText: {
    zh: '选择一个平台和两个报送期，查看新增、消失和变更的经营者。',
    en: 'Choose a platform and two periods to see new, gone and changed operators.',
  },
  missing: {
    zh: '所选报送期中没有该平台已完成比对的报送',
    en: 'This platform has no matched report in one of the periods',
  },
  missingText: {
    zh: '请选择其他报送期，或等待比对完成。',
    en: 'Choose other periods, or wait until matching is done.',
  },
  before: { zh: '{period} 经营者', en: 'Operators {period}' },
  same: { zh: '无变化', en: 'Unchanged' },
  new: { zh: '新增', en: 'New' },
  gone: { zh: '消失', en: 'Gone' },
  changed: { zh: '变更', en: 'Changed' },
  sumBefore: { zh: '上期经营者去向', en: 'Where the earlier operators went' },
  sumAfter: { zh: '本期经营者来源', en: 'Where the later operators come from' },
  which: { zh: '查看', en: 'Show' },
  operator: { zh: '经营者', en: 'Operator' },
  code: { zh: '信用代码', en: 'Credit code' },
  nameBefore: { zh: '原名称', en: 'Name before' },
  addressBefore: { zh: '原地址', en: 'Address before' },
  address: { zh: '地址', en: 'Address' },
  fields: { zh: '变更项', en: 'What changed' },
  name: { zh: '名称', en: 'name' },
  shop: { zh: '网店', en: 'shop' },
  none: { zh: '没有此类经营者', en: 'None of this kind' },
  natural: { zh: '自然人（无代码）', en: 'natural person, no code' },
})
