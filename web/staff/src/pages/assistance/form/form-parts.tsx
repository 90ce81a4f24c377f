import { useQuery } from '@tanstack/react-query'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { useMe } from '../../../lib/session.ts'
import { FormLine } from '../../matters/form/form-line.tsx'
import { catalogueQuery } from '../queries.ts'
import { FieldsInput } from './fields-input.tsx'
import { words } from './form-words.ts'
import { fieldOf, Part, type PartProps, Place, Plain } from './part.tsx'
import { PeriodInput } from './period-input.tsx'
import { PlatformInput } from './platform-input.tsx'
import { isBeyond } from './request-draft.ts'
import { SmallRows } from './small-rows.tsx'
import { TargetsInput } from './targets-input.tsx'

export function WhoPart({ request, fixed }: PartProps & { fixed: boolean }) {
  const t = useWords(words)
  const reach = request.form.draft.reach
  return (
    <Part title={t('partWho')}>
      <div className="rb-ask-grid">
        <PlatformInput request={request} fixed={fixed} />
        <TargetsInput request={request} />
        <Plain
          request={request}
          name="reach"
          {...(reach && reach !== 'single' ? { look: { help: words.reachHint } } : {})}
        />
        {reach !== undefined && reach !== 'single' && (
          <Plain request={request} name="reachNote" look={{ required: true }} />
        )}
        <PeriodInput request={request} />
      </div>
    </Part>
  )
}

export function WhatPart({ request }: PartProps) {
  const t = useWords(words)
  const { data } = useQuery(catalogueQuery)
  const extra = fieldOf(request, 'extraFields')
  return (
    <Part title={t('partWhat')}>
      <FieldsInput request={request} />
      {extra && (
        <Place name="extraFields">
          <FormLine field={{ ...extra, label: words.extra }} fault={request.faults.get('extraFields')} group>
            {() => (
              <SmallRows
                request={request}
                name="extraFields"
                columns={EXTRA_COLUMNS}
                nth={(n) => t('extraNth', { n })}
                remove={(n) => t('extraRemove', { n })}
                add={t('extraAdd')}
                most={20}
              />
            )}
          </FormLine>
        </Place>
      )}
      {isBeyond(request.form.draft, data?.fields ?? []) && <Consent request={request} />}
    </Part>
  )
}
const EXTRA_COLUMNS = [
  { name: 'label', label: words.extraLabel, max: 100 },
  { name: 'why', label: words.extraWhy, max: 500 },
]

/** The consent that a city or county bureau needs, in place of where it went beyond the standard. */
function Consent({ request }: PartProps) {
  const t = useWords(words)
  const me = useMe()
  const own = me.organisation.division.endsWith('0000')
  return (
    <section className="rb-ask-consent" aria-label={t('consent')}>
      <h3>{t('consent')}</h3>
      <p>{t(own ? 'consentOwn' : 'consentText')}</p>
      {!own && (
        <div className="rb-ask-grid">
          <Plain request={request} name="consentNo" look={{ required: true }} />
          <Plain request={request} name="consentBy" look={{ required: true }} />
          <Plain request={request} name="consentOn" look={{ required: true }} />
          <Plain request={request} name="consentFiles" wide />
        </div>
      )}
    </section>
  )
}

export function WhyPart({ request }: PartProps) {
  const t = useWords(words)
  const stage = request.form.draft.caseStage
  const numbered = stage !== undefined && stage !== 'before_filing' && stage !== 'none'
  return (
    <Part title={t('partWhy')}>
      <div className="rb-ask-grid">
        <Plain request={request} name="purpose" />
        <Plain request={request} name="caseStage" />
        <Plain request={request} name="caseNo" look={{ required: numbered }} />
        <Plain request={request} name="basis" wide />
        <Plain request={request} name="facts" wide />
      </div>
    </Part>
  )
}

export function HowPart({ request }: PartProps) {
  const t = useWords(words)
  const pick = usePick()
  const { data } = useQuery(catalogueQuery)
  const officers = fieldOf(request, 'officers')
  return (
    <Part title={t('partHow')}>
      {officers && (
        <Place name="officers">
          <FormLine field={{ ...officers, help: words.officersHint }} fault={request.faults.get('officers')} group>
            {() => (
              <SmallRows
                request={request}
                name="officers"
                columns={OFFICER_COLUMNS}
                nth={(n) => t('officerNth', { n })}
                remove={(n) => t('officerRemove', { n })}
                add={t('officerAdd')}
                least={2}
                most={10}
              />
            )}
          </FormLine>
        </Place>
      )}
      <div className="rb-ask-grid">
        <Plain request={request} name="secrecy" />
        <div>
          <Plain request={request} name="dueOn" />
          {data && (
            <p className="rb-quiet rb-small">
              <span title={pick(data.source)}>{t('dueHint', { n: data.answerDays })}</span>{' '}
              {!data.confirmed && t('dueUnconfirmed')}
            </p>
          )}
        </div>
      </div>
    </Part>
  )
}
const OFFICER_COLUMNS = [
  { name: 'name', label: words.officerName, max: 50 },
  { name: 'licence', label: words.officerLicence, max: 50 },
  { name: 'phone', label: words.officerPhone, max: 30 },
]

const FORWARDED = ['forwardedFrom', 'forwardedNo', 'forwardedOn', 'forwardedFiles'] as const

export function FilesPart({ request }: PartProps) {
  const t = useWords(words)
  const used = FORWARDED.some((name) => request.form.draft[name] !== undefined || request.faults.has(name))
  return (
    <Part title={t('partFiles')}>
      <Plain request={request} name="files" />
      <details className="rb-fold" open={used}>
        <summary>{t('forwarded')}</summary>
        <div className="rb-ask-grid">
          <Plain request={request} name="forwardedFrom" />
          <Plain request={request} name="forwardedNo" />
          <Plain request={request} name="forwardedOn" />
          <Plain request={request} name="forwardedFiles" wide />
        </div>
      </details>
    </Part>
  )
}
