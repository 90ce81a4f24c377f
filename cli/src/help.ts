import type { Lang } from './lang.ts'

const ZH = `红桥 redbridge：网络交易经营者身份核验与证据包核验（命令行，不需要服务器）

用法
  redbridge reconcile 报送文件… --register 登记库文件… --out 目录 [选项]
  redbridge template 文件.xlsx        写出身份信息报送模板
  redbridge verify 证据包.zip [--key 文件]… [--json]
                                      核验证据包；不联网
  redbridge --help | --version

reconcile 把平台报送的身份信息与登记库比对
  报送文件              CSV、TSV（UTF-8、GB18030、UTF-16）、XLSX、NDJSON、存成 .xls 的 HTML 表格，及它们的 gzip
  --register 文件…      登记库全量，或注销、吊销、经营异常、严重违法名单；类型由文件名和表头判断，
                        也可写明：--register abnormal=文件
                        （register、cancelled、revoked、abnormal、serious）
  --out 目录, -o        结果目录；非空时须加 --force
  --coverage 11,31      登记库覆盖的省份（代码或名称）；在外省登记的主体列为存疑。默认覆盖全国
  --as-of 日期          登记库数据日期 YYYY-MM-DD；默认取文件的修改日期
  --format xlsx|csv     结果格式，默认 xlsx；超过 Excel 行数上限的自动改为 CSV
  --lang zh|en          结果和提示的语言，默认 zh
  --sheet 名称          报送文件中的工作表；默认第一个有可识别表头的
  --threads 数          比对线程数
  --force, -f           覆盖非空的结果目录
  --quiet, -q           不显示进度

结果
  accepted   接受的行：结论、原因、提示        rejected   退回更正：按模板排列，附原因和原行号，改后可直接上传
  problems   问题主体：报送与登记并列、差异、依据   undecided  存疑：须人工核实
  summary    汇总（xlsx 和 json）

verify 核验证据包的每一个字节：校验值、签名、哈希树、保管链；改动之处指明位置
  --key 文件, -k        可信公钥：PEM、signed-note 公钥或指纹，每行一个；不给时，公钥只是包内自称
  --authority 文件      可信时间戳机构的证书（PEM）
  --json                以 JSON 输出结果

退出码  0 正常、核验通过  1 总数不平、核验不通过  2 命令有误  3 文件无法使用  130 已中断
`

const EN = `redbridge (红桥): checks who sells online, and evidence bags (command line, no server needed)

Usage
  redbridge reconcile REPORT… --register FILE… --out DIR [options]
  redbridge template FILE.xlsx       write the identity report template
  redbridge verify BAG.zip [--key FILE]… [--json]
                                     verify an evidence bag; no network
  redbridge --help | --version

reconcile compares identity reports of platforms with the register
  REPORT                CSV, TSV (UTF-8, GB18030, UTF-16), XLSX, NDJSON, HTML tables saved as .xls, and gzip of these
  --register FILE…      register extracts, or lists of cancelled, revoked, abnormal or seriously violating operators;
                        the kind is told from file name and header, or given: --register abnormal=FILE
                        (register, cancelled, revoked, abnormal, serious)
  --out DIR, -o         folder for the results; needs --force when it is not empty
  --coverage 11,31      provinces the register covers (codes or names); operators registered elsewhere are undecided.
                        Default: all
  --as-of DATE          date of the register data, YYYY-MM-DD; default: when the files were last changed
  --format xlsx|csv     format of the results, default xlsx; CSV beyond Excel's row limit
  --lang zh|en          language of results and messages, default zh
  --sheet NAME          sheet of the report; default: the first with a recognisable header
  --threads N           threads that compare
  --force, -f           overwrite a folder that is not empty
  --quiet, -q           no progress

Results
  accepted   accepted rows: verdict, reasons, notes     rejected   the template filled with rejected rows and reasons
  problems   problem operators: reported and registered side by side, differences, why
  undecided  rows for a person to look at               summary    totals (xlsx and json)

verify checks every byte of an evidence bag: digests, signatures, hash trees, custody; what was changed is named
  --key FILE, -k        trusted keys: PEM, signed-note keys or fingerprints, one a line; without it, keys are only what
                        the bag states
  --authority FILE      certificates (PEM) of trusted time-stamping authorities
  --json                print the report as JSON

Exit codes  0 done, verified  1 totals do not balance, not verified  2 wrong command line  3 a file cannot be used  130 interrupted
`

export const helpText = (lang: Lang): string => (lang === 'zh' ? ZH : EN)
