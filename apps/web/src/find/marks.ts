/** A piece of a text, and whether it is what was looked for. */
export interface Piece {
  readonly text: string
  readonly marked: boolean
}

const SIGNS = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]/u
const LETTER = /[\p{L}\p{N}]/u
/** Signs shown before the first mark of a long text. */
const BEFORE = 12

const letters = new Intl.Segmenter(undefined, { granularity: 'grapheme' })

/** As the city's index compares: small letters without accents. */
const fold = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .normalize('NFD')
    .replaceAll(/[\u0300-\u036f]/g, '')
    .normalize('NFC')

/** A text in pieces, of which those that answer the words are marked; it begins shortly before the first of them. */
export function marked(text: string, words: string): Piece[] {
  const glyphs = Array.from(letters.segment(text.replace(/\s+/g, ' ')), one => one.segment)
  const folded = glyphs.map(fold)
  const on = glyphs.map(() => false)
  for (const word of fold(words)
    .split(/[^\p{L}\p{N}\p{Extended_Pictographic}]+/u)
    .filter(Boolean))
    mark(folded, word, on)
  const first = on.indexOf(true)
  const from = first > BEFORE * 2 ? first - BEFORE : 0
  const pieces: Piece[] = from > 0 ? [{ text: '…', marked: false }] : []
  for (let i = from; i < glyphs.length; i++) {
    const last = pieces.at(-1)
    if (last && i > from && last.marked === on[i]) pieces[pieces.length - 1] = { ...last, text: last.text + glyphs[i] }
    else pieces.push({ text: glyphs[i] as string, marked: on[i] as boolean })
  }
  return pieces
}

/** Marks a word wherever it stands; one of letters only where a word begins. */
function mark(folded: readonly string[], word: string, on: boolean[]): void {
  for (let start = 0; start < folded.length; start++) {
    if (!SIGNS.test(word) && LETTER.test(folded[start - 1] ?? '') && !SIGNS.test(folded[start - 1] ?? '')) continue
    let end = start
    let seen = ''
    while (end < folded.length && seen.length < word.length) seen += folded[end++]
    if (seen.startsWith(word)) on.fill(true, start, end)
  }
}
