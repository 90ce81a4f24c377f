/**
 * Every error a caller can meet: stable code → status and words. On the wire it is RFC 9457 problem details
 * whose `type` is `urn:redbridge:error:<code>`. Codes are never renamed; modules add theirs here once.
 */
export interface ErrorEntry {
  readonly status: number
  readonly zh: string
  readonly en: string
}

export const ERRORS = {
  bad_request: {
    status: 400,
    zh: '请求内容不符合要求，请按提示修改后重试',
    en: 'The request does not have the required form; correct what is named and try again',
  },
  not_signed_in: {
    status: 401,
    zh: '尚未登录或登录已失效，请重新登录',
    en: 'Not signed in, or the session has ended; sign in again',
  },
  csrf_refused: {
    status: 403,
    zh: '请求来源无法确认，请刷新页面后重试',
    en: 'The origin of the request could not be confirmed; reload the page and try again',
  },
  forbidden: { status: 403, zh: '您的角色没有此项权限', en: 'Your role does not include this permission' },
  not_found: {
    status: 404,
    zh: '记录不存在，或不在您的管辖范围内',
    en: 'No such record, or it is outside your jurisdiction',
  },
  conflict: {
    status: 409,
    zh: '记录已被他人更新，请刷新后查看最新状态',
    en: 'The record has changed in the meantime; reload to see its state',
  },
  move_not_allowed: { status: 409, zh: '当前状态下不能进行此操作', en: 'This is not possible in the present state' },
  not_lawful: {
    status: 422,
    zh: '不符合法定条件，未发出；请按提示修改',
    en: 'Not lawful as it stands, and not sent; correct what is named',
  },
  field_not_requested: {
    status: 422,
    zh: '答复含有协查函未请求的内容，未予接收；请删除后重试',
    en: 'The answer holds what the request does not ask for; nothing was taken. Remove it and try again',
  },
  answer_incomplete: {
    status: 422,
    zh: '仍有协查内容未答复，也未说明理由；请补全，或者按部分答复发送',
    en: 'Some of what is asked for is neither answered nor explained; complete it, or send it as an answer in part',
  },
  outside_memorandum: {
    status: 422,
    zh: '答复含有政企合作备忘录约定以外的内容，未予接收；请删除，并在“未提供”中说明',
    en: 'The answer holds what the memorandum does not cover; nothing was taken. Remove it and say that it is withheld',
  },
  answer_erased: {
    status: 410,
    zh: '该答复的内容已按备忘录约定的期限销毁，摘要和回执留存',
    en: 'The content of this answer was destroyed at the time that the memorandum sets; digest and receipts remain',
  },
  memorandum_exists: {
    status: 409,
    zh: '双方之间已有一份有效的备忘录；请先终止，或者提出修改',
    en: 'The two have a memorandum in force already; terminate it first, or propose a change',
  },
  authorisation_level: {
    status: 403,
    zh: '授权只能由总局登记；本系统未设总局时，由层级最高的局登记授权文件',
    en: 'Only the national bureau enters authorisations; where it is not on the system, the highest bureau enters the document',
  },
  standard_level: {
    status: 403,
    zh: '只有总局和省级局可以将标准以外的内容列为标准',
    en: 'Only the national bureau and provinces may hold to be standard what is beyond it',
  },
  reason_required: { status: 422, zh: '请填写理由', en: 'A reason is required' },
  idempotency_key_reused: {
    status: 422,
    zh: '同一幂等键已用于不同内容的请求',
    en: 'This idempotency key was used for a request with other content',
  },
  too_large: { status: 413, zh: '内容超过大小限制', en: 'Larger than the limit' },
  too_many_requests: { status: 429, zh: '请求过于频繁，请稍后重试', en: 'Too many requests; try again later' },
  internal: {
    status: 500,
    zh: '系统内部错误，已记录；请稍后重试或联系管理员',
    en: 'Internal error; it has been recorded. Try again later or tell your administrator',
  },
  unavailable: { status: 503, zh: '服务暂时不可用，请稍后重试', en: 'Temporarily unavailable; try again shortly' },

  period_closed: { status: 409, zh: '该报送期已结束', en: 'This reporting period has ended' },
  period_not_open: { status: 409, zh: '该报送期尚未开始', en: 'This reporting period has not begun' },
  period_exists: { status: 409, zh: '该报送期已存在', en: 'This reporting period exists already' },
  batch_incomplete: {
    status: 409,
    zh: '仍有分批数据未收齐，不能提交',
    en: 'Parts are missing; it cannot be submitted yet',
  },
  batch_frozen: {
    status: 409,
    zh: '本次报送已推送问题主体，不能再被替换',
    en: 'Problem operators have been pushed from this report; it can no longer be replaced',
  },
  batch_not_checked: { status: 409, zh: '本次报送尚未完成比对', en: 'This report has not been checked yet' },
  register_missing: {
    status: 409,
    zh: '尚未导入登记库，无法比对',
    en: 'No register has been imported; nothing to match against',
  },
  register_busy: {
    status: 409,
    zh: '该登记库正在导入，请等待完成',
    en: 'This register is being imported; wait until it is done',
  },
  proof_required: {
    status: 422,
    zh: '答复“已更正”须提供更正后的信息或证明材料',
    en: 'An answer "corrected" needs the corrected data or a proof',
  },
  proof_type: {
    status: 422,
    zh: '证明材料仅接受 PDF、JPG、PNG、XLSX、DOCX 文件',
    en: 'A proof must be a PDF, JPG, PNG, XLSX or DOCX file',
  },
  evidence_held: {
    status: 409,
    zh: '该证据已被冻结，解除冻结前不能处置',
    en: 'This evidence is held; it cannot be disposed of before it is released',
  },
  evidence_retained: {
    status: 409,
    zh: '该证据尚在保管期限内，不能处置',
    en: 'This evidence must still be kept; it cannot be disposed of yet',
  },
  evidence_disposed: {
    status: 410,
    zh: '该证据的内容已依规处置，仅保留校验值和保管记录',
    en: 'The content of this evidence was disposed of; digests and custody record remain',
  },
  capture_unavailable: {
    status: 503,
    zh: '服务器上没有可用的 Chromium 浏览器，无法进行网页取证；请管理员安装，或以 CHROME_PATH 指定',
    en: 'No Chromium browser is available on the server, so pages cannot be captured; an administrator must install one or set CHROME_PATH',
  },
  capture_refused: {
    status: 422,
    zh: '该地址不是可公开访问的网址，不能取证',
    en: 'This address is not one of the public web; it cannot be captured',
  },
  capture_failed: {
    status: 502,
    zh: '网页未能打开',
    en: 'The page could not be opened',
  },
  capture_limit: {
    status: 422,
    zh: '网页超出取证的时间或大小限制',
    en: 'The page goes beyond the time or size a capture may take',
  },
  endpoint_refused: {
    status: 422,
    zh: '该地址不能作为接收地址：须为公共互联网上的 https 网址',
    en: 'Nothing can be delivered to this address: it must be an https address of the public internet',
  },
  endpoint_limit: {
    status: 409,
    zh: '接收地址数量已达上限（20 个），请先移除不再使用的',
    en: 'There are as many endpoints as there may be (20); remove one that is not used first',
  },
  bag_too_large: {
    status: 413,
    zh: '证据包超过 1 GB，请分成几个证据包',
    en: 'The evidence bag would exceed 1 GB; make several',
  },
  bag_not_ready: { status: 409, zh: '证据包尚未生成', en: 'The evidence bag is not ready yet' },
  file_unusable: { status: 422, zh: '文件无法使用', en: 'The file cannot be used' },

  sign_in_failed: {
    status: 401,
    zh: '账号或密码不正确',
    en: 'Login or password is wrong',
  },
  sign_in_locked: {
    status: 429,
    zh: '失败次数过多，已暂时锁定，请稍后再试',
    en: 'Too many failed attempts; locked for a while, try again later',
  },
  second_factor_failed: {
    status: 422,
    zh: '验证码不正确或已使用过',
    en: 'The code is wrong or was used before',
  },
  passkey_failed: {
    status: 422,
    zh: '通行密钥未通过验证，请重试',
    en: 'The passkey could not be verified; try again',
  },
  sign_in_again: {
    status: 403,
    zh: '此操作需要近期登录，请重新登录后再试',
    en: 'This needs a recent sign-in; sign in again and repeat it',
  },
  password_wrong: { status: 422, zh: '原密码不正确', en: 'The present password is wrong' },
  password_weak: {
    status: 422,
    zh: '密码至少 10 个字符，且不能是常见密码、登录名或原密码',
    en: 'At least 10 characters, and neither a common password, the login nor the password before',
  },
  oidc_failed: {
    status: 401,
    zh: '单点登录未完成，请重试或改用密码登录',
    en: 'Single sign-on did not complete; try again or use your password',
  },
  oidc_not_linked: {
    status: 403,
    zh: '该单点登录账号未对应本系统用户，请联系管理员',
    en: 'This single sign-on account belongs to no user here; tell your administrator',
  },
  login_taken: { status: 409, zh: '登录名已被使用', en: 'This login is taken' },
  last_administrator: {
    status: 409,
    zh: '不能停用或降级最后一名管理员',
    en: 'The last administrator cannot be disabled or lose the role',
  },
  role_not_allowed: {
    status: 422,
    zh: '该角色不能授予此单位的用户',
    en: 'This role cannot be given to users of this organisation',
  },
  outside_jurisdiction: {
    status: 403,
    zh: '所选行政区划不在您的管辖范围内',
    en: 'The division lies outside your jurisdiction',
  },
  division_unknown: { status: 422, zh: '没有该行政区划代码', en: 'No division has this code' },
  organisation_exists: {
    status: 409,
    zh: '同一区划下的同名部门或协作单位，或相同统一社会信用代码的机构已存在',
    en: 'A bureau or partner of this name in this division, or an organisation with this code, exists already',
  },
  organisation_in_use: {
    status: 409,
    zh: '该单位已有报送数据，不能更改行政区划',
    en: 'It has reports already; its division can no longer change',
  },
  letter_template_invalid: {
    status: 422,
    zh: '公文模板有误，请按所指行次修改',
    en: 'The letter template has faults; correct the lines named',
  },
  letter_field_missing: {
    status: 422,
    zh: '公文缺少必填内容，不能发出',
    en: 'The letter lacks contents it must have; it cannot be issued',
  },
  letter_code_taken: {
    status: 409,
    zh: '该机关代字已由其他单位使用',
    en: 'Another bureau uses this organ code already',
  },
  ledger_cosignature_refused: {
    status: 409,
    zh: '台账中没有这一检查点，或共签无效，未予接受',
    en: 'The log has no such checkpoint, or the cosignature does not hold; not accepted',
  },
  ledger_witness_key: {
    status: 422,
    zh: '不是有效的见证公钥，或已登记',
    en: 'Not a valid witness key, or registered already',
  },
  ledger_not_operator: {
    status: 403,
    zh: '仅由运行本系统的最上级部门办理',
    en: 'Only the highest bureau, which operates this installation, may do this',
  },
  citation_unknown: {
    status: 422,
    zh: '法律数据中没有该条文；请核对引用，或者写出文件全称',
    en: 'The law data has no such provision; check the citation or name the document in words',
  },
  deadline_change_exists: {
    status: 409,
    zh: '该期限自同一天起已有一项调整，请先撤回',
    en: 'This limit is changed from that day already; withdraw that change first',
  },
  law_level_required: {
    status: 403,
    zh: '期限和放假安排只能由总局或者省级市场监管部门维护；总局已设定的，省级不得更改',
    en: 'Limits and holiday orders are kept by the national or a provincial bureau; what the nation set a province cannot change',
  },
  holiday_order_invalid: {
    status: 422,
    zh: '放假安排有误，请按所指日期修改',
    en: 'The holiday order has faults; correct the days named',
  },
  uscc_invalid: { status: 422, zh: '统一社会信用代码不正确', en: 'The unified social credit code is not valid' },
  signature_missing: {
    status: 401,
    zh: '接口调用的法律行为必须签名（RFC 9421，tag="redbridge"），请求未带签名',
    en: 'A legal act by an API client is signed (RFC 9421, tag="redbridge"); this request carries no signature',
  },
  signature_malformed: {
    status: 400,
    zh: '签名的写法不符合 RFC 9421 或者 RFC 9530',
    en: 'The signature is not written as RFC 9421 and RFC 9530 have it',
  },
  signature_incomplete: {
    status: 401,
    zh: '签名没有覆盖必须覆盖的内容，或者缺少必须的参数',
    en: 'The signature does not cover all that it must, or lacks a parameter',
  },
  signature_expired: {
    status: 401,
    zh: '签名时间与服务器时间相差超过 300 秒，或者签名已过期；请校准时钟后重新签名',
    en: 'The signature was made more than 300 seconds away from our time, or has expired; set the clock and sign again',
  },
  signature_replayed: {
    status: 401,
    zh: '该签名的随机数已经用过；每次请求都须用新的随机数重新签名',
    en: 'The nonce of this signature was used before; each request is signed anew with a nonce of its own',
  },
  signature_key_unknown: {
    status: 401,
    zh: '签名密钥不是本单位登记的有效密钥',
    en: 'The key of the signature is none that your organisation has registered and not revoked',
  },
  signature_invalid: {
    status: 401,
    zh: '签名不成立：签名后内容有改动，或者不是该密钥所签',
    en: 'The signature does not hold: something was changed after it, or another key made it',
  },
  digest_mismatch: {
    status: 400,
    zh: '正文与 Content-Digest 不符',
    en: 'The body is not what Content-Digest says',
  },
  receipt_mismatch: {
    status: 422,
    zh: '回执所指信封摘要与该消息不符，请重新取回消息后核对',
    en: 'The receipt names another envelope than this message has; fetch the message again and compare',
  },
  exchange_key_invalid: {
    status: 422,
    zh: '不是可用的 Ed25519 公钥（SPKI，PEM）；不要提交私钥',
    en: 'Not a usable Ed25519 public key (SPKI, PEM); never send a private one',
  },
  exchange_key_taken: { status: 409, zh: '该公钥已经登记过', en: 'This public key has been registered already' },
  exchange_key_revoked: { status: 409, zh: '该密钥已经撤销', en: 'This key has been revoked already' },
} as const satisfies Record<string, ErrorEntry>
export type ErrorCode = keyof typeof ERRORS

/** Problem details (RFC 9457) as every error answer carries them. */
export interface ProblemDetails {
  type: string
  title: string
  status: number
  code: string
  detail?: string
  /** which input is meant: JSON pointers with a message each */
  errors?: { pointer: string; message: string }[]
  [extra: string]: unknown
}
