// Code 128 in its set C (ISO/IEC 15417): two digits a symbol, so that a pay code is eleven symbols wide and every till reads it.

/** Widths of bar, space, bar, … of symbol 0, 1, 2, …; the last is the stop. */
const SYMBOLS = (
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 ' +
  '113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 ' +
  '212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311 112133 112331 132131 ' +
  '113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111 ' +
  '314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 ' +
  '241211 221114 413111 241112 134111 111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 ' +
  '214121 412121 111143 111341 131141 114113 114311 411113 411311 113141 114131 311141 411131 211412 211214 ' +
  '211232 2331112'
).split(' ')
const START_C = 105
const STOP = 106
const CHECK_MODULO = 103
/** Free space on both sides that a reader needs, in modules. */
const QUIET = 10

export interface Bars {
  /** Width of all, free space included, in modules. */
  readonly width: number
  /** Where each bar begins and how wide it is, in modules. */
  readonly bars: readonly { readonly x: number; readonly width: number }[]
}

/** The bars of an even number of digits. */
export function bars(digits: string): Bars {
  if (!/^([0-9]{2})+$/.test(digits)) throw new RangeError('bars are made of pairs of digits')
  const values = [START_C, ...(digits.match(/../g) as string[]).map(Number)]
  const check = values.reduce((sum, value, place) => sum + value * Math.max(1, place), 0) % CHECK_MODULO
  const widths = [...values, check, STOP].flatMap(value => [...(SYMBOLS[value] as string)].map(Number))
  let x = QUIET
  const drawn: { x: number; width: number }[] = []
  widths.forEach((width, i) => {
    if (i % 2 === 0) drawn.push({ x, width })
    x += width
  })
  return { width: x + QUIET, bars: drawn }
}
