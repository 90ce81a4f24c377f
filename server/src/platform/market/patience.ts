import { setTimeout as sleep } from 'node:timers/promises'

/** Never reached the server: may be sent again whatever it was. */
const unsent = new Set(['ECONNREFUSED', 'ENOTFOUND', 'EAI_AGAIN'])
/** Broke on the way: the server may have done it or not. */
const broken = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'UND_ERR_SOCKET'])

/**
 * Runs `work`, and again while the server is away (restarted after a crash, or a network that blinks),
 * for about twenty seconds. `repeatable`: reads, and inserts with a token. `once`: only what surely
 * never reached the server is sent again.
 */
export async function patiently<T>(
  ready: () => Promise<void>,
  kind: 'repeatable' | 'once',
  work: () => Promise<T>,
): Promise<T> {
  for (let pause = 50, spent = 0; ; pause = Math.min(pause * 2, 2_000)) {
    await ready()
    try {
      return await work()
    } catch (error) {
      const may =
        isOneOf(error, unsent) ||
        (kind === 'repeatable' && (isOneOf(error, broken) || /socket hang up/i.test((error as Error).message)))
      if (!may || spent > 20_000) throw error
      await sleep(pause)
      spent += pause
    }
  }
}

function isOneOf(error: unknown, codes: ReadonlySet<string>): boolean {
  for (
    let at = error as NodeJS.ErrnoException | undefined, depth = 0;
    at && depth < 4;
    at = at.cause as NodeJS.ErrnoException, depth++
  ) {
    if (at.code && codes.has(at.code)) return true
  }
  return false
}
