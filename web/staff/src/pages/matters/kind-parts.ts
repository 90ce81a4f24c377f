import type { Matter, MatterDetail } from '@redbridge/contract'
import { type ComponentType, type LazyExoticComponent, lazy } from 'react'

/** What a kind of matter brings to the screens of matters beyond its definition. */
export interface KindParts {
  /** stands between the title line and the rest of the matter */
  readonly Panel?: LazyExoticComponent<ComponentType<{ matter: MatterDetail }>>
  /** steps whose forms the panel shows */
  readonly shows?: readonly string[]
  /** screen that opens a matter of this kind, instead of the form of its definition */
  readonly opening?: string
  /** where a step is taken that has a screen or panel of its own: an address, or '#id' of the panel's part */
  readonly step?: (matter: Pick<Matter, 'id'>, event: string) => string | null
}

/** Asks for the first field of the panel's part of that name (a hash) to be brought into sight. */
export const SHOW_PART = 'redbridge:show-part'

const bridge = {
  Panel: lazy(async () => ({ default: (await import('../assistance/detail/bridge-panel.tsx')).BridgePanel })),
}
const parts: Readonly<Record<string, KindParts>> = {
  assistance_request: {
    Panel: lazy(async () => ({ default: (await import('../assistance/detail/request-panel.tsx')).RequestPanel })),
    shows: ['compose', 'correct', 'answer', 'answer_part'],
    opening: '/assistance/new',
    step: ({ id }, event) => {
      if (event === 'compose' || event === 'correct') return `/assistance/${encodeURIComponent(id)}/edit`
      return event === 'answer' || event === 'answer_part' ? '#answer' : null
    },
  },
  disposal_order: bridge,
  memorandum: bridge,
  violation_lead: bridge,
}

const NONE: KindParts = {}
export const kindParts = (kind: string): KindParts => parts[kind] ?? NONE
