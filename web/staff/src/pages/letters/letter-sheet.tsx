import type { LetterContent } from '@redbridge/contract'
import { useWords } from '../../i18n/language.tsx'
import { ATTACHMENTS, COPIES, SIGNED, SIGNED_ON, VOID } from './paper-words.ts'
import { words } from './words.ts'
import './letters.css'

/** A letter as a sheet of paper: the same parts in the same order as in its files, whose lines break by themselves. */
export function LetterSheet({ content, isVoid = false }: { content: LetterContent; isVoid?: boolean }) {
  const t = useWords(words)
  const letter = content.layout === 'letter'
  return (
    // Official letters are in Chinese, whatever the language of the screen.
    <article lang="zh-CN" className="rb-sheet" aria-label={t('sheet')}>
      {isVoid && <p className="rb-sheet-void">{VOID}</p>}
      <p className={letter ? 'rb-sheet-mark' : 'rb-sheet-name'}>{content.issuer}</p>
      {letter ? (
        <>
          <p className="rb-sheet-number">{content.number}</p>
          <p className="rb-sheet-title">{content.title}</p>
        </>
      ) : (
        <>
          <p className="rb-sheet-name">{content.title}</p>
          <p className="rb-sheet-number">{content.number}</p>
        </>
      )}
      {content.recipient && <p className="rb-sheet-flush">{content.recipient}</p>}
      <SheetBody content={content} />
    </article>
  )
}

function SheetBody({ content }: { content: LetterContent }) {
  const told = content.blocks.filter((block) => block.kind !== 'sign')
  const signed = content.blocks.filter((block) => block.kind === 'sign')
  return (
    <>
      {told.map(({ kind, text }, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs of a letter never move
        <p key={i} className={`rb-sheet-${kind}`}>
          {text}
        </p>
      ))}
      {content.attachments.length > 0 && (
        <div className="rb-sheet-attachments">
          <span>{ATTACHMENTS}</span>
          <div>
            {content.attachments.map((name, i) => (
              <p key={name}>{content.attachments.length > 1 ? `${i + 1}.${name}` : name}</p>
            ))}
          </div>
        </div>
      )}
      {signed.map(({ text }) => (
        <p key={text} className="rb-sheet-sign">
          <span>
            {text}
            {SIGNED}
          </span>
          <span>{SIGNED_ON}</span>
        </p>
      ))}
      {(content.signature || content.date) && (
        <div className="rb-sheet-signature">
          <p>{content.signature}</p>
          <p>{content.date}</p>
        </div>
      )}
      {content.note && <p className="rb-sheet-paragraph">（{content.note}）</p>}
      {content.copies && (
        <p className={`rb-sheet-copies rb-sheet-${content.layout}`}>
          {COPIES}
          {content.copies}
        </p>
      )}
    </>
  )
}
