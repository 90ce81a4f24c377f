import { Button } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { formatDate, formatTime } from '../../../lib/format.ts'
import { Code } from '../../../ui/code.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { StateTag, type Tone } from '../../../ui/state-tag.tsx'
import type { Checked } from './check.ts'
import { words } from './words.ts'

export const RESULT_TONES: Record<Checked['result'], Tone> = { pass: 'done', refuse: 'alert', review: 'soon' }

/** The verdict, why, by which register, and until when it holds. */
export function AnswerView({ answer, onProposed }: { answer: Checked; onProposed(code: string): void }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const { result, register, proposedCode } = answer
  return (
    <section className={`rb-panel rb-stack rb-verdict-box rb-verdict-${result}`}>
      <div>
        <h2>
          <StateTag tone={RESULT_TONES[result]}>{t(result)}</StateTag>
        </h2>
        <p>{t(`${result}Text`)}</p>
      </div>
      <ul className="rb-three">
        <Verdict label={t('real')} value={answer.real} />
        <Verdict label={t('consistent')} value={answer.consistent} />
        <Verdict label={t('standing')} value={answer.inGoodStanding} />
      </ul>
      <div>
        <h3>{t('reasons')}</h3>
        <ul className="rb-reason-list">
          {answer.reasons.map((reason) => (
            <li key={reason.code}>
              {pick(reason)} <code className="rb-quiet rb-small">{reason.code}</code>
            </li>
          ))}
        </ul>
      </div>
      {proposedCode && (
        <div className="rb-actions">
          <span>
            {t('proposedCode')} <Code value={proposedCode} />
          </span>
          <Button size="small" onClick={() => onProposed(proposedCode)}>
            {t('useProposed')}
          </Button>
        </div>
      )}
      <Facts
        items={[
          answer.registeredName !== null && [t('registeredName'), answer.registeredName],
          [t('register'), t('asOf', { date: formatDate(register.asOf, lang), version: register.version })],
          [t('checkedAt'), formatTime(answer.checkedAt)],
          [t('validUntil'), formatTime(answer.validUntil)],
        ]}
      />
    </section>
  )
}

function Verdict({ label, value }: { label: string; value: boolean | null }) {
  const t = useWords(words)
  const tone: Tone = value === null ? 'quiet' : value ? 'done' : 'alert'
  return (
    <li>
      <span className="rb-quiet">{label}</span>
      <StateTag tone={tone}>{t(value === null ? 'unknown' : value ? 'yes' : 'no')}</StateTag>
    </li>
  )
}
