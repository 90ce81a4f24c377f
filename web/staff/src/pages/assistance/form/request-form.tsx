import { Button } from 'antd'
import type { KeyboardEvent } from 'react'
import { useWords } from '../../../i18n/language.tsx'
import { FormFaults, FormHead } from '../../matters/form/move-body.tsx'
import { CheckPanel } from './check-panel.tsx'
import { focusField } from './focus.ts'
import { FilesPart, HowPart, WhatPart, WhoPart, WhyPart } from './form-parts.tsx'
import { words } from './form-words.ts'
import type { Request } from './use-request.ts'
import '../../matters/form/form.css'
import '../assistance.css'

interface Props {
  request: Request
  /** a request that exists keeps its platform */
  fixed: boolean
  /** what the big button does */
  then: 'submit' | 'correct'
}

/** The whole request on one page, what is wrong with it beside it, the buttons always in sight. */
export function RequestForm({ request, fixed, then }: Props) {
  const t = useWords(words)
  const { form, send, stuck } = request
  const finish = () => void request.finish(then)
  const onKeyDown = (event: KeyboardEvent<HTMLFormElement>) => {
    if (event.key !== 'Enter') return
    if (event.ctrlKey || event.metaKey) finish()
    else if (!(event.target instanceof HTMLInputElement)) return
    event.preventDefault()
  }
  return (
    <form
      ref={request.element}
      className="rb-ask"
      noValidate
      onKeyDown={onKeyDown}
      onSubmit={(event) => {
        event.preventDefault()
        finish()
      }}
    >
      <div className="rb-ask-form rb-panel">
        <FormHead about={then === 'correct' ? words.correctAbout : undefined} form={form} />
        <WhoPart request={request} fixed={fixed} />
        <WhatPart request={request} />
        <WhyPart request={request} />
        <HowPart request={request} />
        <FilesPart request={request} />
      </div>
      <CheckPanel request={request} onGo={(place) => focusField(request.element.current, place)} />
      <div className="rb-ask-foot">
        <div className="rb-ask-foot-text">
          {stuck > 0 && <div className="rb-alert">{t('stillFaults', { n: stuck })}</div>}
          {send.error && <FormFaults form={{ ...form, faults: new Map() }} error={send.error} />}
          <span className="rb-quiet rb-small rb-ask-kept">
            {t('local')} {t('keys')}
          </span>
        </div>
        {then === 'submit' && (
          <Button loading={send.isPending && send.variables === 'keep'} onClick={request.keep}>
            {t('save')}
          </Button>
        )}
        <Button type="primary" htmlType="submit" loading={send.isPending && send.variables !== 'keep'}>
          {t(then)}
        </Button>
      </div>
    </form>
  )
}
