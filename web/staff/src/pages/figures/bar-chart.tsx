import { useEffect, useRef, useState } from 'react'
import type { Lang } from '../../i18n/define-words.ts'
import { useLanguage, useWords } from '../../i18n/language.tsx'
import { formatNumber } from '../../lib/format.ts'
import { useScheme } from '../../theme/theme.tsx'
import { FONT, PALETTE, type Scheme } from '../../theme/tokens.ts'
import { words } from './words.ts'

export interface Bar {
  readonly name: string
  readonly value: number
}

/** Horizontal bars with their values written at the end: no legend, no axis to read off. Its table stands below it. */
export function BarChart({ bars, label }: { bars: readonly Bar[]; label: string }) {
  const t = useWords(words)
  const { lang } = useLanguage()
  const { scheme } = useScheme()
  const box = useRef<HTMLDivElement>(null)
  const [drawn, setDrawn] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return
    let gone = false
    let close = () => {}
    void import('./echarts-setup.ts').then(({ init }) => {
      if (gone) return
      const chart = init(element, null, { renderer: 'svg' })
      chart.setOption(optionOf(bars, label, { scheme, lang }))
      setDrawn(true)
      const watch = new ResizeObserver(() => chart.resize())
      watch.observe(element)
      close = () => {
        watch.disconnect()
        chart.dispose()
      }
    })
    return () => {
      gone = true
      close()
    }
  }, [bars, label, scheme, lang])
  return (
    <div className="rb-chart" style={{ height: bars.length * 34 + 12 }}>
      {!drawn && <span className="rb-quiet">{t('chartLoading')}</span>}
      <div ref={box} className="rb-chart-drawing" role="img" aria-label={label} />
    </div>
  )
}

const optionOf = (bars: readonly Bar[], label: string, { scheme, lang }: { scheme: Scheme; lang: Lang }) => {
  const colour = PALETTE[scheme]
  const text = { fontFamily: FONT[lang], fontSize: 13, color: colour.text }
  return {
    animation: false,
    aria: {
      enabled: true,
      label: { description: `${label}: ${bars.map((bar) => `${bar.name} ${bar.value}`).join(', ')}` },
    },
    grid: { left: 4, right: 72, top: 4, bottom: 4, outerBoundsMode: 'same', outerBoundsContain: 'axisLabel' },
    xAxis: { type: 'value', show: false, min: 0 },
    yAxis: {
      type: 'category',
      inverse: true,
      data: bars.map((bar) => bar.name),
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { ...text, width: 150, overflow: 'truncate' },
    },
    series: [
      {
        type: 'bar',
        barWidth: 18,
        itemStyle: { color: colour.action },
        label: {
          show: true,
          position: 'right',
          ...text,
          formatter: ({ value }: { value: number }) => formatNumber(value),
        },
        data: bars.map((bar) => bar.value),
      },
    ],
  }
}
