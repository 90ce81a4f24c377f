import { createServer, type Server, Socket } from 'node:net'
import type { Chance } from './chance.ts'

// A network that is not to be trusted: TCP through here is delayed, cut, reset, closed on one side, or loses the answer
// to a request that did arrive. What happens to a connection is drawn when it is made.

/** refused: during an outage; lost_answer: the request goes through, what comes back does not */
export type Fate = 'clean' | 'delayed' | 'cut' | 'reset' | 'half_closed' | 'lost_answer' | 'refused'

export interface FaultyProxy extends AsyncDisposable {
  readonly port: number
  readonly url: string
  /** connections by what became of them */
  readonly counts: Record<Fate, number>
  /** everything that is open breaks and nothing new is let in, for so long */
  outage(ms: number): void
  /** from now on a good network, or a bad one again */
  calm(): void
  rough(): void
}

/** Out of a hundred connections. */
const ODDS: readonly [Fate, number][] = [
  ['delayed', 20],
  ['cut', 10],
  ['reset', 8],
  ['half_closed', 6],
  ['lost_answer', 10],
]

interface ProxyOptions {
  readonly target: number
  readonly chance: Chance
  /** longest time in milliseconds until a drawn fault strikes */
  readonly within: number
}

/** Opens a proxy on a free port of loopback in front of `target`, another port of loopback: a good network at first. */
export const openProxy = async ({ target, chance, within }: ProxyOptions): Promise<FaultyProxy> => {
  const counts: Record<Fate, number> = {
    clean: 0,
    delayed: 0,
    cut: 0,
    reset: 0,
    half_closed: 0,
    lost_answer: 0,
    refused: 0,
  }
  const open = new Set<Socket>()
  let [downUntil, quiet] = [0, true]
  const draw = (): Fate => {
    if (Date.now() < downUntil) return 'refused'
    let dice = quiet ? 100 : chance.between(0, 99)
    for (const [fate, share] of ODDS) {
      if (dice < share) return fate
      dice -= share
    }
    return 'clean'
  }
  const server = createServer({ allowHalfOpen: true }, (near) => {
    const fate = draw()
    counts[fate]++
    near.on('error', () => near.destroy())
    if (fate === 'refused') return void near.resetAndDestroy()
    const far = new Socket({ allowHalfOpen: true }).connect(target, '127.0.0.1')
    far.on('error', () => near.resetAndDestroy())
    for (const socket of [near, far]) {
      socket.setNoDelay(true)
      open.add(socket)
      socket.on('close', () => open.delete(socket))
    }
    near.on('close', () => far.destroy())
    far.on('close', () => near.destroy())
    join({ near, far, fate, delay: () => chance.between(5, 250), strikeIn: chance.between(1, within) })
  })
  const port = await listen(server)
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    counts,
    outage: (ms) => {
      downUntil = Date.now() + ms
      for (const socket of open) socket.resetAndDestroy()
    },
    calm: () => {
      quiet = true
      // Connections that were fated are gone, and come back clean.
      for (const socket of open) socket.destroy()
    },
    rough: () => {
      quiet = false
      for (const socket of open) socket.destroy()
    },
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve())
        for (const socket of open) socket.destroy()
      }),
  }
}

const listen = (server: Server): Promise<number> =>
  new Promise((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve((server.address() as { port: number }).port))
  })

interface Joined {
  readonly near: Socket
  readonly far: Socket
  readonly fate: Fate
  readonly delay: () => number
  readonly strikeIn: number
}

const join = ({ near, far, fate, delay, strikeIn }: Joined): void => {
  let losing = false
  pass(near, far, fate === 'delayed' ? delay : null, () => false)
  pass(far, near, fate === 'delayed' ? delay : null, () => losing)
  if (fate === 'clean' || fate === 'delayed') return
  if (fate === 'lost_answer') {
    // The next request after the strike is done by the server and never heard of.
    const timer = setTimeout(() => near.once('data', lose), strikeIn)
    const lose = (): void => {
      losing = true
      far.once('data', () => near.resetAndDestroy())
    }
    near.on('close', () => clearTimeout(timer))
    return
  }
  const strike = (): void => {
    if (fate === 'cut') near.destroy()
    else if (fate === 'reset') near.resetAndDestroy()
    else {
      // Says goodbye to the client and still takes what it sends, for a while.
      near.end()
      losing = true
      setTimeout(() => near.destroy(), 2_000).unref()
    }
  }
  // In the middle of something: the first bytes after the strike.
  const timer = setTimeout(() => far.once('data', strike), strikeIn)
  near.on('close', () => clearTimeout(timer))
}

const pass = (from: Socket, to: Socket, delay: (() => number) | null, isLost: () => boolean): void => {
  let before: Promise<void> = Promise.resolve()
  from.on('data', (bytes) => {
    if (isLost() || to.destroyed) return
    if (!delay) return void to.write(bytes)
    const wait = delay()
    before = before.then(
      () =>
        new Promise((resolve) => {
          setTimeout(() => {
            if (!to.destroyed) to.write(bytes)
            resolve()
          }, wait)
        }),
    )
  })
  from.on('end', () => {
    void before.then(() => {
      if (!to.destroyed) to.end()
    })
  })
}
