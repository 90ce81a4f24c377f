import type { MatterDetail, ProcessTransition } from '@redbridge/contract'
import { Drawer } from 'antd'
import { useId } from 'react'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { StateTag } from '../../../ui/state-tag.tsx'
import { words } from '../detail-words.ts'
import { DefinitionForm } from '../form/definition-form.tsx'
import { FormFaults, FormHead } from '../form/move-body.tsx'
import { holdEnter } from '../form/use-form.ts'
import { partyText, stateText } from '../moves.ts'
import { Conflict } from './conflict.tsx'
import { rowNames } from './form-values.tsx'
import { MoveFoot } from './move-foot.tsx'
import { type Step, useStep } from './use-step.ts'

interface Props {
  /** as it is now: read again while the drawer is open */
  matter: MatterDetail
  event: ProcessTransition
  onClose(): void
}

/** A step: what it means, its form, and what happens when somebody was faster. */
export function MoveDrawer({ matter, event, onClose }: Props) {
  const pick = usePick()
  const formId = useId()
  const step = useStep({ matter, event, onClose })
  const { form } = step
  return (
    <Drawer
      open
      size={560}
      title={pick(event.text)}
      onClose={onClose}
      footer={
        <MoveFoot
          event={event}
          formId={formId}
          asked={step.asked}
          pending={step.move.isPending}
          disabled={!step.possible || step.blocked !== null || step.conflict}
          onBack={step.back}
          onClose={onClose}
        />
      }
    >
      <form
        id={formId}
        ref={step.element}
        className="rb-stack"
        noValidate
        onKeyDown={holdEnter}
        onSubmit={(e) => {
          e.preventDefault()
          step.submit()
        }}
      >
        <Hindrance step={step} matter={matter} />
        <FormHead about={event.about} form={form} />
        <DefinitionForm
          fields={event.form}
          draft={form.draft}
          faults={form.faults}
          onChange={form.change}
          rowsNamed={(of) => rowNames(matter, of)}
        />
        <FormFaults form={form} error={step.conflict ? null : step.move.error} />
        <Consequences matter={matter} event={event} />
      </form>
    </Drawer>
  )
}

/** Why the step cannot be taken: a condition that does not hold, or somebody who was faster. */
function Hindrance({ step, matter }: { step: Step; matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  return (
    <>
      {step.blocked && (
        <div role="alert" className="rb-notice rb-notice-soon">
          <StateTag tone="soon">
            <strong>{t('blockedTitle')}</strong>
          </StateTag>
          <p>{pick(step.blocked)}</p>
        </div>
      )}
      {step.conflict && <Conflict before={step.seen} now={matter} possible={step.possible} onGo={step.goOn} />}
    </>
  )
}

function Consequences({ matter, event }: { matter: MatterDetail; event: ProcessTransition }) {
  const t = useWords(words)
  const pick = usePick()
  const state = stateText(matter.definition, event.to)
  const reader = event.letter && partyText(matter.definition, event.letter.to)
  return (
    <p className="rb-quiet">
      {state && `${t('leadsTo', { state: pick(state) })} `}
      {reader && `${t('withLetter', { party: pick(reader) })} `}
      {event.internal && t('internalMove')}
    </p>
  )
}
