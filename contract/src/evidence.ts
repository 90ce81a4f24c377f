// Words of evidence that screens, server, bags and the command line share: no schema library for a label.

/** How a thing came to be evidence 证据. */
export const EVIDENCE_KINDS = ['file', 'web_capture'] as const
export type EvidenceKind = (typeof EVIDENCE_KINDS)[number]
export const EVIDENCE_KIND_TEXT: Record<EvidenceKind, { zh: string; en: string }> = {
  file: { zh: '文件', en: 'File' },
  web_capture: { zh: '网页取证', en: 'Web capture' },
}

/** What happens to evidence 保管链: appended, never changed. */
export const CUSTODY_EVENTS = ['taken', 'seen', 'copied', 'handed_over', 'held', 'released', 'disposed'] as const
export type CustodyEvent = (typeof CUSTODY_EVENTS)[number]
export const CUSTODY_EVENT_TEXT: Record<CustodyEvent, { zh: string; en: string }> = {
  taken: { zh: '提取', en: 'Taken' },
  seen: { zh: '查看', en: 'Seen' },
  copied: { zh: '复制', en: 'Copied' },
  handed_over: { zh: '移交', en: 'Handed over' },
  held: { zh: '冻结', en: 'Held' },
  released: { zh: '解除冻结', en: 'Released' },
  disposed: { zh: '处置', en: 'Disposed of' },
}

export const EVIDENCE_STATES = ['kept', 'held', 'disposed'] as const
export type EvidenceState = (typeof EVIDENCE_STATES)[number]
export const EVIDENCE_STATE_TEXT: Record<EvidenceState, { zh: string; en: string }> = {
  kept: { zh: '保管中', en: 'Kept' },
  held: { zh: '已冻结', en: 'Held' },
  disposed: { zh: '已处置', en: 'Disposed of' },
}

/** Where a web capture 网页取证 stands; the stages between waiting and done are those of the work. */
export const CAPTURE_STATES = ['waiting', 'resolving', 'loading', 'saving', 'done', 'failed'] as const
export type CaptureState = (typeof CAPTURE_STATES)[number]
export const CAPTURE_STATE_TEXT: Record<CaptureState, { zh: string; en: string }> = {
  waiting: { zh: '排队中', en: 'Waiting' },
  resolving: { zh: '解析并核对地址', en: 'Resolving and checking the address' },
  loading: { zh: '打开网页', en: 'Opening the page' },
  saving: { zh: '固定并计算校验值', en: 'Saving and computing digests' },
  done: { zh: '已完成', en: 'Done' },
  failed: { zh: '未完成', en: 'Failed' },
}

/** Where an evidence bag 证据包 stands: it waits until the ledger has signed for what it holds. */
export const BAG_STATES = ['waiting', 'sealing', 'done', 'failed'] as const
export type BagState = (typeof BAG_STATES)[number]
export const BAG_STATE_TEXT: Record<BagState, { zh: string; en: string }> = {
  waiting: { zh: '等待存证签名', en: 'Waiting for the ledger to sign' },
  sealing: { zh: '生成中', en: 'Being made' },
  done: { zh: '已生成', en: 'Ready' },
  failed: { zh: '未生成', en: 'Failed' },
}
