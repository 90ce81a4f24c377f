// Evidence bags: how they are written, and how anybody verifies them.
export { type CustodyRecord, canonicalJson, type ItemRecord, recordDigest } from './records.ts'
export { readZip, writeZip, type ZipEntry, ZipFault, type ZipPart, zipDirectory, zipHeader } from './zip.ts'
