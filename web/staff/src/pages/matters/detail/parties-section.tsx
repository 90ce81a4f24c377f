import type { MatterDetail } from '@redbridge/contract'
import { usePick, useWords } from '../../../i18n/language.tsx'
import { formatTime } from '../../../lib/format.ts'
import { useMe } from '../../../lib/session.ts'
import { AppLink } from '../../../ui/app-link.tsx'
import { Facts } from '../../../ui/facts.tsx'
import { words } from '../detail-words.ts'
import { partyText } from '../moves.ts'

export function PartiesSection({ matter }: { matter: MatterDetail }) {
  const t = useWords(words)
  const pick = usePick()
  const me = useMe()
  return (
    <section aria-labelledby={`parties-${matter.id}`}>
      <h3 id={`parties-${matter.id}`}>{t('parties')}</h3>
      <Facts
        items={[
          ...matter.parties.map(
            (party) =>
              [
                pick(partyText(matter.definition, party.role) ?? { zh: party.role, en: party.role }),
                <span key={party.role}>
                  {party.name}
                  {party.organisationId === me.organisation.id && <span className="rb-quiet">{t('own')}</span>}
                </span>,
              ] as const,
          ),
          [t('opened'), formatTime(matter.openedAt)],
          matter.closedAt !== null && [t('closed'), formatTime(matter.closedAt)],
          matter.subject !== null && [
            t('subject'),
            <AppLink key="subject" href={matter.subject.link}>
              {t('openSubject')}
            </AppLink>,
          ],
        ]}
      />
    </section>
  )
}
