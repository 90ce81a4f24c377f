import type { Move, Side } from '@redbridge/contract'
import { AppError } from './errors.ts'

/** The move `event` of a table of moves, or the reason why `side` may not make it. */
export const getMove = <S extends string, E extends string, M extends Move<S, E>>(
  moves: readonly M[],
  event: E,
  side: Side,
): M => {
  const move = moves.find((candidate) => candidate.event === event && candidate.by === side)
  if (!move) throw new AppError('forbidden', { detail: event })
  return move
}

/** Events that `side` may trigger from `state`. */
export const movesFrom = <S extends string, E extends string>(
  moves: readonly Move<S, E>[],
  state: S,
  side: Side,
): E[] => moves.filter((move) => move.by === side && move.from.includes(state)).map((move) => move.event)
