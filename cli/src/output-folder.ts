import { existsSync, readdirSync, statSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, rename, rm, rmdir } from 'node:fs/promises'
import { basename, dirname, join, resolve } from 'node:path'
import { Failure } from './failure.ts'

export interface OutputFolder {
  /** where to write meanwhile: beside the goal, so that the last step is a rename */
  readonly work: string
  /** puts the complete results in their place */
  commit(): Promise<void>
  discard(): Promise<void>
}

/** Files an earlier run may have left; nothing else in the folder is ever touched. */
const OWN = /^(accepted|rejected|problems|undecided|summary)\.(xlsx|csv|json)$/

/** Refuses a goal that holds anything, unless `force`: then our own results in it are replaced, other files stay. */
export const openOutputFolder = async (goal: string, force: boolean): Promise<OutputFolder> => {
  const target = resolve(goal)
  if (existsSync(target)) {
    if (!statSync(target).isDirectory()) throw new Failure('usage', `输出路径不是目录 / not a folder: ${goal}`)
    if (readdirSync(target).length > 0 && !force) {
      throw new Failure(
        'usage',
        `输出目录非空，覆盖请加 --force / the folder is not empty, add --force to overwrite: ${goal}`,
      )
    }
  }
  await mkdir(dirname(target), { recursive: true })
  const work = await mkdtemp(join(dirname(target), `.${basename(target)}-`))
  // Temporary folders are private; the results are as open as any folder the user makes.
  await chmod(work, 0o777 & ~process.umask())
  const discard = () => rm(work, { recursive: true, force: true })
  const commit = async () => {
    if (!existsSync(target) || readdirSync(target).length === 0) {
      if (existsSync(target)) await rmdir(target)
      await rename(work, target)
      return
    }
    await replaceOwn(work, target)
    await discard()
  }
  return { work, commit, discard }
}

const replaceOwn = async (work: string, target: string): Promise<void> => {
  for (const name of readdirSync(target)) if (OWN.test(name)) await rm(join(target, name))
  for (const name of readdirSync(work)) {
    const from = join(work, name)
    const to = join(target, name)
    if (!statSync(from).isDirectory()) await rename(from, to)
    else {
      await mkdir(to, { recursive: true })
      await replaceOwn(from, to)
    }
  }
}
