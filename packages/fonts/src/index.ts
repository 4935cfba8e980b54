import { readFileSync } from 'node:fs'

/** Noto Sans SC (OFL, `files/OFL.txt`) in the parts that its makers cut it into; together Latin, Cyrillic and Chinese. */
export const FONTS = {
  main: 'noto-sans-sc.ttf',
  bold: 'noto-sans-sc-latin-600.ttf',
  cyrillic: 'noto-sans-sc-cyrillic.ttf',
  latinExtended: 'noto-sans-sc-latin-ext.ttf',
} as const
export type Font = keyof typeof FONTS

const known = new Map<Font, Buffer>()

/** The bytes of a font, read once. */
export function fontFile(font: Font): Buffer {
  const bytes = known.get(font) ?? readFileSync(new URL(`../files/${FONTS[font]}`, import.meta.url))
  known.set(font, bytes)
  return bytes
}
