/** An end with a message and no stack trace. `usage`: the command line is wrong; `input`: a file cannot be used. */
export class Failure extends Error {
  readonly kind: 'usage' | 'input' | 'balance' | 'interrupted'
  constructor(kind: Failure['kind'], message: string) {
    super(message)
    this.name = 'Failure'
    this.kind = kind
  }
}

export const EXIT_CODES = { usage: 2, input: 3, balance: 1, interrupted: 130 } as const
