import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { AnswersFileResult, Page, ProblemOperator } from '@redbridge/contract'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Drawer } from 'antd'
import { useState } from 'react'
import type { z } from 'zod'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { api, withQuery } from '../../../lib/api.ts'
import { uploadFile } from '../../../lib/upload.ts'
import { DataTable } from '../../../ui/data-table.tsx'
import { Equation } from '../../../ui/equation.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import { refreshProblems } from '../../problems/refresh.ts'
import { words } from './file-words.ts'

type Result = z.infer<typeof AnswersFileResult>
const OPEN = { state: 'pushed,returned' }

/** Many answers by spreadsheet: download, fill in, send back; every row that was not taken says why. */
export function AnswersFile({ onClose }: { onClose(): void }) {
  const t = useWords(words)
  const [result, setResult] = useState<Result | null>(null)
  return (
    <Drawer open size={560} title={t('title')} onClose={onClose}>
      {result ? <Outcome result={result} onAgain={() => setResult(null)} /> : <Steps onResult={setResult} />}
    </Drawer>
  )
}

function Steps({ onResult }: { onResult(result: Result): void }) {
  const t = useWords(words)
  const client = useQueryClient()
  const { data } = useQuery({
    queryKey: ['problems', 'count', OPEN],
    queryFn: ({ signal }) => api.get<Page<ProblemOperator>>('/api/problems', { ...OPEN, size: 1 }, signal),
  })
  return (
    <div className="rb-stack">
      <section>
        <h3>{t('step1')}</h3>
        <p className="rb-quiet">{t('step1Text')}</p>
        <Button icon={<DownloadOutlined aria-hidden="true" />} href={withQuery('/api/problems.xlsx', OPEN)} download>
          {t('download', { n: data?.total ?? 0 })}
        </Button>
      </section>
      <section>
        <h3>{t('step2')}</h3>
        <p className="rb-quiet">{t('step2Text')}</p>
      </section>
      <section>
        <h3>{t('step3')}</h3>
        <UploadBox
          label={t('uploadLabel')}
          hint={t('hint')}
          button={t('upload')}
          accept={['.xlsx', '.csv']}
          primary
          send={(file, options) => uploadFile<Result>('/api/problems/answers-file', file, options)}
          onDone={(result) => {
            onResult(result)
            void refreshProblems(client)
          }}
        />
      </section>
    </div>
  )
}

function Outcome({ result, onAgain }: { result: Result; onAgain(): void }) {
  const t = useWords(words)
  const pick = usePick()
  const { rejected } = result
  return (
    <div className="rb-stack" role="status">
      <Equation
        label={t('result')}
        whole={{ label: t('rows', { n: result.rows }), value: result.rows }}
        parts={[
          { label: t('accepted'), value: result.accepted },
          { label: t('rejected'), value: result.rows - result.accepted },
        ]}
      />
      {rejected.length === 0 ? (
        <StateTag tone="done">{t('allDone', { n: result.accepted })}</StateTag>
      ) : (
        <>
          <p>{t('fix')}</p>
          <DataTable
            label={t('why')}
            rows={rejected}
            rowKey={(r) => String(r.row)}
            columns={[
              { key: 'row', title: t('row'), width: 96, render: (r) => t('rowNo', { n: r.row }) },
              { key: 'why', title: t('why'), render: (r) => pick(r) },
            ]}
          />
        </>
      )}
      <div>
        <Button onClick={onAgain}>{t('another')}</Button>
      </div>
    </div>
  )
}
