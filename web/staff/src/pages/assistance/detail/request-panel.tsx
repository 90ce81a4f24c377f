import type { AssistanceDetail, MatterDetail } from '@redbridge/contract'
import { useQuery } from '@tanstack/react-query'
import { useWords } from '../../../i18n/language.tsx'
import { useMay } from '../../../lib/session.ts'
import { Loaded } from '../../../ui/loaded.tsx'
import { PageSkeleton } from '../../../ui/screen-states.tsx'
import { Duplicates, Faults } from '../form/check-panel.tsx'
import { words as formWords } from '../form/form-words.ts'
import { requestQuery } from '../queries.ts'
import { AnswerPanel } from './answer-panel.tsx'
import { AnswersSection } from './answers-section.tsx'
import { AskedSection } from './asked-section.tsx'
import { BridgePanel } from './bridge-panel.tsx'

/** What a request for assistance shows beyond every matter: receipts, what is asked, what was answered, the answer's form. */
export function RequestPanel({ matter }: { matter: MatterDetail }) {
  const may = useMay()
  const query = useQuery({ ...requestQuery(matter.id, matter.version), enabled: may('assistance.read') })
  if (!may('assistance.read')) return null
  return (
    <div className="rb-request">
      <BridgePanel matter={matter} />
      <Loaded query={query} skeleton={<PageSkeleton rows={5} />}>
        {(detail) => <Body matter={matter} detail={detail} />}
      </Loaded>
    </div>
  )
}

function Body({ matter, detail }: { matter: MatterDetail; detail: AssistanceDetail }) {
  const may = useMay()
  const answering =
    may('assistance.answer') && matter.moves.some((move) => move.event === 'answer' || move.event === 'answer_part')
  const answered = detail.answers.some((one) => one.state === 'sent')
  const unsent = matter.state === 'draft' || matter.state === 'approving'
  return (
    <>
      {unsent && <Before detail={detail} />}
      <Memorandum detail={detail} />
      {/* Who answers reads first what is asked; who asked, what came back. */}
      {answering && <AskedSection matter={matter} detail={detail} />}
      {!unsent && (answered || !answering) && <AnswersSection matter={matter} detail={detail} />}
      {answering && detail.form && <AnswerPanel key={matter.id} matter={matter} detail={detail} />}
      {!answering && <AskedSection matter={matter} detail={detail} />}
    </>
  )
}

/** Before it is sent: what stands against it, and who asked before. */
function Before({ detail }: { detail: AssistanceDetail }) {
  const t = useWords(formWords)
  return (
    <section className="rb-request-before" aria-label={t('check')}>
      <Faults faults={detail.faults} />
      <Duplicates duplicates={detail.duplicates} />
    </section>
  )
}

function Memorandum({ detail }: { detail: AssistanceDetail }) {
  const t = useWords(formWords)
  if (!detail.memorandum) return null
  const { number, version } = detail.memorandum
  return <p className="rb-quiet">{t('memorandum', { number, version })}</p>
}
