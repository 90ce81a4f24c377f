import { type AssistanceDetail, FIELD_GROUP_TEXT, type FieldGroup, type MatterDetail } from '@redbridge/contract'
import { Button, Checkbox } from 'antd'
import { useLanguage, usePick, useWords } from '../../../i18n/language.tsx'
import { FilesInput } from '../../matters/form/files-input.tsx'
import { rowsOfGroup } from './answer-draft.ts'
import { AnswerFailure, AnswerNote } from './answer-failure.tsx'
import { AnswerRecord } from './answer-record.tsx'
import { AnswerTable } from './answer-table.tsx'
import { type Asked, byGroup } from './asked-fields.ts'
import { words } from './panel-words.ts'
import { type Answer, useAnswer } from './use-answer.ts'
import { WithheldList } from './withheld-list.tsx'

/** Field by field, group by group: only what was asked for has a place. */
export function AnswerForm({ matter, detail }: { matter: MatterDetail; detail: AssistanceDetail }) {
  const t = useWords(words)
  const answer = useAnswer(matter, detail)
  const single = (detail.form?.targets.length ?? 0) <= 1
  return (
    <form
      className="rb-stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        answer.submit(false)
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && event.target instanceof HTMLInputElement) {
          event.preventDefault()
          if (event.ctrlKey || event.metaKey) answer.submit(false)
        }
      }}
    >
      {byGroup(answer.asked).map(([group, fields]) => (
        <Group
          key={group}
          group={group}
          fields={fields}
          answer={answer}
          asForm={single && (group === 'identity' || group === 'extra')}
        />
      ))}
      <AnswerNote value={answer.draft.note} onChange={(note) => answer.change({ note })} />
      <FilesInput
        field={{ label: { zh: words.files.zh, en: words.files.en } }}
        value={answer.draft.files}
        onChange={(files) => answer.change({ files })}
      />
      <Foot answer={answer} />
      <p className="rb-quiet rb-small">{t('kept')}</p>
    </form>
  )
}

interface GroupProps {
  group: FieldGroup
  fields: readonly Asked[]
  answer: Answer
  asForm: boolean
}

function Group({ group, fields, answer, asForm }: GroupProps) {
  const t = useWords(words)
  const pick = usePick()
  const { draft } = answer
  const rows = rowsOfGroup(draft, group)
  const none = draft.none.includes(group)
  return (
    <fieldset className="rb-answer-group" data-group={group}>
      <legend>
        <strong>{pick(FIELD_GROUP_TEXT[group])}</strong>
        {rows.length > 1 && <span className="rb-quiet rb-small">{t('records', { n: rows.length })}</span>}
      </legend>
      <Checkbox
        className="rb-answer-none"
        checked={none}
        disabled={rows.length > 0 && !none}
        onChange={(event) =>
          answer.change({
            none: event.target.checked ? [...draft.none, group] : draft.none.filter((one) => one !== group),
          })
        }
      >
        {t('none')}
      </Checkbox>
      {none ? (
        <p className="rb-quiet">{t('noneMarked')}</p>
      ) : asForm && rows.length <= 1 ? (
        <AnswerRecord group={group} fields={fields} answer={answer} />
      ) : (
        <AnswerTable group={group} fields={fields} answer={answer} />
      )}
      {!none && <WithheldList fields={fields} answer={answer} />}
    </fieldset>
  )
}

function Foot({ answer }: { answer: Answer }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const { send, open, tried, nothing, noReason } = answer
  const pending = (part: boolean) => send.isPending && send.variables?.part === part
  return (
    <div className="rb-answer-foot">
      <div role="status" className="rb-answer-state">
        {nothing ? (
          <span className={tried ? 'rb-alert' : 'rb-quiet'}>{t('nothing')}</span>
        ) : open.length > 0 ? (
          <span className={tried ? 'rb-alert' : 'rb-quiet'}>
            {t('unaccounted', {
              n: open.length,
              fields: open.map((field) => pick(field.text)).join(lang === 'zh' ? '、' : ', '),
            })}
          </span>
        ) : (
          <span className="rb-quiet">{t('accounted')}</span>
        )}
        {tried && noReason && <div className="rb-alert">{t('noReason', { field: pick(noReason.text) })}</div>}
      </div>
      <AnswerFailure error={send.error} />
      <div className="rb-actions">
        <span className="rb-push" />
        <Button loading={pending(true)} disabled={pending(false)} onClick={() => answer.submit(true)}>
          {t('sendPart')}
        </Button>
        <Button type="primary" htmlType="submit" loading={pending(false)} disabled={pending(true)}>
          {t('sendAll')}
        </Button>
      </div>
    </div>
  )
}
