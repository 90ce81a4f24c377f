/** What both sides must agree on, row for row in number. */
export interface Counts {
  readonly rows: number
  readonly rejected: number
  readonly clear: number
  readonly problem: number
  readonly undecided: number
  /** rows with the kind; standing only where the very code matched, because plain SQL proposes no repairs */
  readonly kinds: Readonly<Record<string, number>>
  readonly rejects: Readonly<Record<string, number>>
  readonly reasons: Readonly<Record<string, number>>
}

/** Answer of a child to its parent. */
export interface Answer {
  /** opening the register built beforehand */
  readonly openSeconds: number
  /** everything after it: reading, judging, writing */
  readonly jobSeconds: number
  readonly peakMb: number
  readonly counts?: Counts
}

/** Peak resident memory of this process, all its threads included, as the operating system counts it. */
export const peakMb = (): number => Math.round(process.resourceUsage().maxRSS / 1024)

/** One line in a table of differences for each count that is not the same on both sides. */
export function differences(ours: Counts, theirs: Counts): string[] {
  const flat = (counts: Counts): Map<string, number> =>
    new Map(
      Object.entries(counts).flatMap(([name, value]) =>
        typeof value === 'number'
          ? [[name, value] as const]
          : Object.entries(value).map(([key, n]) => [`${name}.${key}`, n as number] as const),
      ),
    )
  const [a, b] = [flat(ours), flat(theirs)]
  return [...new Set([...a.keys(), ...b.keys()])]
    .filter((name) => (a.get(name) ?? 0) !== (b.get(name) ?? 0))
    .map((name) => `${name}: ours ${a.get(name) ?? 0}, DuckDB ${b.get(name) ?? 0}`)
}
