import { useWords } from '../../i18n/language.tsx'
import { AppLink } from '../../ui/app-link.tsx'
import { BOXES, type Box } from './use-box.ts'
import { words } from './words.ts'

/** The boxes as links: each has an address of its own. */
export function BoxLine({ box }: { box: Box }) {
  const t = useWords(words)
  return (
    <nav className="rb-views-line" aria-label={t('boxes')}>
      {BOXES.map((one) => (
        <AppLink key={one} href={`/matters?box=${one}`} aria-current={one === box ? 'page' : undefined}>
          {t(one)}
        </AppLink>
      ))}
    </nav>
  )
}
