import type { Words } from './lang.ts'

/** What `redbridge verify` prints; both languages at once, because a bag is read by both sides. */
export const VERIFY_TEXT = {
  verified: { zh: '核验通过', en: 'VERIFIED' },
  refused: { zh: '核验不通过，证据包不可采信', en: 'NOT VERIFIED: do not rely on this bag' },
  ok: { zh: '通过', en: 'ok' },
  failed: { zh: '不符', en: 'FAILED' },
  skipped: { zh: '未查', en: 'skipped' },
  place: { zh: '位置', en: 'place' },
  title: { zh: '名称', en: 'Title' },
  madeBy: { zh: '出具单位', en: 'Made by' },
  madeAt: { zh: '出具时间', en: 'Made at' },
  items: { zh: '证据', en: 'Items' },
  entries: { zh: '存证条目', en: 'Ledger entries' },
  stamps: { zh: '时间戳', en: 'Time-stamps' },
  witnesses: { zh: '见证', en: 'Witnesses' },
  noStamp: { zh: '无（时间以出具单位自己的时钟为准）', en: 'none (the times are those of the maker’s own clock)' },
  disposed: { zh: '已依规处置，仅存校验值', en: 'disposed of; digests remain' },
  keys: { zh: '签名公钥指纹（公钥的 SHA-256）', en: 'Fingerprints of the signing keys (SHA-256 of the public key)' },
  trusted: { zh: '您所信任的公钥', en: 'trusted by you' },
  stated: { zh: '包内自称', en: 'as stated by the bag' },
  statedNote: {
    zh: '注意：未指定可信公钥。以上只证明证据包前后一致，并由所列公钥签名；请将指纹与出具单位公布的指纹核对，或用 --key 指定公钥文件。',
    en: 'Note: no trusted key was given. This proves that the bag is consistent and signed with the keys listed; hold their fingerprints against those the maker has published, or name a key file with --key.',
  },
  missing: { zh: '缺少证据包文件', en: 'no bag given: redbridge verify BAG.zip [--key FILE]… [--json]' },
  noKey: { zh: '文件中没有公钥或指纹', en: 'no public key or fingerprint in' },
  noCertificate: { zh: '文件中没有证书', en: 'no certificate in' },
  tooLarge: { zh: '文件超过 2 GB，不是证据包', en: 'larger than 2 GB: no evidence bag' },
} as const satisfies Record<string, Words>
