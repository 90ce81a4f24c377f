import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { describeFailure } from '../../../lib/failure.ts'
import { Code } from '../../../ui/code.tsx'
import { DataTable } from '../../../ui/data-table.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { RESULT_TONES } from './answer-view.tsx'
import type { LineResult } from './many-operators.tsx'
import { words } from './words.ts'

/** Results of a paste: how many of each, then line by line. */
export function ManyResults({ results, onDownload }: { results: readonly LineResult[]; onDownload(): void }) {
  const t = useWords(words)
  const count = (result: string) =>
    results.filter((r) => r.answer && !(r.answer instanceof Error) && r.answer.result === result).length
  return (
    <section>
      <div className="rb-page-head">
        <h2>{t('results')}</h2>
        <span role="status" className="rb-quiet">
          {t('summary', { pass: count('pass'), refuse: count('refuse'), review: count('review') })}
        </span>
        <span className="rb-push" />
        <Button icon={<DownloadOutlined aria-hidden="true" />} onClick={onDownload}>
          {t('download')}
        </Button>
      </div>
      <DataTable
        label={t('results')}
        rows={results}
        rowKey={(r) => String(r.line.line)}
        columns={[
          {
            key: 'name',
            title: t('name'),
            render: ({ line }) => (
              <>
                <div>{line.asked?.name}</div>
                <div className="rb-sub">
                  <Code value={line.asked?.uscc ?? ''} copy={false} />
                </div>
              </>
            ),
          },
          { key: 'result', title: t('result'), width: 140, render: ({ answer }) => <Result answer={answer} /> },
          { key: 'reasons', title: t('reasons'), priority: 2, render: ({ answer }) => <Reasons answer={answer} /> },
        ]}
      />
    </section>
  )
}

function Result({ answer }: Pick<LineResult, 'answer'>) {
  const t = useWords(words)
  if (!answer) return <span className="rb-quiet">…</span>
  if (answer instanceof Error) return <StateTag tone="alert">{t('failed')}</StateTag>
  return <StateTag tone={RESULT_TONES[answer.result]}>{t(answer.result)}</StateTag>
}

function Reasons({ answer }: Pick<LineResult, 'answer'>) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  if (!answer) return null
  if (answer instanceof Error) return describeFailure(answer, lang).text
  return (
    <>
      {answer.reasons.map(pick).join(lang === 'zh' ? '；' : '; ')}
      {answer.proposedCode && (
        <div className="rb-sub">
          {t('proposedCode')} <Code value={answer.proposedCode} />
        </div>
      )}
    </>
  )
}
