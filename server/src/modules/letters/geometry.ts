// Measures of GB/T 9704-2012 党政机关公文格式, in points; clause numbers beside them.
export const mm = (value: number): number => (value * 72) / 25.4

/** 5.1, 5.2.1: A4, top 37 mm, binding edge 28 mm, type area 156 × 225 mm. */
export const PAGE = {
  width: mm(210),
  height: mm(297),
  top: mm(37),
  left: mm(28),
  bodyWidth: mm(156),
  bodyHeight: mm(225),
}
/** 5.2.3: 22 lines a page, 28 characters a line. */
export const LINES = 22
export const CHARACTERS = 28
export const PITCH = PAGE.bodyHeight / LINES
export const CHARACTER_PITCH = PAGE.bodyWidth / CHARACTERS
/** 5.2.2: 三号 for the body; 7.3.1: 二号 for the title; 四号 for page numbers (7.5) and copies (7.4.2). */
export const SIZE = { body: 16, title: 22, small: 14 }
/** 10.1: letters: heading 30 mm below the edge, a double rule 170 mm long 4 mm below it, another 20 mm above the lower edge. */
export const LETTER_HEAD = { top: mm(30), ruleGap: mm(4), ruleLength: mm(170), footRule: mm(20) }
/** 7.5: page number 7 mm below the type area. */
export const PAGE_NUMBER_DROP = mm(7)
/** 7.3.5.1: the date stands four characters from the right. */
export const DATE_INDENT = 4
