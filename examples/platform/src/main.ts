import { HELP, readOptions } from './config.ts'
import { startExamplePlatform } from './platform.ts'

// Own process, own database: nothing of the server is imported.

const run = async (): Promise<number> => {
  let options: ReturnType<typeof readOptions>
  try {
    options = readOptions(process.argv.slice(2), process.env)
  } catch (error) {
    process.stderr.write(`${(error as Error).message}\n\n${HELP}`)
    return 2
  }
  if (!options) {
    process.stdout.write(HELP)
    return 0
  }
  const platform = await startExamplePlatform({ ...options, log: (line) => console.log(line) })
  console.log(`ready ${platform.webhookUrl ?? 'pulling'}`)
  await new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => resolve())
  })
  await platform.close()
  return 0
}

try {
  process.exit(await run())
} catch (error) {
  console.error(`! ${(error as Error).message}`)
  process.exit(1)
}
