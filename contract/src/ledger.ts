/** What can be wrong with the evidence ledger, as the monitor and the time-stamping name it. */
export const LEDGER_ALARM_TEXT = {
  edited_entry: { zh: '条目内容被修改', en: 'An entry was edited' },
  edited_column: { zh: '条目栏目与入账内容不符', en: 'A column contradicts its entry' },
  missing_entry: { zh: '条目被删除', en: 'An entry was deleted' },
  edited_leaf: { zh: '叶子的杂凑值被修改', en: 'The hash of a leaf was changed' },
  missing_leaf: { zh: '叶子被删除', en: 'A leaf was deleted' },
  edited_node: { zh: '节点的杂凑值被修改或者删除', en: 'A stored subtree root was changed or deleted' },
  many_leaves: { zh: '成片条目被修改或者删除', en: 'Many entries were edited or deleted' },
  rolled_back: { zh: '存证台账被回退', en: 'The log was rolled back' },
  fork: { zh: '存证台账出现分叉', en: 'The log was forked' },
  bad_checkpoint: { zh: '检查点无效', en: 'A checkpoint does not hold' },
  edited_checkpoint: { zh: '检查点被修改或者删除', en: 'A checkpoint was changed or deleted' },
  other_keys: { zh: '公钥被更换，不是经旧密钥签署的密钥更换', en: 'Keys were replaced without a key change' },
  unsequenced: { zh: '条目一直没有入账', en: 'An entry never got its leaf' },
  sequencer_refused: { zh: '台账停止签发检查点', en: 'The sequencer signs nothing more' },
  timestamp_late: { zh: '缺时间戳', en: 'Time-stamps are late' },
  timestamp_stopped: { zh: '因缺时间戳暂停签发检查点', en: 'Signing stopped for want of time-stamps' },
} as const satisfies Record<string, { zh: string; en: string }>
export type LedgerAlarmKind = keyof typeof LEDGER_ALARM_TEXT
export const LEDGER_ALARMS = Object.keys(LEDGER_ALARM_TEXT) as [LedgerAlarmKind, ...LedgerAlarmKind[]]
