import { type BagReport, trustedFingerprints } from '@redbridge/ledger'
import { currentLang, setCurrentLang } from '../../../staff/src/i18n/current-lang.ts'
import { el } from './dom.ts'
import { reportView } from './report-view.ts'
import { sayIn } from './say.ts'
import type { VerifyAnswer, VerifyRequest } from './worker.ts'

// /verify: an evidence bag is verified inside the browser. The only state is what the person chose.

type Outcome =
  | { readonly is: 'none' }
  | { readonly is: 'working' }
  | { readonly is: 'error'; readonly word: 'broken' | 'tooLarge' }
  | { readonly is: 'report'; readonly report: BagReport }

let file: File | null = null
let keys = ''
let outcome: Outcome = { is: 'none' }
let run = 0
const MAX_BYTES = 2 ** 31 - 1

const page = document.querySelector('#page') as HTMLElement
const language = document.querySelector('#language') as HTMLButtonElement
/** the file that was chosen or dropped: the field itself names only what was chosen */
const named = el('p', { class: 'quiet' })
const result = el('div', { id: 'result', 'aria-live': 'polite' })
const worker = new Worker(new URL('./worker.ts', import.meta.url), { type: 'module' })

const isKeys = (text: string): boolean => {
  try {
    return text.trim() === '' || trustedFingerprints(text).size > 0
  } catch {
    return false
  }
}

const show = (next: Outcome): void => {
  outcome = next
  const lang = currentLang()
  const t = sayIn(lang)
  if (next.is === 'none') result.replaceChildren()
  else if (next.is === 'working') result.replaceChildren(el('p', {}, t('working', { name: file?.name ?? '' })))
  else if (next.is === 'error') result.replaceChildren(el('p', { class: 'fault', role: 'alert' }, t(next.word)))
  else {
    result.replaceChildren(reportView(next.report, lang))
    result.querySelector<HTMLElement>('#verdict')?.focus()
  }
}

const verify = async (): Promise<void> => {
  if (!file || !isKeys(keys)) return
  const no = ++run
  if (file.size > MAX_BYTES) return show({ is: 'error', word: 'tooLarge' })
  show({ is: 'working' })
  try {
    const bytes = await file.arrayBuffer()
    const trustedKeys = keys.trim() === '' ? [] : [keys]
    worker.postMessage({ no, bytes, trustedKeys } satisfies VerifyRequest, [bytes])
  } catch {
    if (no === run) show({ is: 'error', word: 'broken' })
  }
}

worker.addEventListener('message', ({ data }: MessageEvent<VerifyAnswer>) => {
  if (data.no !== run) return
  show(data.report ? { is: 'report', report: data.report } : { is: 'error', word: 'broken' })
})
worker.addEventListener('error', () => show({ is: 'error', word: 'broken' }))

const take = (chosen: File | null | undefined): void => {
  if (!chosen) return
  file = chosen
  named.textContent = chosen.name
  void verify()
}

const chooser = (): HTMLElement => {
  const t = sayIn(currentLang())
  const input = el('input', { type: 'file', id: 'bag', accept: '.zip,application/zip' })
  input.addEventListener('change', () => take(input.files?.[0]))
  named.textContent = file?.name ?? t('drop')
  const area = el('div', { class: 'drop' }, el('label', { for: 'bag' }, t('choose')), input, named)
  area.addEventListener('dragover', (event) => {
    event.preventDefault()
    area.classList.add('over')
  })
  area.addEventListener('dragleave', () => area.classList.remove('over'))
  area.addEventListener('drop', (event) => {
    event.preventDefault()
    area.classList.remove('over')
    take(event.dataTransfer?.files[0])
  })
  return area
}

const trustForm = (): HTMLElement => {
  const t = sayIn(currentLang())
  const text = el('textarea', {
    id: 'keys',
    rows: '5',
    'aria-label': t('trust'),
    spellcheck: 'false',
    'aria-describedby': 'keys-hint keys-fault',
  })
  text.value = keys
  const fault = el('p', { id: 'keys-fault', class: 'fault', role: 'alert' })
  const input = el('input', { type: 'file', id: 'key-file' })
  const form = el(
    'form',
    {},
    el('p', { id: 'keys-hint', class: 'quiet' }, t('trustHint')),
    text,
    el('label', { for: 'key-file', class: 'quiet' }, t('trustFile')),
    input,
    fault,
    el('button', { type: 'submit', class: 'submit' }, t('again')),
  )
  input.addEventListener('change', async () => {
    text.value = (await input.files?.[0]?.text()) ?? ''
  })
  form.addEventListener('submit', (event) => {
    event.preventDefault()
    keys = text.value
    fault.replaceChildren(isKeys(keys) ? '' : t('trustBad'))
    void verify()
  })
  const details = el('details', {}, el('summary', {}, t('trust')), form)
  details.open = keys !== ''
  return details
}

const draw = (): void => {
  const lang = currentLang()
  const t = sayIn(lang)
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en'
  document.title = t('title')
  language.textContent = t('language')
  language.lang = lang === 'zh' ? 'en' : 'zh-CN'
  page.replaceChildren(
    el('h1', {}, t('title')),
    el('p', {}, t('intro')),
    el('p', { class: 'private' }, t('private')),
    chooser(),
    trustForm(),
    result,
  )
  show(outcome)
}

language.addEventListener('click', () => {
  setCurrentLang(currentLang() === 'zh' ? 'en' : 'zh')
  draw()
})
// A file dropped beside the area must not replace the page.
for (const kind of ['dragover', 'drop'] as const) window.addEventListener(kind, (event) => event.preventDefault())
draw()
