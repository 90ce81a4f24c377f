#!/usr/bin/env node
// The command line, `redbridge …`, on Node 24.
import { join } from 'node:path'
import { ensureInstalled } from './launch/install.mjs'
import { findNode, handOver, ROOT } from './launch/node24.mjs'

try {
  ensureInstalled()
  // npm changes to the project's folder; the files that were named are where the person is.
  const cwd = (process.env.npm_command && process.env.INIT_CWD) || process.cwd()
  handOver(findNode(), [join(ROOT, 'cli/src/main.ts'), ...process.argv.slice(2)], { cwd })
} catch (error) {
  console.error(`! ${error.message}`)
  process.exit(1)
}
