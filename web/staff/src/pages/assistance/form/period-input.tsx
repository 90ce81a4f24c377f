import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { isoDateOf } from '../../../lib/format.ts'
import { words } from './form-words.ts'
import { type PartProps, Plain } from './part.tsx'
import { daysBefore } from './request-draft.ts'

type Quick = readonly [
  key: 'days30' | 'days90' | 'days183' | 'days365' | 'thisYear' | 'lastYear',
  from: string,
  to: string,
]

const quickOnes = (today: string): readonly Quick[] => {
  const year = Number(today.slice(0, 4))
  const back = (days: number) => daysBefore(today, days - 1)
  return [
    ['days30', back(30), today],
    ['days90', back(90), today],
    ['days183', back(183), today],
    ['days365', back(365), today],
    ['thisYear', `${year}-01-01`, today],
    ['lastYear', `${year - 1}-01-01`, `${year - 1}-12-31`],
  ]
}

/** From and to, with the usual periods one click away. */
export function PeriodInput({ request }: PartProps) {
  const t = useWords(words)
  const { draft, change } = request.form
  return (
    <div className="rb-ask-wide">
      <div className="rb-ask-grid">
        <Plain request={request} name="periodFrom" />
        <Plain request={request} name="periodTo" />
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: buttons that fill in two fields */}
      <div className="rb-ask-quick" role="group" aria-label={t('periodQuick')}>
        {quickOnes(isoDateOf(new Date())).map(([key, periodFrom, periodTo]) => (
          <Button
            key={key}
            size="small"
            aria-pressed={draft.periodFrom === periodFrom && draft.periodTo === periodTo}
            onClick={() => change({ ...draft, periodFrom, periodTo })}
          >
            {t(key)}
          </Button>
        ))}
        <span className="rb-quiet rb-small">{t('periodHint')}</span>
      </div>
    </div>
  )
}
