/** Format marks that show nothing, turn the direction of what follows, or tell an emoji how to look. */
const INVISIBLE = /\p{Default_Ignorable_Code_Point}|[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufff9-\ufffb]/gu
const CONTROLS = /[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ufffe\uffff]/g

/**
 * A value as it may stand in an official letter: no control characters, nothing invisible, no reversed direction;
 * line ends are '\n', no empty lines. XML and PDF take every text that comes out.
 * @example cleanText('甲\u202e乙\r\n\r\n丙\u0000') // '甲乙\n丙'
 */
export const cleanText = (text: string): string =>
  text
    .toWellFormed()
    .replace(/\r\n?|[\u0085\u2028\u2029]/g, '\n')
    .replace(/[\t\v\f\u00a0]/g, ' ')
    .replace(CONTROLS, '')
    .replace(INVISIBLE, '')
    .split('\n')
    // Indents are the typesetter's: two characters, whatever the sender typed.
    .map((line) => line.replace(/^[\s\u3000]+|[\s\u3000]+$/g, ''))
    .filter((line) => line !== '')
    .join('\n')
