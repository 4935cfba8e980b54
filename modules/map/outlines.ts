import { fontFile, type Font } from '@plaza/fonts'
import { create, type Font as FontFace } from 'fontkit'

/** A word drawn at size 1: its outline begins at the left of its base line, with y downwards. */
export interface Outline {
  readonly width: number
  /** A path of SVG for each letter, and how far to the right it stands. */
  readonly letters: readonly { readonly path: string; readonly at: number }[]
}

const faces = new Map<Font, FontFace>()
const ORDER: readonly Font[] = ['main', 'latinExtended', 'cyrillic']
const letters = new Map<string, { path: string; width: number } | undefined>()
const LETTERS_MAX = 4_000

/** The outline of a name, or undefined where the fonts lack a letter of it: no map is full of empty boxes. */
export function outlineOf(text: string): Outline | undefined {
  const found: { path: string; at: number }[] = []
  let width = 0
  for (const sign of text.normalize('NFC')) {
    const letter = letterOf(sign)
    if (!letter) return undefined
    found.push({ path: letter.path, at: width })
    width += letter.width
  }
  return { width, letters: found }
}

function letterOf(sign: string): { path: string; width: number } | undefined {
  if (letters.has(sign)) return letters.get(sign)
  if (letters.size >= LETTERS_MAX) letters.clear()
  const code = sign.codePointAt(0) ?? 0
  const face = ORDER.map(faceOf).find(one => one.hasGlyphForCodePoint(code))
  const glyph = face?.glyphForCodePoint(code)
  const unit = face ? 1 / face.unitsPerEm : 0
  const letter = glyph && { path: glyph.path.scale(unit, -unit).toSVG(), width: glyph.advanceWidth * unit }
  letters.set(sign, letter)
  return letter
}

function faceOf(font: Font): FontFace {
  const face = faces.get(font) ?? (create(fontFile(font)) as FontFace)
  faces.set(font, face)
  return face
}
