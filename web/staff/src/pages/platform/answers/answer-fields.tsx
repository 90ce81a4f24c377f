import { Button, Input } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { uploadFile } from '../../../lib/upload.ts'
import { Field } from '../../../ui/field.tsx'
import { UploadBox } from '../../../ui/upload-box.tsx'
import type { AnswerInput } from './answer-requests.ts'
import { words } from './words.ts'

interface Props {
  input: AnswerInput
  onChange(input: AnswerInput): void
  /** for many at once: corrected data of each cannot be asked for here */
  many?: boolean
}

/** What the chosen answer asks for: an explanation, the corrected data, a proof. */
export function AnswerFields({ input, onChange, many = false }: Props) {
  const t = useWords(words)
  const objected = input.answer === 'objected'
  return (
    <>
      {input.answer === 'corrected' && (
        <>
          {many ? <p className="rb-quiet">{t('bulkProof')}</p> : <CorrectedData input={input} onChange={onChange} />}
          <Proof input={input} onChange={onChange} />
        </>
      )}
      <Field label={t(objected ? 'reason' : 'text')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={2000}
            value={input.text}
            required={objected}
            onChange={(event) => onChange({ ...input, text: event.target.value })}
          />
        )}
      </Field>
    </>
  )
}

function CorrectedData({ input, onChange }: Props) {
  const t = useWords(words)
  return (
    <div className="rb-field-row">
      <Field label={t('correctedName')}>
        {(id) => (
          <Input
            id={id}
            maxLength={200}
            value={input.correctedName}
            onChange={(event) => onChange({ ...input, correctedName: event.target.value })}
          />
        )}
      </Field>
      <Field label={t('correctedUscc')}>
        {(id) => (
          <Input
            id={id}
            className="rb-mono"
            maxLength={64}
            spellCheck={false}
            value={input.correctedUscc}
            onChange={(event) => onChange({ ...input, correctedUscc: event.target.value })}
          />
        )}
      </Field>
    </div>
  )
}

function Proof({ input, onChange }: Props) {
  const t = useWords(words)
  if (input.proof)
    return (
      <div className="rb-actions">
        <span role="status">{t('proofThere', { name: input.proof.name })}</span>
        <Button size="small" onClick={() => onChange({ ...input, proof: null })}>
          {t('proofRemove')}
        </Button>
      </div>
    )
  return (
    <UploadBox
      label={t('proofLabel')}
      hint={t('proofHint')}
      button={t('proofButton')}
      accept={['.pdf', '.jpg', '.jpeg', '.png', '.xlsx', '.docx']}
      send={(file, options) => uploadFile<{ id: string; name: string }>('/api/proofs', file, options)}
      onDone={(proof) => onChange({ ...input, proof })}
    />
  )
}
