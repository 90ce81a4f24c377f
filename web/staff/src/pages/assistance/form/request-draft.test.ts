import type { CatalogueField } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { placeOfPointer } from './focus.ts'
import {
  daysBefore,
  isBeyond,
  requestBody,
  rowOf,
  rowsOf,
  startDraft,
  targetRow,
  targetsOfText,
  withoutEmptyRows,
  withoutPartRows,
} from './request-draft.ts'

const field = (id: string, standard: boolean) => ({ id, standard }) as CatalogueField
const CATALOGUE = [field('identity.name', true), field('identity.login_log', false)]

describe('targets', () => {
  it('come out of many lines, each once, cut where they are too long', () => {
    expect(targetsOfText(' a \r\n\r\nb\ta\n')).toEqual(['a', 'b'])
    expect(targetsOfText('x'.repeat(400))[0]).toHaveLength(300)
    expect(targetsOfText(' \n')).toEqual([])
  })
})

describe('a request while it is written', () => {
  it('begins with two officers, remembered or empty', () => {
    expect(rowsOf(startDraft([]), 'officers').map((row) => row.values)).toEqual([{}, {}])
    const kept = startDraft([{ name: '李明', licence: '1' }])
    expect(rowsOf(kept, 'officers').map((row) => row.values.name)).toEqual(['李明', undefined])
  })

  it('keeps begun rows back and forgets empty ones', () => {
    const draft = {
      targets: [targetRow('shop', 'a'), targetRow('order', ' ')],
      officers: [rowOf({ name: '李明' }), rowOf({})],
    }
    expect(rowsOf(withoutPartRows(draft), 'targets')).toHaveLength(1)
    expect(rowsOf(withoutPartRows(draft), 'officers')).toHaveLength(0)
    expect(rowsOf(withoutEmptyRows(draft), 'officers').map((row) => row.values)).toEqual([{ name: '李明' }])
  })

  it('travels with the lists that the contract wants, the platform apart', () => {
    expect(requestBody({ platformId: 'org_1', purpose: 'case' })).toEqual({
      platformId: 'org_1',
      form: { purpose: 'case', targets: [], fields: [], basis: [], officers: [], facts: '' },
    })
  })

  it('goes beyond the standard by a field of the catalogue or one in own words', () => {
    expect(isBeyond({ fields: ['identity.name'] }, CATALOGUE)).toBe(false)
    expect(isBeyond({ fields: ['identity.login_log'] }, CATALOGUE)).toBe(true)
    expect(isBeyond({ extraFields: [rowOf({ label: '设备号' })] }, CATALOGUE)).toBe(true)
    expect(isBeyond({ extraFields: [rowOf({})] }, CATALOGUE)).toBe(false)
  })
})

it('days are counted over the ends of months', () => {
  expect(daysBefore('2026-03-01', 1)).toBe('2026-02-28')
  expect(daysBefore('2026-01-01', 0)).toBe('2026-01-01')
})

it('a pointer of the server is a place of the form', () => {
  expect(placeOfPointer('/form/officers/1/licence')).toBe('officers.1.licence')
  expect(placeOfPointer('/platformId')).toBe('platformId')
  expect(placeOfPointer('/form')).toBe('platformId')
})
