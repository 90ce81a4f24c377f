import { defineWords } from '../../../i18n/define-words.ts'

export const words = defineWords({
  note: {
    zh: '不影响真实数据，用来开发和检验本平台的对接程序。',
    en: 'To build and try your adapter, away from anything real.',
  },
  about: {
    zh: '开通后得到一个沙箱平台和一个沙箱市场监管部门，以及一个接口客户端。接口地址、签名、推送和签收都与正式环境相同；沙箱只与沙箱往来，不计入任何统计。',
    en: 'You get a twin of your platform, a bureau beside it, and an API client. Addresses, signatures, webhooks and receipts are those of the real thing; the sandbox deals with itself alone and counts in no statistics.',
  },
  none: { zh: '还没有开通沙箱', en: 'No sandbox yet' },
  open: { zh: '开通沙箱', en: 'Open the sandbox' },
  again: { zh: '更换沙箱密钥', en: 'New client secret' },
  againTitle: { zh: '更换沙箱密钥？', en: 'Issue a new secret?' },
  againText: {
    zh: '新建一个沙箱接口客户端，原有客户端随即失效。',
    en: 'A new client of the sandbox is made; the one before ends at once.',
  },
  cancel: { zh: '取消', en: 'Cancel' },
  onceTitle: { zh: '请立即保存密钥', en: 'Keep the secret now' },
  onceText: {
    zh: '对接程序用它换取令牌。密钥只显示这一次，遗失时请更换。',
    en: 'Your adapter exchanges it for a token. It is shown this once; when it is lost, issue another.',
  },
  clientId: { zh: '客户端编号', en: 'Client id' },
  secret: { zh: '密钥', en: 'Secret' },
  kept: { zh: '已保存', en: 'I have kept it' },
  organisation: { zh: '沙箱平台', en: 'Sandbox platform' },
  bureau: { zh: '沙箱市场监管部门', en: 'Sandbox bureau' },
  send: { zh: '发送一件', en: 'Send one' },
  sendTitle: { zh: '让沙箱市场监管部门发来一件', en: 'Have the bureau send something' },
  sendText: {
    zh: '按真实流程起草、批准、签名并发出；对接程序随即收到推送，或者可以拉取。',
    en: 'It is drafted, approved, signed and sent as in earnest; your adapter gets the webhook, or pulls it.',
  },
  scenario: { zh: '情形', en: 'Scenario' },
  order: { zh: '协查函：一个订单', en: 'Request: one order' },
  item: { zh: '协查函：一件商品', en: 'Request: one item' },
  shop: { zh: '协查函：一个店铺', en: 'Request: one shop' },
  keyword: { zh: '协查函：全平台关键字', en: 'Request: a keyword' },
  correction: { zh: '协查函：信息不全，需要求补正', en: 'Request that needs correction' },
  disposal: { zh: '处置通知：下架一件商品', en: 'Order: take an item down' },
  sent: { zh: '已发出 {number}', en: '{number} sent' },
  latest: { zh: '沙箱中的事项', en: 'Matters of the sandbox' },
  latestNone: {
    zh: '还没有事项。点“发送一件”，对接程序签收、答复后，这里显示进展。',
    en: 'None yet. Press “Send one”; once your adapter receives and answers, its progress stands here.',
  },
  matter: { zh: '事项', en: 'Matter' },
  state: { zh: '状态', en: 'State' },
  messages: { zh: '消息', en: 'Messages' },
  at: { zh: '更新时间', en: 'Changed' },
  next: { zh: '接下来', en: 'What next' },
  nextText: {
    zh: '用沙箱客户端登记公钥（POST /api/sandbox/keys）和推送地址（POST /api/sandbox/endpoints），核验推送签名，签收，答复。',
    en: 'With the sandbox client register a key (POST /api/sandbox/keys) and an endpoint (POST /api/sandbox/endpoints), verify webhooks, receive, answer.',
  },
})
