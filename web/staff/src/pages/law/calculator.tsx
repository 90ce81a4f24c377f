import type { ComputedDeadline, LawDeadline } from '@redbridge/contract'
import { useMutation, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { type FormEvent, useState } from 'react'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { api } from '../../lib/api.ts'
import { describeFailure } from '../../lib/failure.ts'
import { isoDateOf } from '../../lib/format.ts'
import { Loaded } from '../../ui/loaded.tsx'
import { Empty } from '../../ui/screen-states.tsx'
import { type Asked, CalculatorFields } from './calculator-fields.tsx'
import { CalculatorResult } from './calculator-result.tsx'
import { words } from './calculator-words.ts'
import { limitsQuery } from './law-data.ts'

/** Any limit from any day, with its working. Nothing is stored. */
export function Calculator() {
  const query = useQuery(limitsQuery)
  return <Loaded query={query}>{(limits) => <Form limits={limits} />}</Loaded>
}

const OWN = ''
const blank = (): Asked => ({
  rule: undefined,
  amount: 15,
  unit: 'working_day',
  start: isoDateOf(new Date()),
  startedAt: '',
  tolledFrom: '',
  tolledTo: '',
  tollReason: '',
  extended: '',
})

const ask = (asked: Asked): Promise<ComputedDeadline> => {
  const { rule, amount, unit, start, startedAt, tolledFrom, tolledTo, tollReason, extended } = asked
  return api.get<ComputedDeadline>('/api/law/compute', {
    ...(rule === OWN ? { amount, unit } : { rule }),
    start,
    startedAt,
    extended,
    ...(tolledFrom ? { tolled: `${tolledFrom}..${tolledTo}`, tollReason } : {}),
  })
}

function Form({ limits }: { limits: readonly LawDeadline[] }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const [asked, setAsked] = useState(blank)
  const [tried, setTried] = useState(false)
  const compute = useMutation({ mutationFn: ask })
  const missing = asked.rule === undefined || asked.start === '' || (asked.rule === OWN && asked.amount === null)
  const submit = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    if (!missing) compute.mutate(asked)
  }
  const failure = compute.error && describeFailure(compute.error, lang)
  return (
    <div className="rb-law-calculator">
      <form className="rb-panel rb-stack" onSubmit={submit} noValidate>
        <CalculatorFields limits={limits} asked={asked} onChange={setAsked} />
        <div role="alert" className="rb-alert">
          {tried && missing ? t('missing') : ''}
        </div>
        <Button type="primary" htmlType="submit" loading={compute.isPending}>
          {t('compute')}
        </Button>
      </form>
      <div aria-live="polite">
        {failure && (
          <p className="rb-alert" role="alert">
            {[failure.text, ...failure.items].join(' ')}
          </p>
        )}
        {compute.data && <CalculatorResult result={compute.data} />}
        {!compute.data && !failure && <Empty title={t('emptyTitle')} text={t('emptyText')} />}
      </div>
    </div>
  )
}
