import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import type { Market } from '@redbridge/engine/market'
import { writeXlsx } from '@redbridge/tabular'
import iconv from 'iconv-lite'
import { withScratch } from '../../platform/files/scratch.ts'
import type { Vault } from '../../platform/files/vault.ts'
import type { Upload } from '../../platform/http/upload.ts'

type Report = ReturnType<Market['report']>

const ENDING = { csv: 'csv', 'csv-gb18030': 'csv', xlsx: 'xlsx', 'ndjson.gz': 'ndjson.gz' } as const

/** Writes a platform's report in the form that platform sends, and puts it where an upload would lie. */
export const storeReport = async (files: Vault, report: Report, key: string): Promise<Upload> => {
  const { platform, period } = report
  const name = `${platform.zh}-平台内经营者身份信息-${period.key}.${ENDING[platform.fileFormat]}`
  const { size, sha256 } = await put(files, report, key)
  return { name, key, bytes: size, sha256 }
}

const put = (files: Vault, report: Report, key: string): Promise<{ size: number; sha256: string }> => {
  switch (report.platform.fileFormat) {
    case 'csv':
      return files.put(key, Readable.from(report.csv(), { objectMode: false }))
    case 'csv-gb18030':
      return files.put(
        key,
        Readable.from(report.csv(), { objectMode: false })
          .pipe(iconv.decodeStream('utf8') as unknown as NodeJS.ReadWriteStream)
          .pipe(iconv.encodeStream('gb18030')) as unknown as Readable,
      )
    case 'ndjson.gz':
      return files.put(key, Readable.from(report.ndjson(), { objectMode: false }).pipe(createGzip()))
    case 'xlsx':
      return withScratch(files, async (scratch) => {
        const path = scratch.path('report.xlsx')
        const rows = function* () {
          for (const row of report.rows()) yield [...row.cells]
        }
        await writeXlsx(path, {
          sheets: [{ name: '报送', columns: report.header.map((header) => ({ header, width: 20 })), rows: rows() }],
        })
        return scratch.store(path, key)
      })
  }
}
