import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  bar: { zh: '批量操作', en: 'Bulk actions' },
  chosen: { zh: '已选 {n} 项', en: '{n} selected' },
  chosenAll: { zh: '已选符合筛选的全部 {n} 项', en: 'All {n} that match the filters are selected' },
  chooseAll: { zh: '选择符合筛选的全部 {n} 项', en: 'Select all {n} that match' },
  clear: { zh: '取消选择', en: 'Clear selection' },
  more: { zh: '更多操作', en: 'More actions' },
  preview: { zh: '预览', en: 'Preview' },
  willAffect: { zh: '将处理 {n} 项', en: '{n} {n|item|items} will be changed' },
  noneAffected: { zh: '没有可以处理的项', en: 'Nothing can be changed' },
  willExclude: { zh: '不处理 {n} 项', en: '{n} {n|item is|items are} left out' },
  byKind: { zh: '按类型', en: 'By kind' },
  byPlatform: { zh: '按平台', en: 'By platform' },
  count: { zh: '{n} 项', en: '{n} {n|item|items}' },
  done: { zh: '已处理 {n} 项', en: '{n} {n|item was|items were} changed' },
  excluded: { zh: '未处理 {n} 项', en: '{n} {n|item was|items were} left out' },
  cancel: { zh: '取消', en: 'Cancel' },
  close: { zh: '关闭', en: 'Close' },
  undone: { zh: '已撤销 {n} 项', en: '{n} {n|item|items} undone' },
  noUndo: {
    zh: '数量超过 1,000 项，不能一键撤销；可在列表中筛选后批量处理。',
    en: 'More than 1,000 items cannot be undone in one step; filter the list and change them back in bulk.',
  },
})
