#!/usr/bin/env node
// npm start · npm test · npm run bench NAME: brings what is needed, then hands over to Node 24.
// Plain JavaScript that runs on Node 20 with nothing installed.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ensureChromium } from './launch/chromium.mjs'
import { ensureInstalled } from './launch/install.mjs'
import { findNode, handOver, ROOT } from './launch/node24.mjs'
import { ensureWeb } from './launch/web.mjs'

const [task, ...args] = process.argv.slice(2)

const tasks = {
  start() {
    const node = prepare()
    const quick = args.some((arg) => arg === '--help' || arg === '-h')
    if (!quick && !args.includes('worker')) ensureWeb(node)
    return handOver(node, ['server/src/main.ts', ...args])
  },
  test() {
    const node = prepare()
    // Named test files need neither pages nor a browser unless they are the journeys, or capture pages themselves.
    const named = args.filter((arg) => !arg.startsWith('-'))
    const touches = (tests) =>
      named.length === 0 || named.some((arg) => arg.includes(tests[0]) || tests[1].includes(arg))
    const journeys = touches(['e2e', 'e2e/'])
    if (journeys) ensureWeb(node)
    if (journeys || touches(['evidence', 'server/src/modules/evidence/capture/capture.test.ts'])) ensureChromium()
    return handOver(node, ['node_modules/vitest/vitest.mjs', 'run', ...args])
  },
  bench() {
    const [name, ...rest] = args
    if (!name) return listBenches()
    return handOver(prepare(), [`bench/${name.replace(/\.ts$/, '')}.ts`, ...rest])
  },
  'pack-client'() {
    return handOver(prepare(), ['scripts/pack-client.mjs', ...args])
  },
}

function prepare() {
  ensureInstalled()
  return findNode()
}

function listBenches() {
  console.log('npm run bench NAME [-- options]\n')
  for (const file of readdirSync(join(ROOT, 'bench')).sort()) {
    if (!file.endsWith('.ts')) continue
    const claim = /^(?:\/\/|\/\*\*?|\s\*)\s*(.+)/m.exec(readFileSync(join(ROOT, 'bench', file), 'utf8'))?.[1] ?? ''
    console.log(`  ${file.slice(0, -3).padEnd(16)} ${claim}`)
  }
}

const run = tasks[task]
if (!run) {
  console.error('node scripts/launch.mjs start|test|bench …   (npm start, npm test, npm run bench)')
  process.exit(2)
}
try {
  run()
} catch (error) {
  console.error(`! ${error.message}`)
  process.exit(1)
}
