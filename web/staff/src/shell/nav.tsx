import ApartmentOutlined from '@ant-design/icons/ApartmentOutlined'
import ApiOutlined from '@ant-design/icons/ApiOutlined'
import BarChartOutlined from '@ant-design/icons/BarChartOutlined'
import CalendarOutlined from '@ant-design/icons/CalendarOutlined'
import CheckSquareOutlined from '@ant-design/icons/CheckSquareOutlined'
import ControlOutlined from '@ant-design/icons/ControlOutlined'
import DashboardOutlined from '@ant-design/icons/DashboardOutlined'
import DatabaseOutlined from '@ant-design/icons/DatabaseOutlined'
import FieldTimeOutlined from '@ant-design/icons/FieldTimeOutlined'
import FileDoneOutlined from '@ant-design/icons/FileDoneOutlined'
import FileSearchOutlined from '@ant-design/icons/FileSearchOutlined'
import FileTextOutlined from '@ant-design/icons/FileTextOutlined'
import FolderOpenOutlined from '@ant-design/icons/FolderOpenOutlined'
import FormOutlined from '@ant-design/icons/FormOutlined'
import KeyOutlined from '@ant-design/icons/KeyOutlined'
import MailOutlined from '@ant-design/icons/MailOutlined'
import PartitionOutlined from '@ant-design/icons/PartitionOutlined'
import ReconciliationOutlined from '@ant-design/icons/ReconciliationOutlined'
import SafetyCertificateOutlined from '@ant-design/icons/SafetyCertificateOutlined'
import SafetyOutlined from '@ant-design/icons/SafetyOutlined'
import SwapOutlined from '@ant-design/icons/SwapOutlined'
import TeamOutlined from '@ant-design/icons/TeamOutlined'
import UnorderedListOutlined from '@ant-design/icons/UnorderedListOutlined'
import WarningOutlined from '@ant-design/icons/WarningOutlined'
import type { Me, OrganisationKind, Permission } from '@redbridge/contract'
import { may } from '@redbridge/contract'
import type { ReactNode } from 'react'
import type { Word } from '../i18n/define-words.ts'
import { words as admin } from '../pages/admin/title-words.ts'
import { words as assistance } from '../pages/assistance/title-words.ts'
import { words as bridge } from '../pages/bridge/title-words.ts'
import { words as evidence } from '../pages/evidence/title-words.ts'
import { words as figures } from '../pages/figures/title-words.ts'
import { words as law } from '../pages/law/title-words.ts'
import { words as ledger } from '../pages/ledger/title-words.ts'
import { words as letters } from '../pages/letters/title-words.ts'
import { words as matters } from '../pages/matters/title-words.ts'
import { words as platform } from '../pages/platform/title-words.ts'
import { words as levels } from '../pages/service-levels/title-words.ts'
import { words } from './words.ts'

export interface NavEntry {
  path: string
  word: Word
  icon: ReactNode
  permission: Permission
  /** shown only to this kind of organisation */
  kind?: OrganisationKind
}

/** The navigation, top to bottom; each person sees what the roles allow. */
export const NAV: readonly NavEntry[] = [
  { path: '/todo', word: words.todo, icon: <CheckSquareOutlined />, permission: 'account.self' },
  { path: '/matters', word: matters.matters, icon: <PartitionOutlined />, permission: 'matter.read' },
  { path: '/assistance', word: assistance.requests, icon: <FileSearchOutlined />, permission: 'assistance.read' },
  { path: '/bridge/messages', word: bridge.messages, icon: <MailOutlined />, permission: 'exchange.read' },
  {
    path: '/figures/service-levels',
    word: levels.serviceLevels,
    icon: <DashboardOutlined />,
    permission: 'assistance.read',
  },
  { path: '/periods', word: words.periods, icon: <CalendarOutlined />, permission: 'period.read', kind: 'bureau' },
  { path: '/problems', word: words.problems, icon: <WarningOutlined />, permission: 'problem.review', kind: 'bureau' },
  { path: '/transfers', word: words.transfers, icon: <SwapOutlined />, permission: 'transfer.read', kind: 'bureau' },
  { path: '/letters', word: letters.letters, icon: <FileTextOutlined />, permission: 'letter.read' },
  { path: '/evidence', word: evidence.evidence, icon: <FolderOpenOutlined />, permission: 'evidence.read' },
  { path: '/ledger', word: ledger.ledger, icon: <SafetyCertificateOutlined />, permission: 'ledger.read' },
  { path: '/figures', word: figures.figures, icon: <BarChartOutlined />, permission: 'figures.read' },
  {
    path: '/matter-statistics',
    word: matters.statistics,
    icon: <ReconciliationOutlined />,
    permission: 'matter.statistics',
  },
  {
    path: '/reports',
    word: platform.reports,
    icon: <FileDoneOutlined />,
    permission: 'batch.upload',
    kind: 'platform',
  },
  {
    path: '/answers',
    word: platform.answers,
    icon: <WarningOutlined />,
    permission: 'problem.answer',
    kind: 'platform',
  },
  { path: '/admission', word: platform.admission, icon: <SafetyOutlined />, permission: 'admission.check' },
  { path: '/law', word: law.law, icon: <FieldTimeOutlined />, permission: 'law.read' },
  { path: '/organisations', word: admin.organisations, icon: <ApartmentOutlined />, permission: 'organisation.read' },
  { path: '/registers', word: admin.registers, icon: <DatabaseOutlined />, permission: 'register.read' },
  { path: '/users', word: admin.users, icon: <TeamOutlined />, permission: 'user.manage' },
  { path: '/clients', word: platform.clients, icon: <ApiOutlined />, permission: 'client.manage' },
  { path: '/bridge/integration', word: bridge.integration, icon: <KeyOutlined />, permission: 'exchange.manage' },
  { path: '/bridge/settings', word: bridge.settings, icon: <ControlOutlined />, permission: 'assistance.manage' },
  { path: '/letter-templates', word: admin.letterTemplates, icon: <FormOutlined />, permission: 'letter.manage' },
  { path: '/audit', word: admin.audit, icon: <UnorderedListOutlined />, permission: 'audit.read' },
]

export const navFor = (me: Me): NavEntry[] =>
  NAV.filter((e) => may(me.roles, e.permission) && (!e.kind || e.kind === me.organisation.kind))

/** Screens that lie under an entry by what they show, not by their address. */
const HOME_OF: Readonly<Record<string, string>> = {
  batches: '/periods',
  processes: '/matters',
  bridge: '/bridge/integration',
}

/** The entry that the current address lies under. */
export const navEntryOf = (pathname: string): NavEntry | undefined =>
  NAV.find((e) => pathname === e.path || pathname.startsWith(`${e.path}/`)) ??
  NAV.find((e) => e.path === HOME_OF[pathname.split('/')[1] ?? ''])
