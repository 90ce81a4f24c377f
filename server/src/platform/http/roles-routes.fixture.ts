import type { Work } from '../../testing/work.ts'
import { ACCOUNT_EXAMPLES } from './fixtures/accounts.fixture.ts'
import { ANSWER_EXAMPLES, seedAnswers } from './fixtures/answers.fixture.ts'
import { DELIVERY_EXAMPLES, seedDelivery } from './fixtures/delivery.fixture.ts'
import { EVIDENCE_EXAMPLES, seedEvidence } from './fixtures/evidence.fixture.ts'
import { EXCHANGE_EXAMPLES, seedExchange } from './fixtures/exchange.fixture.ts'
import { LAW_EXAMPLES, seedLaw } from './fixtures/law.fixture.ts'
import { LEDGER_EXAMPLES, seedLedger } from './fixtures/ledger.fixture.ts'
import { LETTER_EXAMPLES, seedLetters } from './fixtures/letters.fixture.ts'
import { MATTER_EXAMPLES, seedMatters } from './fixtures/matters.fixture.ts'
import { ORGANISATION_EXAMPLES, seedOrganisations } from './fixtures/organisations.fixture.ts'
import type { Examples } from './fixtures/owners.fixture.ts'
import { REGISTER_EXAMPLES, seedRegister } from './fixtures/registers.fixture.ts'
import { REPORT_EXAMPLES, seedReport } from './fixtures/reports.fixture.ts'
import { REQUEST_EXAMPLES, seedRequests } from './fixtures/requests.fixture.ts'
import { SANDBOX_EXAMPLES, seedSandbox } from './fixtures/sandbox.fixture.ts'
import { seedTransfer, TRANSFER_EXAMPLES } from './fixtures/transfers.fixture.ts'

/** In this order, because rows name rows made before them. One line an area. */
const SEEDS: readonly ((work: Work) => Promise<void>)[] = [
  seedOrganisations,
  seedRegister,
  seedReport,
  seedTransfer,
  seedMatters,
  seedAnswers,
  seedRequests,
  seedDelivery,
  seedEvidence,
  seedLedger,
  seedLetters,
  seedLaw,
  seedExchange,
  seedSandbox,
]

/** One of everything that belongs to the owners. Ids begin with aaa_, names with MARK. */
export const seedOwners = async (work: Work): Promise<void> => {
  for (const seed of SEEDS) await seed(work)
}

/** One for each route that takes parameters or a body, or whose answer carries nothing to look for. One line an area. */
export const EXAMPLES: Examples = {
  ...ACCOUNT_EXAMPLES,
  ...ORGANISATION_EXAMPLES,
  ...REGISTER_EXAMPLES,
  ...REPORT_EXAMPLES,
  ...TRANSFER_EXAMPLES,
  ...MATTER_EXAMPLES,
  ...ANSWER_EXAMPLES,
  ...REQUEST_EXAMPLES,
  ...DELIVERY_EXAMPLES,
  ...EVIDENCE_EXAMPLES,
  ...LEDGER_EXAMPLES,
  ...LETTER_EXAMPLES,
  ...LAW_EXAMPLES,
  ...EXCHANGE_EXAMPLES,
  ...SANDBOX_EXAMPLES,
}
