/** Ten thousand small rows of one chunk, the same every time. */
export function chunkRows(chunk: number): object[] {
  return Array.from({ length: 10_000 }, (_, row) => ({
    batch_id: 'bat',
    chunk_no: chunk,
    row_no: row,
    period: '2026H1',
    name: `经营者${chunk}-${row}`,
    dup_key: chunk * 10_000 + row,
  }))
}
