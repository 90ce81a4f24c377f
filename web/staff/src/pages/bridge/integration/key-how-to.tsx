import { Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { useReport } from '../../../lib/use-report.ts'
import { words } from './key-words.ts'
import { words as common } from './words.ts'

const OPENSSL = `openssl genpkey -algorithm ed25519 -out redbridge-private.pem
openssl pkey -in redbridge-private.pem -pubout -out redbridge-public.pem
cat redbridge-public.pem`

const NODE = `node -e "
const { generateKeyPairSync } = require('node:crypto'), { writeFileSync } = require('node:fs')
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
writeFileSync('redbridge-private.pem', privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
console.log(publicKey.export({ type: 'spki', format: 'pem' }))"`

/** Commands that make a pair of keys, to be copied. */
export function KeyHowTo() {
  const t = useWords(words)
  const tc = useWords(common)
  return (
    <section aria-labelledby="key-how-to">
      <h2 id="key-how-to">{t('howTo')}</h2>
      <p className="rb-bridge-note">
        {t('howToText')} {tc('guide')}
      </p>
      <Command title={t('openssl')} text={OPENSSL} />
      <Command title={t('node')} text={NODE} />
    </section>
  )
}

function Command({ title, text }: { title: string; text: string }) {
  const t = useWords(words)
  const report = useReport()
  const copy = async () => {
    await navigator.clipboard.writeText(text)
    report.done(t('copiedCommand'))
  }
  return (
    <figure className="rb-bridge-text">
      <figcaption>
        <h3>{title}</h3>
        <Button size="small" aria-label={`${t('copy')} ${title}`} onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it */}
      <pre tabIndex={0} translate="no">
        <code>{text}</code>
      </pre>
    </figure>
  )
}
