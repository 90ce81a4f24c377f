import { App, Button } from 'antd'
import { useWords } from '../../i18n/language.tsx'
import { words } from './words.ts'

/** Codes shown once, to print or to keep. */
export function RecoveryCodes({ codes, onClose }: { codes: readonly string[]; onClose(): void }) {
  const t = useWords(words)
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join('\n'))
    void message.success(t('copied'), 2)
  }
  return (
    <div className="rb-once" role="status">
      <h3>{t('codesTitle')}</h3>
      <p>{t('codesText')}</p>
      <ol className="rb-codes" translate="no">
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <div className="rb-actions">
        <Button type="primary" onClick={onClose}>
          {t('codesKept')}
        </Button>
        <Button onClick={() => void copy()}>{t('copyCodes')}</Button>
        <Button onClick={() => window.print()}>{t('printCodes')}</Button>
      </div>
    </div>
  )
}
