export { appendEntries, type NewEntry } from './append.ts'
