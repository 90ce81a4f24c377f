export { listNotices, type NewNotice, sendNotices } from './notices.ts'
