import type { Organisation } from '@redbridge/contract'
import { describe, expect, it } from 'vitest'
import { changesOf, draftOf, faultOf, newOf } from './organisation-draft.ts'

const platform: Organisation = {
  id: 'org_1',
  kind: 'platform',
  nameZh: '云集市',
  nameEn: '',
  division: '110105',
  divisionName: '北京市朝阳区',
  parentId: null,
  level: null,
  uscc: null,
  url: 'https://yun.example/',
  category: '综合电商',
  foundBy: 'icp_filing',
  foundOn: '2026-01-02',
  status: 'found',
  users: 0,
  createdAt: '2026-01-02T00:00:00Z',
}

describe('the form of an organisation', () => {
  it('sends only what was changed, emptied fields as nothing', () => {
    const draft = { ...draftOf(platform), status: 'reporting', url: ' ', nameZh: ' 云集市 ' }
    expect(changesOf(platform, draft)).toEqual({ status: 'reporting', url: null })
    expect(changesOf(platform, draftOf(platform))).toEqual({})
  })

  it('gives a new bureau a name and a division only', () => {
    const draft = { ...draftOf(null), nameZh: '朝阳区市场监督管理局', division: '110105', url: 'https://x.example' }
    expect(newOf('bureau', draft)).toEqual({
      kind: 'bureau',
      nameZh: '朝阳区市场监督管理局',
      nameEn: '',
      division: '110105',
    })
    expect(newOf('platform', draft)).toMatchObject({ url: 'https://x.example', status: 'found', uscc: null })
  })

  it('gives a new partner what it is, and nothing of how platforms are found', () => {
    const draft = { ...draftOf(null), nameZh: '杭州互联网法院', division: '330100' }
    expect(faultOf('partner', draft)).toBe('missingCategory')
    expect(faultOf('bureau', draft)).toBeNull()
    const court = { ...draft, category: 'court' }
    expect(faultOf('partner', court)).toBeNull()
    expect(newOf('partner', court)).toEqual({
      ...{ kind: 'partner', nameZh: '杭州互联网法院', nameEn: '', division: '330100' },
      ...{ uscc: null, url: null, category: 'court' },
    })
  })

  it('says what is missing', () => {
    expect(faultOf('platform', draftOf(null))).toBe('missingName')
    expect(faultOf('platform', { ...draftOf(null), nameZh: '云集市' })).toBe('missingDivision')
    expect(faultOf('platform', { ...draftOf(platform), url: 'yun.example' })).toBe('urlWrong')
    expect(faultOf('platform', draftOf(platform))).toBeNull()
  })
})
