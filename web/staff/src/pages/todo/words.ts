import { defineWords } from '../../i18n/define-words.ts'

export const words = defineWords({
  title: { zh: '待办', en: 'To do' },
  asOf: { zh: '截至 {time}', en: 'As of {time}' },
  overdue: { zh: '已逾期', en: 'Overdue' },
  today: { zh: '今日到期', en: 'Due today' },
  soon: { zh: '即将到期', en: 'Due soon' },
  open: { zh: '待处理', en: 'Open' },
  waiting: { zh: '等待他方', en: 'Waiting for others' },
  dueOn: { zh: '{date} 到期', en: 'due {date}' },
  items: { zh: '{n} 项', en: '{n} {n|item|items}' },
  daysLate: { zh: '逾期 {n} 天', en: '{n} {n|day|days} late' },
  daysLeft: { zh: '还有 {n} 天', en: '{n} {n|day|days} left' },
  myMatters: { zh: '我的事项', en: 'My matters' },
  allMatters: { zh: '全部 {n} 项', en: 'All {n}' },
  results: { zh: '结果与通知', en: 'Results and notices' },
  none: { zh: '没有待办事项', en: 'Nothing to do' },
  noneText: {
    zh: '目前没有需要您处理的事项。新的报送、反馈、移送和事项到达后会出现在这里。',
    en: 'Nothing waits for you now. New reports, answers, transfers and matters appear here.',
  },
})
