import { describe, expect, it } from 'vitest'
import { baseCalendar, computeDeadline, type DeadlineInput, findDeadlineRule, reportPeriodDays } from '../index.ts'

// Each example was counted by hand on a paper calendar; the counting stands above it. Numbers in brackets are days counted.
// Holidays of 2026 as the State Council ordered them: New Year Jan 1–3 (Sunday Jan 4 worked); Spring Festival Feb 15–23
// (Saturdays Feb 14 and 28 worked); Tomb-sweeping Apr 4–6; Labour Day May 1–5 (Saturday May 9 worked); Dragon Boat Jun
// 19–21; Mid-autumn Sep 25–27; National Day Oct 1–7 (Sunday Sep 20 and Saturday Oct 10 worked).

const deadline = (id: string, startedOn: string, more: Partial<DeadlineInput> = {}) => {
  const rule = findDeadlineRule(id, startedOn)
  if (!rule) throw new Error(`no ${id} on ${startedOn}`)
  return computeDeadline({ rule, startedOn, startEvent: rule.startEvent, calendar: baseCalendar, ...more })
}
const appraisal = (from: string, to: string | null) => ({ from, to, reason: { zh: '委托鉴定', en: 'appraisal' } })

describe('working days', () => {
  it('across New Year', () => {
    // Thu Dec 25 received. Fri 26 (1) · Mon 29, Tue 30, Wed 31 (4) · Thu Jan 1 – Sat 3 holiday · Sun Jan 4 worked (5) ·
    // Mon 5 (6), Tue 6 (7)
    const found = deadline('complaint_acceptance', '2025-12-25')
    expect(found.dueOn).toBe('2026-01-06')
    expect(found.firstDay).toBe('2025-12-26')
    expect(found.working.zh).toEqual([
      '事项：决定受理或者不予受理投诉并告知投诉人；期限：7个工作日；依据：《市场监督管理投诉举报处理暂行办法》第十四条。',
      '起算：2025-12-25 收到投诉；当日不计入，自次日 2025-12-26 起算（《中华人民共和国民法典》第二百零一条第一款）。',
      '不计入的休息日共5日：2026-01-01 至 2026-01-03 元旦放假；周六周日 2025-12-27 至 2025-12-28。',
      '调休上班、照常计入：2026-01-04。',
      '期限届满日：2026-01-06。',
    ])
    expect(found.working.en).toEqual([
      'Matter: Accept or refuse a complaint and tell the complainant. Limit: 7 working days; basis: Interim Measures for Handling Complaints and Reports, art. 14.',
      'Start: complaint received on 2025-12-25. That day does not count; the period begins on 2025-12-26 (Civil Code, art. 201, para. 1).',
      "Rest days not counted, 5 in all: 2026-01-01 to 2026-01-03 New Year's Day holiday; weekends 2025-12-27 to 2025-12-28.",
      'Worked in place of a holiday and counted: 2026-01-04.',
      'Last day: 2026-01-06.',
    ])
  })

  it('across Spring Festival', () => {
    // Tue Feb 10 received. Wed 11, Thu 12, Fri 13 (3) · Sat 14 worked (4) · Sun 15 – Mon 23 holiday · Tue 24, Wed 25, Thu 26 (7)
    const found = deadline('complaint_acceptance', '2026-02-10')
    expect(found.dueOn).toBe('2026-02-26')
    expect(found.working.zh).toContain('不计入的休息日共9日：2026-02-15 至 2026-02-23 春节放假。')
    expect(found.working.zh).toContain('调休上班、照常计入：2026-02-14。')
  })

  it('forty-five of them, the last under order 20', () => {
    // Tue Apr 14 accepted. Wed 15 – Fri 17 (3) · 20–24 (8) · 27–30 (12) · May 1–5 holiday · 6–8 (15) · Sat 9 worked (16) ·
    // 11–15 (21) · 18–22 (26) · 25–29 (31) · Jun 1–5 (36) · 8–12 (41) · 15–18 (45)
    expect(deadline('complaint_mediation', '2026-04-14').dueOn).toBe('2026-06-18')
    // the day after, order 121: 60 calendar days. Apr 16–30 (15) · May (46) · Jun 14 (60), a Sunday → Mon 15
    const found = deadline('complaint_mediation', '2026-04-15')
    expect(found.dueOn).toBe('2026-06-15')
    expect(found.working.zh).toContain(
      '最后一日 2026-06-14 为星期日，顺延至 2026-06-15（《中华人民共和国民法典》第二百零三条第一款）。',
    )
  })

  it('tolled across Spring Festival', () => {
    // Mon Jan 12 accepted. 13–16 (4) · 19–23 (9) · 26–30 (14) · Feb 2–6 (19) · Mon 9 (20) · Tue Feb 10 – Wed 25 tolled: its
    // working days 10, 11, 12, 13, Sat 14, 24, 25 are 7 · Thu 26, Fri 27 (22) · Sat 28 worked (23) · Mar 2–6 (28) ·
    // 9–13 (33) · 16–20 (38) · 23–27 (43) · Mon 30, Tue 31 (45)
    const found = deadline('complaint_mediation', '2026-01-12', { tolled: [appraisal('2026-02-10', '2026-02-25')] })
    expect(found.dueOn).toBe('2026-03-31')
    expect(found.working.zh).toContain('扣除：2026-02-10 至 2026-02-25，委托鉴定，其间7个工作日不计入。')
    // Spring Festival lies within the interval, so it is not told a second time: 8 whole weekends and Sun Mar 1
    expect(found.working.zh.join('')).toContain('不计入的休息日共17日：周六周日 2026-01-17')
    expect(found.working.zh.join('')).not.toContain('春节')
    // without it: Feb 9–13 (24) · 14 (25) · 24–27 (29) · 28 (30) · Mar 2–6 (35) · 9–13 (40) · 16–20 (45)
    expect(deadline('complaint_mediation', '2026-01-12').dueOn).toBe('2026-03-20')
  })

  it('extended across National Day', () => {
    // Fri Sep 18 found. Sun 20 worked (1) · 21–24 (5) · 25–27 Mid-autumn · 28–30 (8) · Oct 1–7 · Thu 8, Fri 9 (10) ·
    // Sat 10 worked (11) · 12–15 (15). Extension: Fri 16 (1) · 19–23 (6) · 26–30 (11) · Nov 2–5 (15)
    const granted = { amount: 15, unit: 'working_day', approver: '局长', on: '2026-10-09' } as const
    expect(deadline('clue_check', '2026-09-18').dueOn).toBe('2026-10-15')
    const found = deadline('clue_check', '2026-09-18', { extensions: [granted] })
    expect(found.dueOn).toBe('2026-11-05')
    expect(found.flags).toEqual([])
    expect(found.firstDay).toBe('2026-09-20')
    expect(found.working.zh).toContain(
      '延长：2026-10-09 经局长批准，延长15个工作日，自原期限最后一日 2026-10-15 的次日起连续计算。',
    )
    const late = deadline('clue_check', '2026-09-18', { extensions: [{ ...granted, on: '2026-10-16' }] })
    expect(late.flags).toEqual(['extension_after_end'])
    expect(late.working.zh.join('')).toContain('批准时原期限已经届满，请核对')
  })

  it('seven days of the Administrative Penalty Law are working days (art. 85)', () => {
    // Thu Apr 30 kept. May 1–5 holiday · Wed 6 – Fri 8 (3) · Sat 9 worked (4) · Mon 11 – Wed 13 (7)
    const found = deadline('preserved_evidence_apl', '2026-04-30')
    expect(found.dueOn).toBe('2026-05-13')
    expect(found.working.zh[0]).toContain('按工作日计算依据《中华人民共和国行政处罚法》第八十五条')
  })

  it('back from a hearing', () => {
    // Hearing Wed Mar 4: Tue 3 (1), Mon 2 (2), Sat Feb 28 worked (3), Fri 27 (4), Thu 26 (5), Wed 25 (6), Tue 24 (7)
    const found = deadline('hearing_notice', '2026-03-04')
    expect(found.dueOn).toBe('2026-02-24')
    expect(found.working.zh.at(-1)).toBe('最迟应当于 2026-02-24 完成。')
  })
})

describe('calendar days', () => {
  it('a last day within a holiday moves', () => {
    // Sun Jan 4 filed. Jan 5–31 (27) · Feb (55) · Mar (86) · Sat Apr 4 (90), Tomb-sweeping Apr 4–6 → Tue 7
    expect(deadline('penalty_decision', '2026-01-04').dueOn).toBe('2026-04-07')
    // 30 more run on from Apr 4: Apr 5–30 (26) · Mon May 4 (30), Labour Day → Wed May 6
    const granted = { amount: 30, unit: 'calendar_day', approver: '局长', on: '2026-04-07' } as const
    const found = deadline('penalty_decision', '2026-01-04', { extensions: [granted] })
    expect(found.dueOn).toBe('2026-05-06')
    // granted on the day to which the end had moved: in time
    expect(found.flags).toEqual([])
    // Thu Sep 10 received. Sep 25 (15), Mid-autumn 25–27 → Mon 28
    expect(deadline('fine_payment', '2026-09-10').dueOn).toBe('2026-09-28')
  })

  it('a make-up workday is no rest day', () => {
    // Fri Apr 24 received. Apr 25–30 (6) · May 9 (15): a Saturday, but worked
    expect(deadline('fine_payment', '2026-04-24').dueOn).toBe('2026-05-09')
  })

  it('three days of the police stand, whatever day it is', () => {
    // Thu Mar 5. Fri 6 (1), Sat 7 (2), Sun 8 (3)
    const found = deadline('police_filing_decision', '2026-03-05')
    expect(found.dueOn).toBe('2026-03-08')
    expect(found.working.zh).toContain('最后一日 2026-03-08 为星期日，本期限不因休息日顺延。')
  })

  it('tolled days are not counted, and a moved end does not land in them', () => {
    // Tue Sep 1 received, 15 days. Sep 2–6 (5) · Sep 7–9 tolled · 10–19 (15): a Saturday → Sun 20 is worked, but tolled
    // with Mon 21 → Tue 22
    const tolled = [appraisal('2026-09-07', '2026-09-09'), appraisal('2026-09-20', '2026-09-21')]
    expect(deadline('fine_payment', '2026-09-01', { tolled }).dueOn).toBe('2026-09-22')
  })
})

describe('months, years, hours', () => {
  it('the corresponding day, or the last of the month', () => {
    const month = {
      rule: { amount: 1, unit: 'month' } as const,
      startEvent: { zh: '公示', en: 'published' },
      calendar: baseCalendar,
    }
    expect(computeDeadline({ ...month, startedOn: '2026-01-31' }).dueOn).toBe('2026-02-28')
    expect(computeDeadline({ ...month, startedOn: '2024-01-31' }).dueOn).toBe('2024-02-29')
    expect(computeDeadline({ ...month, startedOn: '2026-02-28' }).dueOn).toBe('2026-03-28')
    // one month and one more from Jan 31: Mar 31, not Mar 28
    const granted = { amount: 1, unit: 'month', approver: '局长', on: '2026-02-01' } as const
    expect(computeDeadline({ ...month, startedOn: '2026-01-31', extensions: [granted] }).dueOn).toBe('2026-03-31')
    // three years from Feb 29 2024: Feb 28 2027; three months from Nov 30 2025: Feb 28 2026
    expect(deadline('publication_end', '2024-02-29').dueOn).toBe('2027-02-28')
    const found = deadline('publication_end_minor', '2025-11-30')
    expect(found.dueOn).toBe('2026-02-28')
    expect(found.working.zh).toContain(
      '到期月没有对应日，以月末日 2026-02-28 为最后一日（《中华人民共和国民法典》第二百零二条）。',
    )
    // four years over a leap day: the same day
    expect(deadline('penalty_time_bar', '2022-02-28').dueOn).toBe('2024-02-28')
  })

  it('the identity report ends with its month', () => {
    for (const [before, key] of [
      ['2021-12-31', '2022-01'],
      ['2024-06-30', '2024-07'],
      ['2025-12-31', '2026-01'],
      ['2026-06-30', '2026-07'],
    ] as const)
      expect(deadline('identity_report', before).dueOn).toBe(reportPeriodDays(key).dueOn)
  })

  it('twenty-four hours from the hour of the decision', () => {
    const found = deadline('crime_transfer_send', '2026-02-16', { startedAt: '16:30' })
    expect(found.dueOn).toBe('2026-02-17')
    expect(found.dueAt).toBe('2026-02-17T16:30')
    expect(deadline('crime_transfer_send', '2026-02-16').dueOn).toBe('2026-02-17')
    const tolled = [appraisal('2026-02-17', '2026-02-18')]
    expect(deadline('crime_transfer_send', '2026-02-16', { startedAt: '16:30', tolled }).dueAt).toBe('2026-02-19T16:30')
  })
})

describe('what is not known is said', () => {
  it('an interval without an end: no last day, and what is left', () => {
    // Fri Dec 18 2026. 21–24 (4) · from Fri 25 on tolled: 11 of 15 are left
    const found = deadline('clue_check', '2026-12-18', { tolled: [appraisal('2026-12-25', null)] })
    expect(found.dueOn).toBeNull()
    expect(found.suspended).toEqual({ since: '2026-12-25', remaining: 11, unit: 'working_day' })
    expect(found.working.zh.at(-1)).toBe('期限自 2026-12-25 起中止，届时剩余11个工作日，恢复后继续计算。')
  })

  it('a year whose order is not known: flag and sentence', () => {
    const found = deadline('clue_check', '2026-12-18')
    expect(found.flags).toEqual(['calendar_not_covered'])
    expect(found.working.zh.at(-1)).toContain('2027年放假安排尚未录入')
    expect(deadline('publication_end', '2026-12-18').flags).toEqual([])
    expect(deadline('clue_check', '2026-12-01').flags).toEqual([])
  })

  it('what cannot be counted is refused', () => {
    const plain = {
      rule: { amount: 7, unit: 'working_day' } as const,
      startedOn: '2026-03-02',
      startEvent: { zh: '', en: '' },
      calendar: baseCalendar,
    }
    expect(() => computeDeadline({ ...plain, startedOn: '2026-02-30' })).toThrow(RangeError)
    expect(() => computeDeadline({ ...plain, startedOn: '1989-12-31' })).toThrow(RangeError)
    expect(() => computeDeadline({ ...plain, startedOn: '2119-12-30' })).toThrow(RangeError)
    expect(() => computeDeadline({ ...plain, rule: { amount: 1.5, unit: 'year' } })).toThrow(RangeError)
    expect(() => computeDeadline({ ...plain, tolled: [appraisal('2026-03-05', '2026-03-04')] })).toThrow(RangeError)
    expect(() => computeDeadline({ ...plain, rule: { amount: 24, unit: 'hour' }, startedAt: '24:00' })).toThrow(
      RangeError,
    )
    expect(() =>
      computeDeadline({
        ...plain,
        rule: { ...plain.rule, kind: 'act_before' },
        tolled: [appraisal('2026-03-05', '2026-03-06')],
      }),
    ).toThrow(RangeError)
  })
})
