import { Button, Input, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { saveCsv } from '../../../lib/save-csv.ts'
import { Field } from '../../../ui/field.tsx'
import { type Checked, checkAll, MOST_LINES, type PastedLine, readLines } from './check.ts'
import { ManyResults } from './many-results.tsx'
import { words } from './words.ts'

export interface LineResult {
  line: PastedLine
  answer: Checked | Error | null
}

/** Several operators from pasted lines, checked a few at a time. */
export function ManyOperators() {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [text, setText] = useState('')
  const run = useRun()
  const lines = readLines(text)
  const good = lines.filter((l) => l.asked)
  const bad = lines.filter((l) => !l.asked)
  const tooMany = good.length > MOST_LINES
  const badLines = bad.slice(0, 10).map((l) => l.line)
  const rows = badLines.join(lang === 'zh' ? '、' : ', ')
  return (
    <div className="rb-stack">
      <div className="rb-panel rb-stack rb-admission-form">
        <Field label={t('lines')} hint={t('linesHint', { most: MOST_LINES })}>
          {(id, hint) => (
            <Input.TextArea
              id={id}
              aria-describedby={hint}
              rows={6}
              spellCheck={false}
              className="rb-mono"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
        <div role="status">
          {bad.length > 0 && <p>{t('unreadable', { rows })}</p>}
          {tooMany && <p className="rb-alert">{t('tooMany', { n: good.length, most: MOST_LINES })}</p>}
        </div>
        <div className="rb-actions">
          <Button
            type="primary"
            disabled={good.length === 0 || tooMany}
            loading={run.running}
            onClick={() => void run.start(good)}
          >
            {t('checkLines', { n: good.length })}
          </Button>
          {run.running && <Button onClick={run.stop}>{t('stop')}</Button>}
        </div>
        {run.running && <RunProgress results={run.results} />}
      </div>
      {run.results.length > 0 && (
        <ManyResults results={run.results} onDownload={() => saveCsv(t('results'), run.table(t))} />
      )}
    </div>
  )
}

function RunProgress({ results }: { results: readonly LineResult[] }) {
  const t = useWords(words)
  const done = results.filter((r) => r.answer).length
  const label = t('progress', { done, total: results.length })
  return (
    <div>
      <Progress percent={Math.floor((done / results.length) * 100)} showInfo={false} aria-label={label} />
      <span className="rb-quiet">{label}</span>
    </div>
  )
}

function useRun() {
  const { lang } = useLanguage()
  const [results, setResults] = useState<LineResult[]>([])
  const [running, setRunning] = useState(false)
  const abort = useRef<AbortController>(null)
  useEffect(() => () => abort.current?.abort(), [])
  const start = async (lines: readonly PastedLine[]) => {
    abort.current = new AbortController()
    setResults(lines.map((line) => ({ line, answer: null })))
    setRunning(true)
    await checkAll(lines, abort.current.signal, (at, answer) =>
      setResults((old) => old.map((one, i) => (i === at ? { ...one, answer } : one))),
    )
    setRunning(false)
  }
  /** the results as a table of texts, with a heading row */
  const table = (t: ReturnType<typeof useWords<typeof words>>): string[][] => [
    [t('uscc'), t('name'), t('result'), t('reasons'), t('registeredName'), t('proposedCode'), t('validUntil')],
    ...results.map(({ line, answer }) => {
      const asked = [line.asked?.uscc ?? '', line.asked?.name ?? '']
      if (!answer || answer instanceof Error) return [...asked, t('failed'), '', '', '', '']
      const reasons = answer.reasons.map((r) => r[lang]).join(lang === 'zh' ? '；' : '; ')
      return [
        ...asked,
        t(answer.result),
        reasons,
        answer.registeredName ?? '',
        answer.proposedCode ?? '',
        answer.validUntil,
      ]
    }),
  ]
  return { results, running, start, stop: () => abort.current?.abort(), table }
}
