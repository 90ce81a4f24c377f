import { type ThemeConfig, theme } from 'antd'
import type { Lang } from '../i18n/define-words.ts'

export type Scheme = 'light' | 'dark'

/** Neutral greys, one deep blue for action, one restrained red for the mark and for overdue; all AA on their ground. */
export const PALETTE = {
  light: {
    ground: '#f5f6f7',
    surface: '#ffffff',
    sunken: '#f0f1f3',
    text: '#1a1e23',
    quiet: '#545c66',
    line: '#d9dce0',
    faint: '#e8eaed',
    action: '#1c4f94',
    actionHover: '#2b62ad',
    actionSoft: '#e9f0f9',
    link: '#1c4f94',
    alert: '#ab2a20',
    alertSoft: '#fbeceb',
    soon: '#855300',
    soonSoft: '#fdf3e0',
    done: '#1c6b40',
    doneSoft: '#e8f4ed',
    mark: '#b3261e',
    differs: '#fde8a8',
  },
  dark: {
    ground: '#101214',
    surface: '#17191c',
    sunken: '#1f2226',
    text: '#e4e7ea',
    quiet: '#a2abb5',
    line: '#363c43',
    faint: '#272b30',
    action: '#3a72bd',
    actionHover: '#3268b0',
    actionSoft: '#1b2a3d',
    link: '#86b4f0',
    alert: '#f0857b',
    alertSoft: '#3a1f1d',
    soon: '#e2b05a',
    soonSoft: '#362a14',
    done: '#74c596',
    doneSoft: '#173024',
    mark: '#e5675d',
    differs: '#5c4a10',
  },
} as const satisfies Record<Scheme, Record<string, string>>

const CHINESE = '"PingFang SC", "Microsoft YaHei", "Noto Sans SC", "Noto Sans CJK SC"'
/** In English a Latin face comes first: Chinese ones draw apostrophes and quotes as wide as a character. */
export const FONT: Record<Lang, string> = {
  zh: `${CHINESE}, system-ui, sans-serif`,
  en: `-apple-system, "Segoe UI", "Helvetica Neue", Arial, ${CHINESE}, sans-serif`,
}
export const MONO = 'ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Noto Sans Mono CJK SC", monospace'

const still = window.matchMedia('(prefers-reduced-motion: reduce)')

/** The same palette as Ant Design tokens. */
export function antdTheme(scheme: Scheme, lang: Lang): ThemeConfig {
  const c = PALETTE[scheme]
  return {
    algorithm: scheme === 'dark' ? theme.darkAlgorithm : theme.defaultAlgorithm,
    cssVar: { key: 'redbridge' },
    hashed: false,
    token: {
      fontFamily: FONT[lang],
      fontFamilyCode: MONO,
      fontSize: 14,
      lineHeight: 1.6,
      colorPrimary: c.action,
      colorInfo: c.action,
      colorLink: c.link,
      colorLinkHover: c.link,
      colorError: c.alert,
      colorWarning: c.soon,
      colorSuccess: c.done,
      colorText: c.text,
      colorTextSecondary: c.quiet,
      colorTextTertiary: c.quiet,
      colorTextDescription: c.quiet,
      colorTextPlaceholder: scheme === 'light' ? '#6b737d' : '#8b949e',
      colorBgLayout: c.ground,
      colorBgContainer: c.surface,
      colorBgElevated: scheme === 'dark' ? '#1f2226' : c.surface,
      colorBorder: c.line,
      colorBorderSecondary: c.faint,
      borderRadius: 4,
      borderRadiusLG: 6,
      boxShadow: 'none',
      boxShadowTertiary: 'none',
      motion: !still.matches,
      motionDurationMid: '0.12s',
      motionDurationSlow: '0.16s',
      controlHeight: 32,
    },
    components: componentTokens(c),
  }
}

type Colours = (typeof PALETTE)[Scheme]

const componentTokens = (c: Colours): NonNullable<ThemeConfig['components']> => ({
  Button: {
    primaryShadow: 'none',
    defaultShadow: 'none',
    colorPrimaryHover: c.actionHover,
    dangerShadow: 'none',
    // In the dark the red is light: dark letters stand on it.
    dangerColor: c.surface,
    defaultHoverColor: c.link,
    defaultActiveColor: c.link,
  },
  Table: {
    cellPaddingBlockSM: 6,
    cellPaddingInlineSM: 10,
    headerBg: c.sunken,
    headerColor: c.quiet,
    headerSplitColor: 'transparent',
    rowHoverBg: c.sunken,
    rowSelectedBg: c.actionSoft,
    rowSelectedHoverBg: c.actionSoft,
    borderColor: c.faint,
    headerBorderRadius: 0,
  },
  Menu: {
    itemHeight: 36,
    itemBorderRadius: 4,
    activeBarBorderWidth: 0,
    itemSelectedBg: c.actionSoft,
    itemSelectedColor: c.link,
  },
  Layout: { headerBg: c.surface, siderBg: c.surface, bodyBg: c.ground, headerHeight: 52, headerPadding: '0 16px' },
  Tabs: {
    horizontalMargin: '0 0 12px',
    itemSelectedColor: c.link,
    itemHoverColor: c.link,
    itemActiveColor: c.link,
    inkBarColor: c.link,
  },
  Pagination: { itemActiveColor: c.link, itemActiveColorHover: c.link },
  Segmented: { trackBg: c.faint },
  DatePicker: { colorTextDisabled: c.quiet },
})
