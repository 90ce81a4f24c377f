import DownloadOutlined from '@ant-design/icons/DownloadOutlined'
import type { BulkRequests } from '@redbridge/contract'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useState } from 'react'
import { useLanguage, useWords } from '../../../i18n/language.tsx'
import { withQuery } from '../../../lib/api.ts'
import { describeFailure } from '../../../lib/failure.ts'
import { newKey } from '../../../lib/new-key.ts'
import { uploadFile } from '../../../lib/upload.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Page } from '../../../ui/page.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import { refreshMatters } from '../../matters/refresh.ts'
import { words } from '../words.ts'
import { BulkDone, BulkPreview } from './bulk-rows.tsx'
import '../assistance.css'

interface Read {
  file: File
  preview: BulkRequests
  /** one confirmation is one making, however often it is sent */
  key: string
}
const PATH = '/api/assistance/bulk'

/** Many requests from a spreadsheet: file → every row checked → confirmed → made, with the way to each. */
export function BulkPage() {
  const t = useWords(words)
  const [read, setRead] = useState<Read | null>(null)
  const client = useQueryClient()
  const make = useMutation({
    mutationFn: ({ file, key }: Read) => uploadFile<BulkRequests>(withQuery(PATH, { preview: 'false' }), file, { key }),
    onSettled: () => refreshMatters(client),
  })
  const again = () => {
    setRead(null)
    make.reset()
  }
  return (
    <Page title={t('bulkTitle')} back={<AppLink href="/assistance">{t('toList')}</AppLink>}>
      <div className="rb-ask-bulk">
        <p className="rb-quiet">{t('bulkAbout')}</p>
        {make.data ? (
          <BulkDone result={make.data} onAgain={again} />
        ) : make.isPending && read ? (
          <Running n={read.preview.ready} />
        ) : read ? (
          <>
            <BulkPreview preview={read.preview} onAgain={again} onConfirm={() => make.mutate(read)} />
            <Failure error={make.error} />
          </>
        ) : (
          <Choose onRead={(preview, file) => setRead({ file, preview, key: newKey() })} />
        )}
      </div>
    </Page>
  )
}

function Choose({ onRead }: { onRead(preview: BulkRequests, file: File): void }) {
  const t = useWords(words)
  return (
    <>
      <UploadBox<BulkRequests>
        label={t('bulkFile')}
        hint={t('bulkFileHint')}
        button={t('bulkChoose')}
        accept={['.xlsx', '.csv']}
        primary
        send={(file, options) => uploadFile(withQuery(PATH, { preview: 'true' }), file, options)}
        onDone={onRead}
      />
      <div>
        <Button icon={<DownloadOutlined aria-hidden="true" />} href={`${PATH}-template.xlsx`} download>
          {t('bulkTemplate')}
        </Button>
      </div>
    </>
  )
}

function Running({ n }: { n: number }) {
  const t = useWords(words)
  return (
    <div aria-busy="true">
      <p role="status">{t('bulkRunning', { n })}</p>
      <Progress percent={100} status="active" showInfo={false} aria-label={t('bulkRunning', { n })} />
      <p className="rb-quiet">{t('bulkWait')}</p>
    </div>
  )
}

function Failure({ error }: { error: unknown }) {
  const { lang } = useLanguage()
  if (!error) return null
  const { text, items } = describeFailure(error, lang)
  return (
    <div role="alert" className="rb-alert">
      {[text, ...items].map((line) => (
        <div key={line}>{line}</div>
      ))}
    </div>
  )
}
