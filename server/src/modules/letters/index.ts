// The only door into letters: official letters with their numbers, templates and files.
export { BUILT_IN_TEMPLATES } from './built-in.ts'
export { letterFields } from './form-fields.ts'
export { issueLetter, issueLetters, type NewLetter } from './issue.ts'
export { lettersRoutes } from './letters.routes.ts'
export { setLetterWords } from './words.service.ts'
