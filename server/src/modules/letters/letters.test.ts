import type { NewLetterTemplate } from '@redbridge/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Actor } from '../../platform/actor.ts'
import { AppError } from '../../platform/errors.ts'
import { contextFor } from '../../platform/platform.ts'
import { ACTORS, ORGS, seedOrganisations } from '../../testing/seed.ts'
import { actorOf, openWork, type Work } from '../../testing/work.ts'
import { builtInText } from './built-in.ts'
import { issueLetter, lettersRoutes } from './index.ts'
import { sha256 } from './templates.store.ts'

let work: Work
beforeAll(async () => {
  work = await openWork(lettersRoutes)
  await seedOrganisations(work)
  work.setNow('2026-07-06T02:00:00Z')
}, 60_000)
afterAll(() => work?.[Symbol.asyncDispose]())

const CHAOYANG_ADMIN = actorOf('chaoyang_admin', 'bureau_admin', ORGS.chaoyang)
const FIELDS = {
  topic: '平台内经营者身份核验',
  facts: '12户经营者已经注销，仍在平台经营',
  demands: '停止为其提供平台服务。',
}
const issue = (
  fields: Record<string, string> = FIELDS,
  actor: Actor = ACTORS.analyst,
  template = 'guidance_letter',
) => {
  const ctx = contextFor(work.platform, actor)
  return ctx.tx((tx) => issueLetter(ctx, tx, { template, matterId: 'mat_1', recipientId: ORGS.pingou.id, fields }))
}
const serialOf = (number: string): number => Number(/第(\d+)号$/.exec(number)?.[1])
const get = (actor: Actor, path: string) => work.call(actor, 'GET', path)

describe('numbers', () => {
  it('follow each other without gaps, however many are issued at once and whichever fail', async () => {
    const first = await issue()
    expect(first.number).toBe('京市监指导〔2026〕第1号')
    const attempts = Array.from({ length: 24 }, (_, i) => {
      if (i % 3 === 0) return issue({ ...FIELDS, facts: '' })
      const ctx = contextFor(work.platform, ACTORS.analyst)
      return ctx.tx(async (tx) => {
        const letter = await issueLetter(ctx, tx, {
          template: 'guidance_letter',
          matterId: null,
          recipientId: ORGS.pingou.id,
          fields: FIELDS,
        })
        // What failed after its number was taken gives it back.
        if (i % 3 === 1) throw new Error('later in the transaction')
        return letter
      })
    })
    const done = (await Promise.allSettled(attempts)).flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
    expect(done.map(({ number }) => serialOf(number)).sort((a, b) => a - b)).toEqual([2, 3, 4, 5, 6, 7, 8, 9])
    expect(serialOf((await issue()).number)).toBe(10)
  })

  it('leave no gap where a refusal was caught and the transaction went on', async () => {
    const ctx = contextFor(work.platform, ACTORS.analyst)
    const input = { template: 'guidance_letter', matterId: null, recipientId: ORGS.pingou.id }
    const before = serialOf((await issue()).number)
    const after = await ctx.tx(async (tx) => {
      await issueLetter(ctx, tx, { ...input, fields: {} }).catch(() => {})
      return issueLetter(ctx, tx, { ...input, fields: FIELDS })
    })
    expect(serialOf(after.number)).toBe(before + 1)
  })

  it('begin anew each year in Shanghai, by code, and by bureau', async () => {
    expect((await issue(FIELDS, ACTORS.below)).number).toBe('京朝阳市监指导〔2026〕第1号')
    work.setNow('2026-12-31T16:30:00Z')
    expect((await issue()).number).toBe('京市监指导〔2027〕第1号')
    work.setNow('2026-07-06T02:00:00Z')
  })

  it('take the bureau’s own code and word, which no other bureau may have', async () => {
    const words = { organCode: '京朝市监', words: { guidance_letter: '网指导' }, ordinal: false, phone: '010-65090000' }
    const saved = await work.call(CHAOYANG_ADMIN, 'POST', '/api/letter-words', words)
    expect(saved.body).toMatchObject({ ...words, entered: true, last: { 京朝阳市监指导: 1 } })
    const { id, number } = await issue(FIELDS, ACTORS.below)
    expect(number).toBe('京朝市监网指导〔2026〕1号')
    expect((await get(ACTORS.below, `/api/letters/${id}`)).body.content.note).toContain('联系电话：010-65090000')
    const taken = await work.call(CHAOYANG_ADMIN, 'POST', '/api/letter-words', { organCode: '京市监' })
    expect([taken.status, taken.body.code]).toEqual([409, 'letter_code_taken'])
    // Code and word of another put together otherwise would make its number.
    const split = { organCode: '京市', words: { guidance_letter: '监指导' } }
    await work.call(CHAOYANG_ADMIN, 'POST', '/api/letter-words', split)
    await expect(issue(FIELDS, ACTORS.below)).rejects.toMatchObject({ code: 'letter_code_taken' })
    await work.call(CHAOYANG_ADMIN, 'POST', '/api/letter-words', words)
    for (const body of [
      { organCode: 'AMR' },
      { organCode: '京市监', words: { nothing: '案' } },
      { organCode: '京〔监' },
    ])
      expect((await work.call(CHAOYANG_ADMIN, 'POST', '/api/letter-words', body)).status).toBe(400)
    expect((await work.call(ACTORS.head, 'POST', '/api/letter-words', words)).status).toBe(403)
  })
})

describe('a letter', () => {
  it('is refused with each missing thing named, and nothing is written', async () => {
    const count = () => sql<{ n: number }>`SELECT count(*)::int AS n FROM letter`.execute(work.platform.workerDb)
    const before = (await count()).rows[0]?.n
    const error = await issue({ topic: '甲', facts: '\u200b \u0000' }).catch((one: AppError) => one)
    expect(error).toBeInstanceOf(AppError)
    expect((error as AppError).code).toBe('letter_field_missing')
    expect((error as AppError).extra.errors).toEqual([
      { pointer: '/fields/facts', message: '缺少“事实” / Facts is missing' },
      { pointer: '/fields/demands', message: '缺少“要求” / What is asked is missing' },
    ])
    await expect(issue({ ...FIELDS, facts: '字'.repeat(50_000) })).rejects.toMatchObject({ code: 'too_large' })
    await expect(issue(FIELDS, ACTORS.platform)).rejects.toMatchObject({ code: 'forbidden' })
    await expect(issue(FIELDS, ACTORS.analyst, 'no_such_letter')).rejects.toMatchObject({ code: 'not_found' })
    // A platform of another province is nobody this bureau can write to.
    const far = contextFor(work.platform, ACTORS.elsewhere)
    const toFar = far.tx((tx) =>
      issueLetter(far, tx, {
        template: 'guidance_letter',
        matterId: null,
        recipientId: ORGS.pingou.id,
        fields: FIELDS,
      }),
    )
    await expect(toFar).rejects.toMatchObject({ code: 'not_found' })
    expect((await count()).rows[0]?.n).toBe(before)
  })

  it('stands in audit and ledger with the digest of its content, and lies sealed', async () => {
    const { id, number } = await issue({ ...FIELDS, facts: '张三的手机号13800138000' })
    const { body } = await get(ACTORS.analyst, `/api/letters/${id}`)
    expect(body).toMatchObject({
      number,
      matterId: 'mat_1',
      templateVersion: 0,
      own: true,
      state: 'issued',
      missing: [],
    })
    const db = work.platform.workerDb
    const row = await db.selectFrom('letter').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
    expect(row.template_sha256).toBe(sha256(builtInText('guidance_letter')))
    expect(sha256(work.platform.secrets.unseal('letter', row.sealed))).toBe(row.content_sha256)
    const entries = await sql<{ kind: string; envelope: string; readers: string[] }>`
      SELECT kind, envelope, readers FROM ledger_entry WHERE subject = ${id}`.execute(db)
    expect(entries.rows).toHaveLength(1)
    expect(entries.rows[0]).toMatchObject({ kind: 'letter.issued', readers: [ORGS.beijing.id, ORGS.pingou.id] })
    expect(entries.rows[0]?.envelope).toContain(row.content_sha256)
    const audits = await db.selectFrom('audit_event').selectAll().where('subject_id', '=', id).execute()
    expect(audits.map((one) => one.action)).toEqual(['letter.issue'])
    // Neither trail nor row tells who is written about.
    expect(JSON.stringify([entries.rows, audits, row])).not.toContain('张三')
    expect(row.sealed.includes(Buffer.from('张三'))).toBe(false)
  })

  it('is read by who issued it, their superior and the recipient, and by nobody else', async () => {
    const { id } = await issue(FIELDS, ACTORS.below)
    const readable = async (actor: Actor) => {
      const statuses = ['', '/letter.pdf', '/letter.docx'].map(
        async (part) => (await get(actor, `/api/letters/${id}${part}`)).status,
      )
      const listed = (await get(actor, '/api/letters?size=200')).body.items?.some(
        (one: { id: string }) => one.id === id,
      )
      return [...(await Promise.all(statuses)), listed]
    }
    for (const actor of [ACTORS.below, ACTORS.belowHead, ACTORS.analyst, ACTORS.platform])
      expect(await readable(actor)).toEqual([200, 200, 200, true])
    for (const actor of [ACTORS.elsewhere, ACTORS.other]) expect(await readable(actor)).toEqual([404, 404, 404, false])
    expect((await get(ACTORS.admin, '/api/letters')).status).toBe(403)
  })

  it('is listed by number, direction, state and matter', async () => {
    const list = async (actor: Actor, query: string) => (await get(actor, `/api/letters?${query}`)).body
    const all = await list(ACTORS.analyst, 'size=200')
    expect(all.total).toBe(all.items.length)
    expect((await list(ACTORS.analyst, `q=${encodeURIComponent('〔2027〕第1号')}`)).items).toHaveLength(1)
    expect((await list(ACTORS.analyst, 'q=100%25')).total).toBe(0)
    expect((await list(ACTORS.analyst, 'direction=in')).total).toBe(0)
    expect((await list(ACTORS.platform, 'direction=in')).total).toBeGreaterThan(10)
    expect((await list(ACTORS.analyst, 'matterId=mat_none')).total).toBe(0)
    expect((await list(ACTORS.analyst, 'year=2027')).total).toBe(1)
    const out = (await list(ACTORS.analyst, 'direction=out&size=200')).items
    expect(out.every((one: { own: boolean }) => one.own)).toBe(true)
  })

  it('has the same bytes each time, also after the text it was made from has changed', async () => {
    const { id, number } = await issue()
    const files = async () =>
      Promise.all(
        ['pdf', 'docx'].map(async (form) =>
          sha256((await get(ACTORS.platform, `/api/letters/${id}/letter.${form}`)).raw.toString('base64')),
        ),
      )
    const before = await files()
    const text = { ...BODY, body: `@标题 改后的指导书\n{{要求}}\n@署名\n@日期`, after: 0 }
    expect((await work.call(ACTORS.admin, 'POST', '/api/letter-templates/guidance_letter', text)).status).toBe(201)
    work.setNow('2026-08-20T02:00:00Z')
    expect(await files()).toEqual(before)
    const answer = await get(ACTORS.platform, `/api/letters/${id}/letter.pdf`)
    expect(answer.headers['content-disposition']).toBe(`inline; filename*=UTF-8''${encodeURIComponent(number)}.pdf`)
    expect((await get(ACTORS.analyst, `/api/letters/${(await issue()).id}`)).body).toMatchObject({
      title: '改后的指导书',
      templateVersion: 1,
    })
    work.setNow('2026-07-06T02:00:00Z')
  })
})

describe('a void letter', () => {
  it('keeps its number, says so on every page, and is void once', async () => {
    const { id, number } = await issue()
    const path = `/api/letters/${id}`
    const before = (await get(ACTORS.head, `${path}/letter.pdf`)).raw
    const reason = { reason: '收文单位名称有误' }
    for (const [actor, status] of [
      [ACTORS.analyst, 403],
      [ACTORS.platform, 403],
      [ACTORS.belowHead, 404],
      [ACTORS.elsewhereHead, 404],
    ] as const)
      expect((await work.call(actor, 'POST', `${path}/void`, reason)).status).toBe(status)
    expect((await work.call(ACTORS.head, 'POST', `${path}/void`, { reason: '' })).status).toBe(400)
    const done = await work.call(ACTORS.head, 'POST', `${path}/void`, reason)
    expect(done.body).toMatchObject({ state: 'void', number, void: { ...reason, by: ACTORS.head.name } })
    const again = await work.call(ACTORS.head, 'POST', `${path}/void`, reason)
    expect([again.status, again.body.code]).toEqual([409, 'move_not_allowed'])
    expect(serialOf((await issue()).number)).toBe(serialOf(number) + 1)
    expect((await get(ACTORS.head, `${path}/letter.pdf`)).raw.equals(before)).toBe(false)
    expect((await get(ACTORS.platform, '/api/letters?state=void')).body.total).toBe(1)
    const kinds = await sql<{
      kind: string
    }>`SELECT kind FROM ledger_entry WHERE subject = ${id} ORDER BY at, id`.execute(work.platform.workerDb)
    expect(kinds.rows.map(({ kind }) => kind).sort()).toEqual(['letter.issued', 'letter.voided'])
  })

  it('of a bureau below is not its superior’s to take back', async () => {
    const { id } = await issue(FIELDS, ACTORS.below)
    expect((await work.call(ACTORS.head, 'POST', `/api/letters/${id}/void`, { reason: '上级收回' })).status).toBe(404)
    expect((await get(ACTORS.head, `/api/letters/${id}`)).body.state).toBe('issued')
  })

  it('and one that is out cannot be changed otherwise, whatever a query tries', async () => {
    const { id } = await issue()
    const ctx = contextFor(work.platform, ACTORS.head)
    const change = (set: object) =>
      ctx.tx(
        async (tx) => (await tx.updateTable('letter').set(set).where('id', '=', id).executeTakeFirst()).numUpdatedRows,
      )
    await expect(change({ title: '另一份' })).rejects.toThrow(/permission denied/)
    await expect(change({ state: 'issued' })).rejects.toThrow(/row-level security/)
    await expect(ctx.tx((tx) => tx.deleteFrom('letter').where('id', '=', id).execute())).rejects.toThrow(
      /permission denied/,
    )
  })
})

const BODY: NewLetterTemplate = {
  titleZh: '行政指导书',
  titleEn: 'Guidance',
  body: '@标题 指导书\n{{要求}}\n@署名\n@日期',
  after: 0,
}
const KEY = '/api/letter-templates/copy_notice_letter'

describe('templates', () => {
  const save = (body: object, actor: Actor = ACTORS.admin) => work.call(actor, 'POST', KEY, body)
  const versionsOf = async (actor: Actor = ACTORS.admin) =>
    (await get(actor, KEY)).body.versions.map((one: { version: number; inEffect: boolean }) => [
      one.version,
      one.inEffect,
    ])

  it('are changed by new versions alone, from a day on, and restored by another', async () => {
    const text = (word: string) => ({ ...BODY, body: `@标题 ${word}\n{{事实}}` })
    expect((await save(text('第一'))).status).toBe(201)
    expect((await save({ ...text('第二'), after: 1, effectiveFrom: '2026-09-01' })).status).toBe(201)
    expect(await versionsOf()).toEqual([
      [2, false],
      [1, true],
      [0, false],
    ])
    expect((await save(text('第三'))).body.code).toBe('conflict')
    const restored = await save({ ...BODY, body: builtInText('copy_notice_letter'), after: 2, restoredFrom: 0 })
    expect(restored.body.versions[0]).toMatchObject({
      version: 3,
      restoredFrom: 0,
      inEffect: true,
      body: builtInText('copy_notice_letter'),
    })
    expect((await save({ ...text('四'), after: 3, restoredFrom: 9 })).body.code).toBe('not_found')
    expect((await save({ ...text('四'), after: 3, effectiveFrom: '2026-07-05' })).body.code).toBe('bad_request')
    const { rows } = await sql<{ action: string }>`
      SELECT action FROM audit_event WHERE subject_id = 'copy_notice_letter' ORDER BY id`.execute(
      work.platform.workerDb,
    )
    expect(rows.map(({ action }) => action)).toEqual(['letter.template', 'letter.template', 'letter.template_restore'])
    // Each bureau has its own.
    expect(await versionsOf(CHAOYANG_ADMIN)).toEqual([[0, true]])
    expect((await save(text('乙'), ACTORS.head)).status).toBe(403)
  })

  it('with faults are refused with the line named, and nothing is saved', async () => {
    const before = await versionsOf()
    const refused = await save({ ...BODY, body: '@标题 甲\n{{没有}}\n{{#if 事实}}', after: 3 })
    expect([refused.status, refused.body.code]).toEqual([422, 'letter_template_invalid'])
    expect(refused.body.errors.map((one: { message: string }) => one.message.split(' / ')[0])).toEqual([
      '第1行：缺少正文',
      '第2行：没有名为“没有”的内容',
      '第3行：“事实”这一段没有结束',
    ])
    expect(await versionsOf()).toEqual(before)
  })

  it('are previewed with example values under the bureau’s own name and number', async () => {
    const preview = (body: string) =>
      work.call(ACTORS.admin, 'POST', '/api/letter-templates/preview', { key: 'copy_notice_letter', body })
    const sound = (await preview('@版式 函\n@标题 关于{{当事人}}的函\n{{事实}}𠮷\n@署名\n@日期')).body
    expect(sound).toMatchObject({
      faults: [],
      content: { title: '关于某某商贸有限公司的函', number: '京市监抄告〔2026〕第1号', issuer: '北京市市场监督管理局' },
      missing: [{ character: '𠮷', code: 'U+20BB7' }],
    })
    expect((await preview('{{x}}')).body).toMatchObject({
      content: null,
      faults: [{ line: 1 }, { line: 1 }, { line: 1 }],
    })
    const pdf = await work.call(ACTORS.admin, 'POST', '/api/letter-templates/preview.pdf', {
      key: 'copy_notice_letter',
      body: '@标题 甲\n正文',
    })
    expect(pdf.raw.subarray(0, 5).toString()).toBe('%PDF-')
    const unsound = await work.call(ACTORS.admin, 'POST', '/api/letter-templates/preview.pdf', {
      key: 'copy_notice_letter',
      body: '{{',
    })
    expect([unsound.status, unsound.body.code]).toEqual([422, 'letter_template_invalid'])
  })

  it('are listed with the word and version in effect', async () => {
    const { body } = await get(ACTORS.admin, '/api/letter-templates')
    expect(body.length).toBeGreaterThan(9)
    expect(body.find((one: { key: string }) => one.key === 'copy_notice_letter')).toMatchObject({
      version: 3,
      layout: 'letter',
      word: '抄告',
    })
    expect((await get(ACTORS.admin, '/api/letter-templates/none')).status).toBe(404)
  })
})

describe('a partner authority', () => {
  it('answers with a letter of its own, seen by both ends alone', async () => {
    const officer = ACTORS.partner
    const ctx = contextFor(work.platform, officer)
    const fields = { explanation: '已立案侦查。', matterTitle: '某某公司', matterNumber: 'SZ-2026-000001' }
    const { id, number } = await ctx.tx((tx) =>
      issueLetter(ctx, tx, { template: 'reply_letter', matterId: null, recipientId: ORGS.zhejiang.id, fields }),
    )
    expect(number).toBe('京公复函〔2026〕第1号')
    expect((await get(officer, `/api/letters/${id}`)).body.content.issuer).toBe('北京市公安局')
    expect((await get(ACTORS.elsewhere, `/api/letters/${id}`)).status).toBe(200)
    // The police are no bureau: their letters are not the business of the bureau of the same division.
    expect((await get(ACTORS.analyst, `/api/letters/${id}`)).status).toBe(404)
    expect((await get(ACTORS.platform, `/api/letters/${id}`)).status).toBe(404)
  })

  it('whose usual code another authority has goes by its full name', async () => {
    const other = { id: 'org_police_2', kind: 'partner' as const, division: '110000', nameZh: '北京市公安局网安总队' }
    await work.platform.workerDb
      .insertInto('organisation')
      .values({
        id: other.id,
        kind: other.kind,
        division: other.division,
        name_zh: other.nameZh,
        category: 'police',
      } as never)
      .execute()
    const ctx = contextFor(work.platform, actorOf('police_2', 'partner_staff', other))
    const fields = { explanation: '已立案侦查。', matterTitle: '某某公司', matterNumber: 'SZ-2026-000002' }
    const reply = () =>
      ctx.tx((tx) =>
        issueLetter(ctx, tx, { template: 'reply_letter', matterId: null, recipientId: ORGS.beijing.id, fields }),
      )
    expect((await reply()).number).toBe('北京市公安局网安总队复函〔2026〕第1号')
    expect((await reply()).number).toBe('北京市公安局网安总队复函〔2026〕第2号')
  })
})
