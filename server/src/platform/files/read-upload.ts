import { TABULAR_ERROR_TEXT, TabularError } from '@redbridge/tabular'
import { AppError } from '../errors.ts'
import { withScratch } from './scratch.ts'
import type { Vault } from './vault.ts'

/**
 * Reads an uploaded table that is not kept: `work` gets a local copy, and the upload is gone afterwards, whatever happens.
 * @throws AppError file_unusable, with the fault, where it is no table that can be read
 */
export const readUpload = async <T>(
  files: Vault,
  upload: { readonly key: string },
  work: (path: string) => Promise<T>,
): Promise<T> => {
  try {
    return await withScratch(files, async (scratch) => work(await scratch.fetch(upload.key)))
  } catch (error) {
    if (!(error instanceof TabularError)) throw error
    const { sheet } = error.position
    throw new AppError('file_unusable', {
      detail: `${sheet ? `${sheet}：` : ''}${TABULAR_ERROR_TEXT[error.code].zh}`,
      extra: { fault: error.code },
      cause: error,
    })
  } finally {
    await files.delete(upload.key).catch(() => {})
  }
}
