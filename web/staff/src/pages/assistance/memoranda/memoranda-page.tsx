import PlusOutlined from '@ant-design/icons/PlusOutlined'
import { FIELD_GROUP_TEXT, type FieldGroup, type Memorandum, REQUEST_PURPOSE_TEXT } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatDate, isoDateOf } from '../../../lib/format.ts'
import { useMay } from '../../../lib/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { LinkButton } from '../../../ui/link-button.tsx'
import { Loaded } from '../../../ui/loaded.tsx'
import { Page } from '../../../ui/page.tsx'
import { Empty } from '../../../ui/screen-states.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { catalogueQuery, memorandaQuery } from '../queries.ts'
import { words as listWords } from '../words.ts'
import { words } from './memoranda-words.ts'
import '../../matters/matters.css'
import '../assistance.css'

/** What bureaus and platforms have agreed on, in words; a draft or offer is among the matters. */
export function MemorandaPage() {
  const t = useWords(words)
  const tl = useWords(listWords)
  const may = useMay()
  const query = useQuery(memorandaQuery)
  const [only, setOnly] = useState(true)
  return (
    <Page
      title={t('title')}
      back={<AppLink href="/assistance">{tl('toList')}</AppLink>}
      actions={
        <>
          <AppLink href="/matters?kind=memorandum&open=true" className="rb-head-link">
            {t('all')}
          </AppLink>
          {may('assistance.ask') && (
            <LinkButton type="primary" icon={<PlusOutlined aria-hidden="true" />} href="/matters/new/memorandum">
              {t('create')}
            </LinkButton>
          )}
        </>
      }
    >
      <p className="rb-quiet rb-memoranda-about">{t('about')}</p>
      <Loaded query={query}>
        {({ items }) => {
          const shown = only ? items.filter((one) => one.endedAt === null) : items
          return (
            <>
              {items.some((one) => one.endedAt !== null) && (
                <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)}>
                  {t('onlyInForce')}
                </Checkbox>
              )}
              {shown.length === 0 && <Empty title={t('none')} text={t('noneText')} />}
              {shown.map((one) => (
                <MemorandumCard
                  key={`${one.matterId} ${one.version}`}
                  memorandum={one}
                  replaced={items.some((other) => other.matterId === one.matterId && other.version > one.version)}
                />
              ))}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

interface CardProps {
  memorandum: Memorandum
  /** a newer version of it holds, or held */
  replaced: boolean
}

function MemorandumCard({ memorandum, replaced }: CardProps) {
  const t = useWords(words)
  const { matterId, number, version, title, bureau, platform } = memorandum
  return (
    <article className="rb-panel rb-memorandum">
      <div className="rb-ask-head">
        <h2>
          <AppLink href={`/matters/${encodeURIComponent(matterId)}`}>{title}</AppLink>
        </h2>
        <span className="rb-push" />
        <Validity memorandum={memorandum} replaced={replaced} />
      </div>
      <p className="rb-quiet">
        <span translate="no">{number}</span> · {t('version', { n: version })} · {bureau.name} — {platform.name}
      </p>
      <Policy memorandum={memorandum} />
    </article>
  )
}

function Validity({ memorandum: { inForce, endedAt, policy }, replaced }: CardProps) {
  const t = useWords(words)
  if (inForce) return <StateTag tone="done">{t('inForce')}</StateTag>
  if (endedAt === null && policy.fromOn > isoDateOf(new Date())) return <StateTag tone="waiting">{t('later')}</StateTag>
  return <StateTag tone="dropped">{t(replaced ? 'replaced' : 'ended')}</StateTag>
}

function Policy({ memorandum: { policy } }: { memorandum: Memorandum }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const and = lang === 'zh' ? '、' : ', '
  const limits = [
    policy.maxTargets !== null && t('maxTargets', { n: policy.maxTargets }),
    policy.maxPeriodDays !== null && t('maxPeriod', { n: policy.maxPeriodDays }),
  ].filter((one) => one !== false)
  return (
    <>
      <Facts
        items={[
          [t('purposes'), policy.purposes.map((one) => pick(REQUEST_PURPOSE_TEXT[one])).join(and)],
          [t('limits'), limits.length > 0 ? limits.join(lang === 'zh' ? '，' : '; ') : t('noLimits')],
          [
            t('retention'),
            policy.retentionDays === null ? t('noRetention') : t('retentionDays', { n: policy.retentionDays }),
          ],
          [t('validity'), t('range', { from: formatDate(policy.fromOn, lang), to: formatDate(policy.toOn, lang) })],
        ]}
      />
      <Shared ids={policy.fields} />
    </>
  )
}

/** The fields that may be shared, by group, in the words of the catalogue. */
function Shared({ ids }: { ids: readonly string[] }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const { data } = useQuery(catalogueQuery)
  const nameOf = (id: string) => {
    const field = data?.fields.find((one) => one.id === id)
    return field ? pick(field.text) : id
  }
  const groups = [...Map.groupBy(ids, (id) => id.split('.')[0] as FieldGroup)]
  return (
    <table className="rb-asked-table">
      <caption>{t('fields')}</caption>
      <tbody>
        {groups.map(([group, own]) => (
          <tr key={group}>
            <th scope="row">{pick(FIELD_GROUP_TEXT[group])}</th>
            <td>{own.map(nameOf).join(lang === 'zh' ? '、' : ', ')}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
