/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

const SIGN = String.raw`\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}`
const SIGNS = new RegExp(`[${SIGN}]`, 'u')
const LETTER = /[\p{L}\p{N}]/u
/** As the city's index cuts a question: runs of signs, runs of other letters and digits, pictographs. */
const RUNS = new RegExp(`[${SIGN}]+|(?:(?![${SIGN}])[\\p{L}\\p{N}])+|\\p{Extended_Pictographic}`, 'gu')
/** Columns shown before what was found, and in all: a sign without spaces is as wide as two letters. */
const BEFORE = 28
const SHOWN = 160

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** As the city's index compares: small letters without accents. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

interface Marks {
  readonly glyphs: readonly string[]
  /** For each glyph the number of the word it answers, from one on. */
  readonly on: readonly number[]
}

function marksOf(text: string, words: string): Marks {
  const glyphs = Array.from(letters.segment(text.replace(/\s+/g, ' ')), one => one.segment)
  const folded = glyphs.map(fold)
  const on = glyphs.map(() => 0)
  for (const [i, [word]] of [...fold(words).matchAll(RUNS)].entries()) mark(folded, word, on, i + 1)
  return { glyphs, on }
}

/** A text in pieces, of which those that answer the words are marked. */
export const marked = (text: string, words: string): Piece[] => piecesOf(marksOf(text, words))

/** Whether any of the words stands in a text. */
export const answers = (text: string, words: string): boolean => marksOf(text, words).on.some(Boolean)

/** Tells of texts whether all of the words stand in them, as the city's index would. */
export function finder(words: string): (text: string) => boolean {
  const wanted = [...fold(words).matchAll(RUNS)].map(([word]) => word)
  return text => {
    const folded = fold(text)
    return wanted.length > 0 && wanted.every(word => standsIn(folded, word))
  }
}

/** A word of letters stands where a word begins, one of signs anywhere. */
function standsIn(folded: string, word: string): boolean {
  for (let at = folded.indexOf(word); at >= 0; at = folded.indexOf(word, at + 1)) {
    const before = folded[at - 1] ?? ''
    if (SIGNS.test(word) || !LETTER.test(before) || SIGNS.test(before)) return true
  }
  return false
}

/** As much of a text as a line or two hold, cut around what was looked for: between words where the script has them. */
export function excerpt(text: string, words: string): Piece[] {
  const { glyphs, on } = marksOf(text, words)
  const from = beginOf(glyphs, richest(glyphs, on))
  const to = endOf(glyphs, from)
  const pieces = piecesOf({ glyphs: glyphs.slice(from, to), on: on.slice(from, to) })
  if (from > 0) pieces.unshift({ text: '…', marked: false })
  if (to < glyphs.length) pieces.push({ text: '…', marked: false })
  return pieces
}

function piecesOf({ glyphs, on }: Marks): Piece[] {
  const pieces: Piece[] = []
  for (const [i, glyph] of glyphs.entries()) {
    const last = pieces.at(-1)
    if (last?.marked === on[i]! > 0) pieces[pieces.length - 1] = { ...last, text: last.text + glyph }
    else pieces.push({ text: glyph, marked: on[i]! > 0 })
  }
  return pieces
}

const widthOf = (glyph: string): number => (SIGNS.test(glyph) ? 2 : 1)

/** The mark after which most of the words stand together; the first of several. */
function richest(glyphs: readonly string[], on: readonly number[]): number {
  let [best, most] = [0, 0]
  for (const [i, word] of on.entries()) {
    if (word === 0 || word === on[i - 1]) continue
    const different = new Set(on.slice(i, endOf(glyphs, i, SHOWN / 2))).size
    if (different > most) [best, most] = [i, different]
  }
  return best
}

/** Where an excerpt begins that shows the glyph at `hit`: shortly before it, with a whole word if there is one. */
function beginOf(glyphs: readonly string[], hit: number): number {
  let [begin, word, width] = [hit, hit, 0]
  while (begin > 0 && (width += widthOf(glyphs[begin - 1]!)) <= BEFORE) {
    begin--
    if (isBetween(glyphs, begin)) word = begin
  }
  if (begin === 0) return 0
  return word < hit || isBetween(glyphs, hit) ? word : begin
}

function endOf(glyphs: readonly string[], from: number, columns = SHOWN): number {
  let [end, word, width] = [from, from, 0]
  while (end < glyphs.length && (width += widthOf(glyphs[end]!)) <= columns) if (isBetween(glyphs, ++end)) word = end
  return end === glyphs.length || word === from ? end : word
}

/** Whether a text may be cut before this glyph: a word begins here, or the script has none. */
const isBetween = (glyphs: readonly string[], at: number): boolean => {
  const [before, glyph] = [glyphs[at - 1] ?? ' ', glyphs[at] ?? ' ']
  return glyph !== ' ' && (before === ' ' || SIGNS.test(before) || SIGNS.test(glyph))
}

/** Marks a word wherever it stands; one of letters only where a word begins. */
function mark(folded: readonly string[], word: string, on: number[], number: number): void {
  for (let start = 0; start < folded.length; start++) {
    if (!SIGNS.test(word) && LETTER.test(folded[start - 1] ?? '') && !SIGNS.test(folded[start - 1] ?? '')) continue
    let end = start
    let seen = ''
    while (end < folded.length && seen.length < word.length) seen += folded[end++]
    if (seen.startsWith(word)) on.fill(number, start, end)
  }
}
