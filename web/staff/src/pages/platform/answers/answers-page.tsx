import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { ProblemOperator } from '@redbridge/contract'
import { useParams } from '@tanstack/react-router'
import { Button } from 'antd'
import { useMemo, useState } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { withQuery } from '../../../lib/api.ts'
import { usePeriods } from '../../../lib/use-choices.ts'
import { useSelection } from '../../../lib/use-selection.ts'
import { useWalk } from '../../../lib/use-walk.ts'
import { useWide } from '../../../lib/use-wide.ts'
import { ListView } from '../../../ui/list-view.tsx'
import { Page } from '../../../ui/page.tsx'
import { useList } from '../../../ui/use-list.ts'
import { AnswerBulk } from './answer-bulk.tsx'
import { useAnswerColumns } from './answer-columns.tsx'
import { answerFilters } from './answer-filters.ts'
import { AnswerPanel } from './answer-panel.tsx'
import { AnswerViews } from './answer-views.tsx'
import { AnswersFile } from './answers-file.tsx'
import { words } from './words.ts'
import '../../problems/problems.css'
import '../platform.css'

/** The child route only names the open operator in the address; the list shows it. */
export const Nothing = () => null
const BY_DUE = { order: 'due' }
const keyOf = (p: ProblemOperator) => p.id

/** Problem operators that the bureau has sent: to be answered one by one, many at once, or by file. */
export function AnswersPage() {
  const t = useWords(words)
  const { id } = useParams({ strict: false }) as { id?: string }
  const wide = useWide(1200)
  const [byFile, setByFile] = useState(false)
  const periods = usePeriods()
  const specs = useMemo(() => answerFilters(periods.map((p) => p.key)), [periods])
  const list = useList<ProblemOperator>({ name: 'problems', path: '/api/problems', specs, fixed: BY_DUE })
  const rows = useMemo(() => list.query.data?.items ?? [], [list.query.data])
  const selection = useSelection(keyOf, JSON.stringify(list.filter))
  const walk = useWalk({ base: '/answers', rows, id, toggle: selection.toggle })
  const columns = useAnswerColumns(wide && id !== undefined)
  const panel = id !== undefined && (
    <AnswerPanel key={id} id={id} beside={wide} onClose={walk.close} onNext={walk.next} onPrevious={walk.previous} />
  )
  if (id !== undefined && !wide) return <div className="rb-page">{panel}</div>
  return (
    <Page
      title={t('title')}
      note={t('note')}
      actions={
        <>
          <Button
            icon={<DownloadOutlined aria-hidden="true" />}
            href={withQuery('/api/problems.xlsx', list.filter)}
            download
          >
            {t('export')}
          </Button>
          <Button onClick={() => setByFile(true)}>{t('byFile')}</Button>
        </>
      }
    >
      <AnswerViews />
      <div className={panel ? 'rb-beside rb-answers' : undefined}>
        <ListView
          label={t('title')}
          list={list}
          specs={specs}
          columns={columns}
          rowKey={keyOf}
          rowName={(p) => p.name}
          activeKey={walk.activeId}
          onOpen={walk.open}
          selection={selection}
          viewsOf="answers"
          bulk={<AnswerBulk selection={selection} filter={list.filter} total={list.query.data?.total ?? 0} />}
          empty={{ title: t('none'), text: t('noneText') }}
        />
        {panel}
      </div>
      {byFile && <AnswersFile onClose={() => setByFile(false)} />}
    </Page>
  )
}
