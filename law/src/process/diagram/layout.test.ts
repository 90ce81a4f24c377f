import type { MatterKind, ProcessDefinition } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { PROCESSES } from '../../processes/index.ts'
import { arrowsOf } from './layers.ts'
import { layoutProcess } from './layout.ts'
import { labelRoom } from './slots.ts'

type Diagram = MatterKind['diagram']
interface Box {
  readonly what: string
  readonly left: number
  readonly right: number
  readonly top: number
  readonly bottom: number
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

const boxesOf = (diagram: Diagram): Box[] =>
  diagram.nodes.map(({ state, x, y, width, height }) => ({
    what: state,
    left: x,
    right: x + width,
    top: y,
    bottom: y + height,
  }))

const labelsOf = (definition: ProcessDefinition, diagram: Diagram): Box[] =>
  diagram.edges.map(({ event, from, labelX, labelY }) => {
    const arrow = arrowsOf(definition).find((one) => one.event === event && one.from === from)
    const { width, height } = labelRoom(arrow as NonNullable<typeof arrow>)
    return {
      what: `${from} ${event}`,
      left: labelX - width / 2,
      right: labelX + width / 2,
      top: labelY - height / 2,
      bottom: labelY + height / 2,
    }
  })

/** Points along an SVG path of the commands that the layout writes: M, L, C. */
const pointsOf = (path: string): [number, number][] => {
  const points: [number, number][] = []
  for (const [, command, numbers] of path.matchAll(/([MLC])([^MLC]+)/g)) {
    const n = (numbers as string).trim().split(/\s+/).map(Number)
    const [x0, y0] = points.at(-1) ?? [0, 0]
    if (command !== 'C') {
      const [x, y] = n as [number, number]
      for (let t = command === 'M' ? 1 : 0.1; t <= 1; t += 0.1) points.push([x0 + (x - x0) * t, y0 + (y - y0) * t])
      points.push([x, y])
      continue
    }
    const [x1, y1, x2, y2, x, y] = n as [number, number, number, number, number, number]
    for (let i = 1; i <= 20; i++) {
      const [t, u] = [i / 20, 1 - i / 20]
      const at = (a: number, b: number, c: number, d: number) =>
        u ** 3 * a + 3 * u * u * t * b + 3 * u * t * t * c + t ** 3 * d
      points.push([at(x0, x1, x2, x), at(y0, y1, y2, y)])
    }
  }
  return points
}

const clashes = (boxes: readonly Box[]): string[] =>
  boxes.flatMap((a, i) =>
    boxes
      .slice(i + 1)
      .filter((b) => overlap(a, b))
      .map((b) => `${a.what} × ${b.what}`),
  )

describe.each(PROCESSES.map((one) => [`${one.kind} v${one.version}`, one] as const))('%s', (_, definition) => {
  const diagram = layoutProcess(definition)
  const boxes = boxesOf(diagram)
  const labels = labelsOf(definition, diagram)

  it('shows every state and every move from each state once', () => {
    expect(diagram.nodes.map((node) => node.state)).toEqual(definition.states.map((state) => state.state))
    const key = (edge: { event: string; from: string | null; to: string }) => `${edge.from} ${edge.event} ${edge.to}`
    expect(diagram.edges.map(key).sort()).toEqual(arrowsOf(definition).map(key).sort())
  })

  it('no state or label lies on another, and all are inside', () => {
    const all = [...boxes, ...labels]
    expect(clashes(all)).toEqual([])
    const outside = all.filter(
      ({ left, top, right, bottom }) => left < 0 || top < 0 || right > diagram.width || bottom > diagram.height,
    )
    expect(outside).toEqual([])
  })

  it('arrows begin and end at their states and run through no other', () => {
    for (const edge of diagram.edges) {
      const points = pointsOf(edge.path)
      const hit = boxes.filter((box) =>
        points.some(([x, y]) => x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1),
      )
      expect(hit.map((box) => `${edge.event} through ${box.what}`)).toEqual([])
      const touches = (state: string | null, [x, y]: [number, number]): boolean =>
        state === null ||
        boxes.some(
          (box) =>
            box.what === state && x >= box.left - 1 && x <= box.right + 1 && y >= box.top - 1 && y <= box.bottom + 1,
        )
      expect([edge.event, touches(edge.from, points[0] as [number, number])]).toEqual([edge.event, true])
      expect([edge.event, touches(edge.to, points.at(-1) as [number, number])]).toEqual([edge.event, true])
    }
  })

  it('is the same every time', () => {
    expect(layoutProcess(JSON.parse(JSON.stringify(definition)))).toEqual(diagram)
  })
})

it('what would overlap is found', () => {
  const box = (what: string, left: number): Box => ({ what, left, right: left + 10, top: 0, bottom: 10 })
  expect(clashes([box('a', 0), box('b', 9), box('c', 30)])).toEqual(['a × b'])
})
