import type { Finding } from '../alarms.ts'

// Every way in which the log can be wrong, in words. The place names the leaf, entry or checkpoint.

const leaf = (index: number, entryId: string | null): string => `leaf ${index}${entryId ? ` ${entryId}` : ''}`

export const editedEntry = (index: number, entryId: string | null): Finding => ({
  kind: 'edited_entry',
  place: leaf(index, entryId),
  zh: `第 ${index} 号条目 ${entryId ?? ''} 的内容与入账时不同`,
  en: `Entry ${entryId ?? ''} (leaf ${index}) is not what was logged`,
})
export const editedColumn = (index: number, entryId: string | null, column: string): Finding => ({
  kind: 'edited_column',
  place: `${leaf(index, entryId)} ${column}`,
  zh: `第 ${index} 号条目 ${entryId ?? ''} 的 ${column} 栏与其入账内容不符`,
  en: `Column ${column} of entry ${entryId ?? ''} (leaf ${index}) contradicts what was logged`,
})
export const missingEntry = (index: number, entryId: string | null): Finding => ({
  kind: 'missing_entry',
  place: leaf(index, entryId),
  zh: `第 ${index} 号条目 ${entryId ?? ''} 已从数据库中消失`,
  en: `Entry ${entryId ?? ''} (leaf ${index}) has been deleted`,
})
export const editedLeaf = (index: number, entryId: string | null): Finding => ({
  kind: 'edited_leaf',
  place: leaf(index, entryId),
  zh: `第 ${index} 号叶子的杂凑值被改动`,
  en: `The hash of leaf ${index} was changed`,
})
export const missingLeaf = (index: number): Finding => ({
  kind: 'missing_leaf',
  place: leaf(index, null),
  zh: `第 ${index} 号叶子已从数据库中消失`,
  en: `Leaf ${index} has been deleted`,
})
export const editedNode = (level: number, index: number): Finding => ({
  kind: 'edited_node',
  place: `node ${level}/${index}`,
  zh: `第 ${level} 层第 ${index} 号节点的杂凑值被改动或缺失`,
  en: `The stored root of subtree ${index} at level ${level} was changed or deleted`,
})
export const manyMore = (from: number, to: number): Finding => ({
  kind: 'many_leaves',
  place: `leaves ${from}–${to - 1}`,
  zh: `第 ${from} 至 ${to - 1} 号条目大面积与入账时不同`,
  en: `Most of leaves ${from} to ${to - 1} are not what was logged`,
})
export const rolledBack = (seen: number, found: number, seenAt: string | null): Finding => ({
  kind: 'rolled_back',
  place: `size ${seen}`,
  zh: `数据库被回退：${seenAt ?? ''} 见过 ${seen} 个条目，现仅有 ${found} 个，第 ${found} 至 ${seen - 1} 号条目丢失`,
  en: `The database was rolled back: ${seen} leaves were seen at ${seenAt ?? ''}, now there are ${found}; leaves ${found} to ${seen - 1} are lost`,
})
export const forked = (size: number): Finding => ({
  kind: 'fork',
  place: `size ${size}`,
  zh: `台账出现分叉：第 ${size} 号检查点与此前见过的历史不一致`,
  en: `The log was forked: the checkpoint of size ${size} contradicts the history seen before`,
})
export const badCheckpoint = (size: number, why: string): Finding => ({
  kind: 'bad_checkpoint',
  place: `size ${size}`,
  zh: `第 ${size} 号检查点的签名或内容无效（${why}）`,
  en: `The checkpoint of size ${size} does not hold (${why})`,
})
export const editedCheckpoint = (size: number): Finding => ({
  kind: 'edited_checkpoint',
  place: `size ${size}`,
  zh: `第 ${size} 号检查点被改动或删除`,
  en: `The checkpoint of size ${size} was changed or deleted`,
})
export const otherKeys = (): Finding => ({
  kind: 'other_keys',
  place: 'keys',
  zh: '台账最初的公钥被更换，或其后的更换未经旧密钥签署',
  en: 'The first keys of the log were replaced, or a later change was not signed by the keys before it',
})
export const unsequenced = (entryId: string, since: string): Finding => ({
  kind: 'unsequenced',
  place: entryId,
  zh: `条目 ${entryId} 自 ${since} 起一直没有进入台账`,
  en: `Entry ${entryId} has been waiting for its leaf since ${since}`,
})
