import { useMemo } from 'react'
import { useLanguage } from '../../../i18n/language.tsx'
import { useKinds } from '../../matters/use-kinds.ts'

export interface MessageType {
  readonly value: string
  readonly label: string
}

/** What messages there can be, from the definitions: every visible step that sends one, by its words. */
export function useMessageTypes(): readonly MessageType[] {
  const kinds = useKinds()
  const { lang } = useLanguage()
  return useMemo(() => {
    const all = kinds.flatMap((kind) =>
      kind.transitions
        .filter((step) => step.effects?.includes('exchange.send'))
        .map((step) => ({
          value: `${kind.kind}.${step.event}`,
          label: `${kind.title[lang]}${lang === 'zh' ? '：' : ': '}${step.text[lang]}`,
        })),
    )
    // One step may begin in several places: it is one type.
    return [...new Map(all.map((type) => [type.value, type])).values()]
  }, [kinds, lang])
}
