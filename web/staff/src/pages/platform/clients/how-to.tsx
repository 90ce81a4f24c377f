import { App, Button } from 'antd'
import { useWords } from '../../../i18n/language.tsx'
import { type Example, examplesFor } from './examples.ts'
import { words } from './words.ts'

/** The January or July that lies nearest in the past. */
const periodOf = (now: Date): string => `${now.getFullYear()}-${now.getMonth() >= 6 ? '07' : '01'}`

/** Short how-to with commands one can copy. */
export function HowTo() {
  const t = useWords(words)
  return (
    <section className="rb-section">
      <h2>{t('howTo')}</h2>
      <p>{t('howToText')}</p>
      {examplesFor(window.location.origin, periodOf(new Date())).map((example) => (
        <ExampleBox key={example.key} example={example} />
      ))}
    </section>
  )
}

function ExampleBox({ example }: { example: Example }) {
  const t = useWords(words)
  const { message } = App.useApp()
  const copy = async () => {
    await navigator.clipboard.writeText(example.text)
    void message.success(t('copied'), 2)
  }
  return (
    <figure className="rb-example">
      <figcaption>
        <h3>{t(example.key)}</h3>
        <Button size="small" onClick={() => void copy()}>
          {t('copy')}
        </Button>
      </figcaption>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls sideways, so the keyboard must reach it */}
      <pre tabIndex={0} translate="no">
        <code>{example.text}</code>
      </pre>
    </figure>
  )
}
