import { type Figures, findProvince, PROVINCES } from '@redbridge/contract'
import { useLanguage, usePick, useWords } from '../../i18n/language.tsx'
import { formatNumber, formatShare } from '../../lib/format.ts'
import { AppLink } from '../../ui/app-link.tsx'
import { type Column, DataTable } from '../../ui/data-table.tsx'
import { words } from './words.ts'

type Line = Figures['byArea'][number]

/** Where operators are registered: tiles for the 34 provincial units (no borders are drawn), the table below. */
export function AreaFigures({ figures }: { figures: Figures }) {
  const t = useWords(words)
  const pick = usePick()
  const { byArea, period, totals } = figures
  const nameOf = (line: Line) => {
    const province = findProvince(line.province)
    return province ? pick(province) : t('noArea')
  }
  const link = (line: Line) => `/problems?period=${period}&province=${line.province}&bucket=problem`
  const placed = byArea.filter((line) => findProvince(line.province))
  const [first] = [...placed].sort((a, b) => b.operators - a.operators)
  if (!first) return null
  const title = t('areaTitle', { share: formatShare(first.operators, totals.accepted), area: nameOf(first) })
  const columns: Column<Line>[] = [
    { key: 'area', title: t('area'), render: nameOf },
    { key: 'operators', title: t('operators'), number: true, render: (line) => formatNumber(line.operators) },
    {
      key: 'share',
      title: t('share'),
      number: true,
      priority: 2,
      render: (line) => formatShare(line.operators, totals.accepted),
    },
    {
      key: 'problems',
      title: t('problems'),
      number: true,
      render: (line) =>
        line.problems > 0 && line.province ? (
          <AppLink href={link(line)}>{formatNumber(line.problems)}</AppLink>
        ) : (
          formatNumber(line.problems)
        ),
    },
  ]
  return (
    <section className="rb-figure rb-figure-wide">
      <h2>{title}</h2>
      <p className="rb-quiet">{t('areaNote')}</p>
      <div className="rb-area">
        <Tiles lines={placed} most={first.operators} link={link} />
        <DataTable label={title} columns={columns} rows={byArea} rowKey={(line) => line.province} />
      </div>
    </section>
  )
}

/** Letters of the provincial units (ISO 3166-2:CN), for tiles too small for an English name. */
const LETTERS: Readonly<Record<string, string>> = {
  '11': 'BJ',
  '12': 'TJ',
  '13': 'HE',
  '14': 'SX',
  '15': 'NM',
  '21': 'LN',
  '22': 'JL',
  '23': 'HL',
  '31': 'SH',
  '32': 'JS',
  '33': 'ZJ',
  '34': 'AH',
  '35': 'FJ',
  '36': 'JX',
  '37': 'SD',
  '41': 'HA',
  '42': 'HB',
  '43': 'HN',
  '44': 'GD',
  '45': 'GX',
  '46': 'HI',
  '50': 'CQ',
  '51': 'SC',
  '52': 'GZ',
  '53': 'YN',
  '54': 'XZ',
  '61': 'SN',
  '62': 'GS',
  '63': 'QH',
  '64': 'NX',
  '65': 'XJ',
  '71': 'TW',
  '81': 'HK',
  '82': 'MO',
}

function Tiles({ lines, most, link }: { lines: readonly Line[]; most: number; link(line: Line): string }) {
  const t = useWords(words)
  const pick = usePick()
  const { lang } = useLanguage()
  const byCode = new Map(lines.map((line) => [line.province, line]))
  return (
    <div className="rb-tiles">
      {PROVINCES.map((province) => {
        const line = byCode.get(province.code) ?? { province: province.code, operators: 0, problems: 0 }
        const [column, row] = province.tile
        const says = t('tile', {
          area: pick(province),
          n: formatNumber(line.operators),
          m: formatNumber(line.problems),
        })
        return (
          <AppLink
            key={province.code}
            href={link(line)}
            className="rb-tile"
            data-step={stepOf(line.operators, most)}
            style={{ gridColumn: column + 1, gridRow: row + 1 }}
            title={says}
          >
            <span aria-hidden="true">{lang === 'zh' ? province.zh : LETTERS[province.code]}</span>
            <span aria-hidden="true" className="rb-tile-number">
              {short(line.operators)}
            </span>
            <span className="rb-hidden">{says}</span>
          </AppLink>
        )
      })}
    </div>
  )
}

/** Five steps by order of magnitude below the most: one large area must not make all others look alike. */
const stepOf = (count: number, most: number): number =>
  count === 0 ? 0 : Math.max(1, Math.min(5, 5 - Math.floor(Math.log10(most / count) / 0.6)))

/** A count that fits a tile. @example short(12345) // '12k' */
const short = (count: number): string => (count >= 10_000 ? `${Math.round(count / 1000)}k` : String(count))
