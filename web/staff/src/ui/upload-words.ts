import { defineWords } from '../i18n/define-words.ts'

export const words = defineWords({
  orDrop: { zh: '也可将文件拖到此处。', en: 'You may also drop the file here.' },
  oneFile: { zh: '请一次只选择一个文件。', en: 'Choose one file at a time.' },
  wrongKind: {
    zh: '不能使用文件“{name}”。可上传的格式：{kinds}',
    en: '“{name}” cannot be used. Formats taken: {kinds}',
  },
  emptyFile: { zh: '文件“{name}”是空的，请检查后重新选择。', en: '“{name}” is empty; check it and choose again.' },
  broken: { zh: '已取消上传，服务器未保存任何内容。', en: 'Upload broken off; nothing was kept.' },
  sending: { zh: '正在上传 {name}', en: 'Uploading {name}' },
  sent: { zh: '已上传 {sent} / {total}（{percent} %）', en: '{sent} of {total} sent ({percent} %)' },
  arriving: { zh: '已全部上传，等待服务器确认…', en: 'All sent; waiting for the server to confirm…' },
  cancel: { zh: '取消上传', en: 'Cancel upload' },
})
