import { ANSWER_TEXT, type ProblemDetail, UNDECIDED_REASON_TEXT } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { formatDate, formatPeriod, formatTime } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { Code } from '../../ui/code.tsx'
import { EvidenceTable } from '../../ui/evidence-table.tsx'
import { Facts } from '../../ui/facts.tsx'
import { words } from './detail-words.ts'
import { ProblemHistory } from './problem-history.tsx'
import { SealedData } from './sealed-data.tsx'

export function ProblemBody({ problem }: { problem: ProblemDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const { source } = problem
  const reportedFrom = t('reportedFrom', {
    row: source.rowNo,
    date: formatDate(source.uploadedAt, lang),
  })
  return (
    <div className="rb-detail-body">
      {problem.answer && <AnswerSection problem={problem} />}
      <section>
        <h3>{t('explanation')}</h3>
        <p>{pick(problem.explanation)}</p>
        <Facts
          items={[
            problem.undecidedReason && [t('undecidedWhy'), pick(UNDECIDED_REASON_TEXT[problem.undecidedReason])],
            [t('tier'), t(problem.tier === 'none' ? 'noMatch' : problem.tier)],
            problem.proposedCode !== null && [t('proposed'), <Code key="code" value={problem.proposedCode} />],
          ].map((item) => (item ? (item as [string, string]) : null))}
        />
      </section>
      <section>
        <h3>{t('evidence')}</h3>
        <EvidenceTable
          fields={problem.evidence}
          reportedFrom={reportedFrom}
          registeredFrom={
            problem.registerAsOf ? t('registerFrom', { date: formatDate(problem.registerAsOf, lang) }) : t('noRegister')
          }
        />
      </section>
      <ReportedFacts problem={problem} />
      <ProblemHistory problem={problem} />
    </div>
  )
}

function ReportedFacts({ problem }: { problem: ProblemDetail }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { source } = problem
  const batch = t('openBatch', { period: formatPeriod(problem.periodKey, lang), row: problem.rowNo })
  return (
    <section>
      <h3>{t('reportedFacts')}</h3>
      <Facts
        items={[
          [t('platform'), problem.platformName],
          [
            t('batch'),
            <AppLink key="batch" href={`/batches/${problem.batchId}`}>
              {batch}
            </AppLink>,
          ],
          [t('file'), source.fileName ?? t('viaApi')],
          problem.shopName !== '' && [t('shop'), problem.shopName],
          problem.shopUrl !== '' && [t('url'), <OutsideLink key="url" url={problem.shopUrl} />],
          problem.representative !== '' && [t('representative'), problem.representative],
          problem.address !== '' && [t('address'), problem.address],
          problem.phoneMasked !== '' && [t('phone'), problem.phoneMasked],
        ]}
      />
      {problem.hasSealed && <SealedData id={problem.id} />}
    </section>
  )
}

/** A reported address may be anything: only http and https become links, and the site learns nothing of us. */
function OutsideLink({ url }: { url: string }) {
  if (!/^https?:\/\//i.test(url)) return url
  return (
    <a href={url} target="_blank" rel="noreferrer noopener">
      {url}
    </a>
  )
}

function AnswerSection({ problem }: { problem: ProblemDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const corrected = [problem.correctedName, problem.correctedUscc].filter(Boolean).join(' · ')
  return (
    <section className="rb-answer">
      <h3>{t('answer')}</h3>
      <Facts
        items={[
          problem.answer && [t('answered'), <strong key="answer">{pick(ANSWER_TEXT[problem.answer])}</strong>],
          [t('answeredAt'), formatTime(problem.answeredAt)],
          problem.answerText ? [t('answerText'), problem.answerText] : null,
          corrected !== '' && [t('corrected'), corrected],
          problem.answerProofName ? [t('proof'), problem.answerProofName] : null,
        ]}
      />
    </section>
  )
}
