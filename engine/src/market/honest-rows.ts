import type { ProblemKind } from '@redbridge/contract'
import { type MarketRow, NONE } from './answer.ts'
import { type Entity, STREAM } from './entity.ts'
import { type Person, personIn } from './person.ts'
import type { Platform } from './platforms.ts'
import { contact, personShop, registeredAddress, representative, shopName, shopUrl } from './shop.ts'
import type { World } from './world.ts'

/** A registered business as the platform would report it, with what its registers say. */
export function honestRow(world: World, platform: Platform, slot: number, period: number, index: number): MarketRow {
  const entity = world.entity(index)
  const standing = world.standing(index, period)
  const row = rowOf(world, platform, slot, period, entity, standing.renamed)
  if (standing.status === 'active' && !standing.serious && !standing.abnormal) return row
  const kinds: ProblemKind[] = []
  if (standing.status === 'cancelled') kinds.push('cancelled')
  if (standing.status === 'revoked') kinds.push('revoked')
  if (standing.serious) kinds.push('serious_violation')
  if (standing.abnormal) kinds.push('abnormal_operation')
  row.kinds = kinds
  if (kinds.length > 0) row.planted = kinds[0]!
  return row
}

export function rowOf(
  world: World,
  platform: Platform,
  slot: number,
  period: number,
  entity: Entity,
  renamed: boolean,
): MarketRow {
  const { dice } = world
  dice.seat(STREAM.life, ~slot)
  const later = period === 1
  const elsewhere = dice.chance(0.12)
  const moved = dice.chance(0.015) && later
  const newHead = dice.chance(0.012) && later
  const newPhone = dice.chance(0.03) && later
  const over = dice.chance(entity.form === 'individual' ? 0.55 : 0.86)
  return {
    cells: [
      world.nameOf(entity, renamed),
      entity.uscc,
      representative(dice, entity, newHead),
      '',
      registeredAddress(dice, entity, elsewhere !== moved),
      contact(dice, slot, entity, newPhone),
      shopName(dice, platform, slot, entity, world.twoShare),
      shopUrl(platform, slot),
      '',
      over ? '是' : '否',
    ],
    expect: 'clear',
    kinds: NONE,
    reason: '',
    notes: NONE,
    planted: '',
    province: entity.place.province,
    uscc: entity.uscc,
    home: { expect: 'clear', kinds: NONE },
  }
}

/** A natural person who declares not to need registration. */
export function honestPerson(world: World, platform: Platform, slot: number): MarketRow {
  const { dice } = world
  const person: Person = personIn(dice, slot, platform.kind)
  return {
    cells: [
      person.name,
      '',
      '',
      person.idNumber,
      person.address,
      contact(dice, slot, undefined, false),
      personShop(dice, slot),
      shopUrl(platform, slot),
      person.ground,
      '否',
    ],
    expect: 'clear',
    kinds: NONE,
    reason: '',
    notes: NONE,
    planted: '',
    province: '',
    uscc: '',
    home: { expect: 'clear', kinds: NONE },
  }
}
