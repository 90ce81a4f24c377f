import { describe, expect, it } from 'vitest'
import { labelLines, roomOfLines, stateLines } from './diagram-text.ts'

describe('words in a diagram', () => {
  it.each([
    ['核销', ['核销']],
    ['指定移送单位管辖', ['指定移送单位管辖']],
    ['协商一致，由接收单位办理', ['协商一致，', '由接收单位办理']],
    ['收回，由移送单位办理', ['收回，', '由移送单位办理']],
    ['批准抄告（不需反馈）', ['批准抄告', '（不需反馈）']],
    ['移交涉案物品和材料', ['移交涉案物', '品和材料']],
    ['Ask the procuratorate to supervise', ['Ask the', 'procuratorate', 'to supervise']],
    ['', ['']],
  ])('%s', (text, lines) => {
    expect(labelLines(text)).toEqual(lines)
  })

  it('keeps every character, and punctuation never begins a line', () => {
    for (const text of ['建议检察院立案监督，并说明理由。', 'Agreed: the receiver deals with it']) {
      expect(labelLines(text).join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''))
      for (const line of labelLines(text)) expect(line).not.toMatch(/^[，。、；：]/)
    }
  })

  it('a word that is too long stands alone', () => {
    expect(stateLines('Incomprehensibilities for us')).toEqual(['Incomprehensibilities', 'for us'])
  })

  it('lines take room', () => {
    expect(roomOfLines(['移送', '案件线索'], 12)).toEqual({ width: 48, height: 30 })
  })
})
