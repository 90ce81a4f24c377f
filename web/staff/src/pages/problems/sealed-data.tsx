import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { useMay } from '../../lib/session.ts'
import { Code } from '../../ui/code.tsx'
import { Facts } from '../../ui/facts.tsx'
import { ReasonInPlace } from '../../ui/reason-in-place.tsx'
import { words } from './detail-words.ts'

interface Opened {
  idNumber: string | null
  phone: string | null
}

/** Sealed fields: opened for a stated purpose that is logged, and closed again by themselves. */
export function SealedData({ id }: { id: string }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const may = useMay()
  const [asking, setAsking] = useState(false)
  const open = useMutation({
    mutationFn: (purpose: string) =>
      api.post<Opened>(`/api/problems/${encodeURIComponent(id)}/open-sealed`, { purpose }),
    onSuccess: () => setAsking(false),
  })
  const { data, reset } = open
  useEffect(() => {
    if (!data) return
    const timer = setTimeout(reset, 60_000)
    return () => clearTimeout(timer)
  }, [data, reset])
  if (!may('sealed.open')) return null
  if (data)
    return (
      <div className="rb-sealed">
        <Facts
          items={[
            data.idNumber !== null && [t('idNumber'), <Code key="id" value={data.idNumber} />],
            data.phone !== null && [t('phone'), <Code key="phone" value={data.phone} />],
          ]}
        />
        <p className="rb-quiet">{t('sealedNote')}</p>
        <Button size="small" onClick={reset}>
          {t('sealedHide')}
        </Button>
      </div>
    )
  if (!asking)
    return (
      <Button size="small" onClick={() => setAsking(true)}>
        {t('sealed')}
      </Button>
    )
  return (
    <ReasonInPlace
      label={t('sealedPurpose')}
      hint={t('sealedHint')}
      action={t('sealedOpen')}
      min={4}
      pending={open.isPending}
      onCancel={() => setAsking(false)}
      onSubmit={(purpose) => open.mutate(purpose)}
      extra={
        open.error && (
          <p className="rb-alert" role="alert">
            {describeFailure(open.error, lang).text}
          </p>
        )
      }
    />
  )
}
