import { describe, expect, test } from 'vitest'
import { createRegisterIndexBuilder, guessRegisterFileKind, openRegisterIndex, type RegisterIndex } from './index.ts'
import { STATUS } from './index-format.ts'
import { dayOf, listedOf, statusOf } from './register-words.ts'
import { codeNo, indexOf } from './testing/make.ts'

const [A, B, C] = [codeNo(1), codeNo(2), codeNo(3)]
const REG_NO = '110108000000016'
const entryOf = (index: RegisterIndex, code: string) => {
  const found = index.findCode(code)
  return found < 0 ? undefined : index.entry(found)
}

describe('building a register index', () => {
  test('every field comes back', () => {
    const row = {
      uscc: A,
      name: '北京红桥商贸有限公司',
      regNo: REG_NO,
      representative: '王红',
      status: '吊销，未注销',
      statusDate: '2024-03-01',
      abnormal: '是',
      serious: '否',
      province: '北京',
      city: '海淀',
      address: '海淀区红桥路1号',
      listedReason: '未年报',
      listedDate: '2023年7月5日',
    }
    expect(entryOf(indexOf([{ rows: [row] }]), A)).toEqual({
      ...row,
      status: 'revoked',
      abnormal: true,
      serious: false,
      listedDate: '2023-07-05',
    })
  })

  test('later rows override earlier ones field by field; an empty cell changes nothing', () => {
    const index = indexOf([
      { rows: [{ uscc: A, name: '旧名', representative: '王红', status: '存续' }] },
      {
        rows: [
          { uscc: A, name: '新名', representative: '', status: '注销' },
          { uscc: B, name: '别家' },
        ],
      },
    ])
    expect(index.size).toBe(2)
    expect(entryOf(index, A)).toMatchObject({ name: '新名', representative: '王红', status: 'cancelled' })
    expect(index.findName('旧名')).toEqual([])
    expect(index.findName('新名')).toEqual([index.findCode(A)])
  })

  test.each([
    ['cancelled', { status: 'cancelled' }],
    ['revoked', { status: 'revoked' }],
    ['abnormal', { abnormal: true, serious: false, status: 'active' }],
    ['serious', { serious: true, abnormal: false, status: 'active' }],
  ] as const)('a %s list says so of its codes, read before or after the register', (kind, expected) => {
    const register = {
      rows: [
        { uscc: A, name: '红桥', status: '存续' },
        { uscc: B, name: '别家', status: '存续' },
      ],
    }
    const list = { kind, rows: [{ uscc: A, name: '红桥' }] }
    for (const files of [
      [register, list],
      [list, register],
    ]) {
      const index = indexOf(files)
      expect(entryOf(index, A)).toMatchObject(expected)
      expect(entryOf(index, B)).toMatchObject({ status: 'active', abnormal: false, serious: false })
    }
  })

  test('a cancellation list beats a revocation list, which beats the status column', () => {
    const rows = [{ uscc: A, name: '红桥', status: '存续' }]
    const [cancelled, revoked] = (['cancelled', 'revoked'] as const).map((kind) => ({ kind, rows: [{ uscc: A }] }))
    expect(entryOf(indexOf([{ rows }, revoked!]), A)!.status).toBe('revoked')
    expect(entryOf(indexOf([cancelled!, revoked!, { rows }]), A)!.status).toBe('cancelled')
    expect(entryOf(indexOf([{ rows: [{ uscc: A, name: '红桥', status: '注销' }] }, revoked!]), A)!.status).toBe(
      'cancelled',
    )
  })

  test('a list’s name fills a gap and never renames, in either order', () => {
    const register = {
      rows: [
        { uscc: A, name: '北京红桥商贸有限公司' },
        { uscc: B, name: '***' },
      ],
    }
    const list = {
      kind: 'abnormal' as const,
      rows: [
        { uscc: A, name: '北京旧桥商贸有限公司' },
        { uscc: B, name: '红桥小店' },
      ],
    }
    for (const files of [
      [register, list],
      [list, register],
    ])
      expect(entryOf(indexOf(files), A)!.name).toBe('北京红桥商贸有限公司')
    expect(entryOf(indexOf([register, list]), B)!.name).toBe('红桥小店')
  })

  test('a list row with a name only marks the one entry of that name, and nobody where several bear it', () => {
    const register = {
      rows: [
        { uscc: A, name: '红桥（北京）商贸' },
        { uscc: B, name: '同名店' },
        { uscc: C, name: '同名店' },
      ],
    }
    const list = {
      kind: 'abnormal' as const,
      rows: [{ name: '紅橋(北京)商貿' }, { name: '同名店' }, { name: '没有的店' }],
    }
    for (const files of [
      [register, list],
      [list, register],
    ]) {
      const index = indexOf(files)
      expect([A, B, C].map((code) => entryOf(index, code)!.abnormal)).toEqual([true, false, false])
      expect(index.meta.rows.unresolved).toBe(2)
      expect(index.size).toBe(3)
    }
  })

  test('code and registration number of one business meet, whichever file says so first', () => {
    const register = { rows: [{ uscc: A, regNo: REG_NO, name: '红桥' }] }
    const list = { kind: 'revoked' as const, rows: [{ regNo: REG_NO, name: '红桥' }] }
    for (const files of [
      [register, list],
      [list, register],
    ]) {
      const index = indexOf(files)
      expect(index.size).toBe(1)
      expect(entryOf(index, A)).toMatchObject({ status: 'revoked', regNo: REG_NO })
      expect(index.findCode(REG_NO)).toBe(index.findCode(A))
    }
  })

  test('a list by registration number reaches the code of that name where the register gives no number', () => {
    const register = {
      rows: [
        { uscc: A, name: '红桥商贸' },
        { uscc: B, name: '别家' },
      ],
    }
    const list = { kind: 'revoked' as const, rows: [{ regNo: REG_NO, name: '红桥商贸' }] }
    for (const files of [
      [register, list],
      [list, register],
    ]) {
      const index = indexOf(files)
      expect(entryOf(index, A)!.status).toBe('revoked')
      expect(entryOf(index, B)!.status).toBe('active')
      expect(entryOf(index, REG_NO)!.status).toBe('revoked')
    }
  })

  test('a list by registration number leaves alone whoever bears the name under another number', () => {
    const register = { rows: [{ uscc: A, regNo: '110108000000024', name: '红桥商贸' }] }
    const list = { kind: 'revoked' as const, rows: [{ regNo: REG_NO, name: '红桥商贸' }] }
    for (const files of [
      [register, list],
      [list, register],
    ])
      expect(entryOf(indexOf(files), A)!.status).toBe('active')
  })

  test('an overlong text is cut at a character', () => {
    for (const front of ['', 'a', 'ab']) {
      const { address } = entryOf(
        indexOf([{ rows: [{ uscc: A, name: '红桥', address: front + '桥'.repeat(2000) }] }]),
        A,
      )!
      expect(address).toBe(front + '桥'.repeat(Math.floor((4096 - front.length) / 3)))
    }
  })

  test('names that say nothing are not found by name', () => {
    const index = indexOf([
      {
        rows: [
          { uscc: A, name: '***' },
          { uscc: B, name: '' },
          { uscc: C, name: '无' },
        ],
      },
    ])
    for (const name of ['***', '', '无']) expect(index.findName(name)).toEqual([])
  })

  test('names are found in any form, several at once', () => {
    const index = indexOf([
      {
        rows: [
          { uscc: A, name: '红桥（北京）' },
          { uscc: B, name: '红桥(北京)' },
          { uscc: C, name: '别家' },
        ],
      },
    ])
    expect(index.findName(' 紅橋 〔北京〕').sort()).toEqual([0, 1])
    expect(index.findName('红桥(北京)', 1)).toHaveLength(1)
  })

  test('codes that fail their check stand in the index as the register has them', () => {
    const wrong = `${A.slice(0, 17)}${A.endsWith('3') ? '4' : '3'}`
    expect(entryOf(indexOf([{ rows: [{ uscc: wrong, name: '红桥' }] }]), wrong)).toMatchObject({
      uscc: wrong,
      name: '红桥',
    })
  })

  test('what names nobody is counted, not kept', () => {
    const index = indexOf([
      {
        rows: [
          { uscc: '', name: '' },
          { uscc: 'xyz', name: '***' },
          { uscc: A, name: '' },
        ],
      },
    ])
    expect(index.size).toBe(1)
    expect(index.meta.rows).toMatchObject({ register: 1, unusable: 2 })
  })

  test('ragged, quoted and padded rows are read as far as they go', () => {
    const builder = createRegisterIndexBuilder({ asOf: '2026-07-31' })
    builder.add(Buffer.from(`${A},"红""桥"", 商贸",x,y\r\n\r\n${B}\r\n`), {
      kind: 'register',
      mapping: { uscc: 0, name: 1, representative: 2 },
      columns: 3,
    })
    const index = builder.build()
    expect(entryOf(index, A)).toMatchObject({ name: '红"桥", 商贸', representative: 'x' })
    expect(entryOf(index, B)).toMatchObject({ name: '' })
    expect(index.meta.rows).toMatchObject({ register: 2, ragged: 2 })
  })

  test('10,000 businesses grow the tables and are all found by code, number and name', () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({
      uscc: codeNo(i),
      regNo: String(300_000_000_000_000 + i),
      name: `红桥第${i}商行`,
    }))
    const index = indexOf([{ rows }])
    rows.forEach(({ uscc, regNo, name }, i) => {
      if (index.findCode(uscc) !== i || index.findCode(regNo) !== i || index.findName(name)[0] !== i)
        expect.fail(`${i} ${uscc} ${regNo} ${name}`)
    })
    expect(index.findCode(codeNo(10_001))).toBe(-1)
    expect(index.findCode('300000000010001')).toBe(-1)
  })
})

describe('an index as bytes', () => {
  const index = indexOf(
    [
      {
        rows: [
          { uscc: A, name: '红桥', regNo: REG_NO },
          { uscc: B, name: '别家', city: '海淀' },
        ],
      },
    ],
    { coverage: ['11'] },
  )

  test('is the same after a round trip', () => {
    const file = Buffer.from(new Uint8Array(index.buffer))
    const again = openRegisterIndex(file.buffer.slice(file.byteOffset, file.byteOffset + file.length))
    expect(again.meta).toEqual(index.meta)
    expect(again.meta).toMatchObject({ asOf: '2026-07-31', coverage: ['11'], entries: 2 })
    for (const text of [A, B, REG_NO]) expect(entryOf(again, text)).toEqual(entryOf(index, text))
    expect(again.findName('别家')).toEqual(index.findName('别家'))
  })

  test('cut short, of another kind or version, it is refused', () => {
    const bytes = new Uint8Array(new Uint8Array(index.buffer))
    for (const size of [0, 15])
      expect(() => openRegisterIndex(bytes.slice(0, size).buffer)).toThrow('not a register index')
    for (const size of [16, 100, 8192, bytes.length - 64])
      expect(() => openRegisterIndex(bytes.slice(0, size).buffer), String(size)).toThrow('register index cut short')
    const other = bytes.slice()
    other[0] = 0
    expect(() => openRegisterIndex(other.buffer)).toThrow('not a register index')
    const newer = bytes.slice()
    new DataView(newer.buffer).setUint32(4, 99)
    expect(() => openRegisterIndex(newer.buffer)).toThrow('version 99')
  })

  test('an empty index finds nothing', () => {
    const empty = indexOf([])
    expect(empty.size).toBe(0)
    expect([empty.findCode(A), empty.findCode(REG_NO), empty.findName('红桥')]).toEqual([-1, -1, []])
  })

  test('the builder is empty after building', () => {
    const builder = createRegisterIndexBuilder({ asOf: '2026-07-31' })
    const source = { kind: 'register', mapping: { uscc: 0, name: 1 }, columns: 2 } as const
    builder.add(Buffer.from(`${A},红桥\n`), source)
    expect(builder.build().size).toBe(1)
    expect(builder.build().size).toBe(0)
  })
})

describe('words of registers', () => {
  test.each([
    ['存续（在营、开业、在册）', STATUS.active],
    ['在业', STATUS.active],
    ['', STATUS.active],
    ['谁也不知道', STATUS.active],
    ['注销', STATUS.cancelled],
    ['已注销', STATUS.cancelled],
    ['吊销，未注销', STATUS.revoked],
    ['吊销', STATUS.revoked],
    ['已吊销后注销', STATUS.cancelled],
    ['吊销并注销', STATUS.cancelled],
    ['未注销', STATUS.active],
    ['迁出', STATUS.moved],
    ['Cancelled', STATUS.cancelled],
    ['revoked', STATUS.revoked],
  ])('status %j', (text, status) => {
    expect(statusOf(text)).toBe(status)
  })

  test('yes, no and reasons', () => {
    for (const text of ['', '否', '无', '未列入', '0', 'N', '-', ' 正常 ']) expect(listedOf(text), text).toBe(false)
    for (const text of ['是', '1', '列入', '未按规定公示年度报告']) expect(listedOf(text), text).toBe(true)
  })

  test.each([
    ['2025经营异常名录.csv', 'abnormal'],
    ['严重违法失信名单.xlsx', 'serious'],
    ['注销企业.csv', 'cancelled'],
    ['吊销.csv', 'revoked'],
    ['2019_北京.csv', 'register'],
  ])('%s is of kind %s', (file, kind) => {
    expect(guessRegisterFileKind(file)).toBe(kind)
  })

  test.each([
    ['2024-03-01', '2024-03-01'],
    ['2024/3/1', '2024-03-01'],
    ['2024年3月1日', '2024-03-01'],
    ['20240301', '2024-03-01'],
    ['2024-03-01 00:00:00', '2024-03-01'],
    ['2024-13-01', ''],
    ['1899-01-01', ''],
    ['长期', ''],
    ['', ''],
  ])('date %j', (text, day) => {
    const bytes = Buffer.from(text)
    const days = dayOf(bytes, 0, bytes.length)
    expect(days === 0 ? '' : new Date(days * 86_400_000).toISOString().slice(0, 10)).toBe(day)
  })
})
