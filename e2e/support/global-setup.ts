import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { TestProject } from 'vitest/node'
import { startServer } from './server.ts'

const PAGES = fileURLToPath(new URL('../../web/dist/index.html', import.meta.url))

declare module 'vitest' {
  interface ProvidedContext {
    /** data folder of a stopped server with the played demonstration market */
    demonstration: string
  }
}

/** Plays the demonstration market once; every file of journeys then works on its own copy of it. */
export default async function setup(project: TestProject): Promise<() => void> {
  if (!existsSync(PAGES)) throw new Error('The pages are not built: run the journeys as `npm test -- e2e`.')
  const home = mkdtempSync(join(tmpdir(), 'redbridge-e2e-'))
  const data = join(home, 'data')
  const server = await startServer(data, '--demo', 'tiny')
  await server.stop()
  project.provide('demonstration', data)
  return () => rmSync(home, { recursive: true, force: true })
}
