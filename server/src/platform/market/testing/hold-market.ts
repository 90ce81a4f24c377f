// Started by crash.test.ts and killed there: owns an embedded ClickHouse and prints each acknowledged chunk.
import { writeSync } from 'node:fs'
import { openMarket } from '../index.ts'
import { chunkRows } from './chunk-rows.ts'

const [dataDir, from] = process.argv.slice(2)
const market = await openMarket({ dataDir: dataDir! })
await market.migrate()
for (let chunk = Number(from); ; chunk++) {
  await market.insert('report_record', chunkRows(chunk), { token: `bat:${chunk}` })
  writeSync(1, `${chunk}\n`)
}
