/** Why a whole file was refused. A bad row never raises one of these: it is handed on as data. */
export const TABULAR_ERROR_TEXT = {
  file_unreadable: { zh: '文件无法读取', en: 'The file cannot be read' },
  file_empty: { zh: '文件是空的', en: 'The file is empty' },
  file_too_large: { zh: '文件超过大小上限，请拆分后上传', en: 'The file is larger than allowed: split it' },
  inflated_too_large: { zh: '文件解压后超过大小上限', en: 'The file is larger than allowed once inflated' },
  compression_ratio: {
    zh: '压缩比异常，疑似压缩炸弹，已拒绝',
    en: 'Suspicious compression ratio (possible bomb): refused',
  },
  nested_compression: { zh: '文件被重复压缩，请只压缩一次', en: 'The file is compressed more than once' },
  gzip_damaged: {
    zh: '压缩文件不完整或已损坏，请重新上传',
    en: 'The gzip file is truncated or damaged: send it again',
  },
  zip_damaged: {
    zh: 'Excel 文件不完整或已损坏，请重新保存后上传',
    en: 'The XLSX file is truncated or damaged: save it again',
  },
  zip_unsafe: {
    zh: 'Excel 文件内部结构异常（重复、重叠或路径越界的条目），已拒绝',
    en: 'Unsafe archive (duplicate, overlapping or escaping entries): refused',
  },
  zip_archive: { zh: '这是压缩包，请解压后上传其中的表格文件', en: 'This is a zip archive: send the table inside it' },
  password_protected: {
    zh: '文件有密码保护，请取消密码后上传',
    en: 'The file is password protected: remove the password',
  },
  xls_legacy: { zh: '这是旧版 Excel（.xls）文件，请另存为 .xlsx 后上传', en: 'Legacy Excel (.xls): save it as .xlsx' },
  xlsb_unsupported: {
    zh: '不支持二进制工作簿（.xlsb），请另存为 .xlsx 后上传',
    en: 'Binary workbook (.xlsb): save it as .xlsx',
  },
  ods_unsupported: {
    zh: '不支持 OpenDocument（.ods），请另存为 .xlsx 后上传',
    en: 'OpenDocument (.ods): save it as .xlsx',
  },
  xml_spreadsheet: { zh: '这是 XML 表格（2003），请另存为 .xlsx 后上传', en: 'XML Spreadsheet 2003: save it as .xlsx' },
  not_a_table: { zh: '这不是表格文件', en: 'This is not a table' },
  xml_forbidden: { zh: 'Excel 文件含 DTD 或自定义实体，已拒绝', en: 'The XLSX file holds a DTD or entities: refused' },
  xml_malformed: {
    zh: 'Excel 文件内部的 XML 格式错误，请重新保存后上传',
    en: 'Malformed XML inside the XLSX file: save it again',
  },
  encoding_unsupported: { zh: '不支持的文字编码，请另存为 UTF-8', en: 'Unsupported text encoding: save as UTF-8' },
  json_not_ndjson: { zh: 'JSON 须为每行一个对象（NDJSON）', en: 'JSON must be one object a line (NDJSON)' },
  json_array: {
    zh: 'JSON 数组不受支持，请改为每行一个对象（NDJSON）',
    en: 'A JSON array is not supported: write one object a line (NDJSON)',
  },
  header_not_found: {
    zh: '前10行内找不到表头，请使用模板中的列名',
    en: 'No header found in the first 10 rows: use the template’s column names',
  },
  sheet_not_found: { zh: '找不到指定的工作表', en: 'There is no sheet of that name' },
  no_rows: { zh: '只有表头，没有数据', en: 'There is a header but no data' },
  too_many_rows: { zh: '行数超过上限，请拆分后上传', en: 'Too many rows: split the file' },
  too_many_columns: { zh: '列数超过上限', en: 'Too many columns' },
  shared_strings_too_large: {
    zh: 'Excel 文件的文字总量超过上限，请拆分或改用 CSV',
    en: 'Too much text in the XLSX file: split it or use CSV',
  },
  worker_failed: { zh: '文件读取超出资源限制，已中止', en: 'Reading the file exceeded its resources and was stopped' },
} as const

export type TabularErrorCode = keyof typeof TABULAR_ERROR_TEXT

/** Where in the file the trouble is, as far as it is known. `row` counts from 1 as Excel or an editor shows it. */
export interface TabularPosition {
  readonly row?: number
  readonly byte?: number
  readonly sheet?: string
  /** what was met, in a few words, e.g. "PDF" */
  readonly detail?: string
}

/** The one error of this package. It survives `postMessage` through `toJSON` / `fromJSON`. */
export class TabularError extends Error {
  readonly code: TabularErrorCode
  readonly position: TabularPosition

  constructor(code: TabularErrorCode, position: TabularPosition = {}, options?: { cause?: unknown }) {
    super(describe(code, position, 'en'), options)
    this.name = 'TabularError'
    this.code = code
    this.position = position
  }

  get zh(): string {
    return describe(this.code, this.position, 'zh')
  }

  get en(): string {
    return describe(this.code, this.position, 'en')
  }

  toJSON(): { code: TabularErrorCode; position: TabularPosition } {
    return { code: this.code, position: this.position }
  }

  static fromJSON(json: { code: TabularErrorCode; position: TabularPosition }): TabularError {
    return new TabularError(json.code, json.position)
  }
}

const describe = (code: TabularErrorCode, at: TabularPosition, lang: 'zh' | 'en'): string => {
  const text = TABULAR_ERROR_TEXT[code][lang]
  const zh = lang === 'zh'
  const where = [
    at.sheet === undefined ? '' : zh ? `工作表“${at.sheet}”` : `sheet "${at.sheet}"`,
    at.row === undefined ? '' : zh ? `第 ${at.row} 行` : `row ${at.row}`,
    at.detail ?? '',
  ].filter(Boolean)
  if (where.length === 0) return text
  return zh ? `${text}（${where.join('，')}）` : `${text} (${where.join(', ')})`
}
