import { cleanText, NAME_LENGTH_MAX } from '@plaza/iso20022'
import { readFileSync } from 'node:fs'
import { buffer } from 'node:stream/consumers'
import Pdf from 'pdfkit'
import { encode } from 'uqr'

/** A4 in points, and what of it is written on. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547, top: 48 } as const
/** From here on downwards stands the foot of each page. */
export const FOOT_TOP = 750
const SIZE_PT = 9
const INK = '#121815'

/** Noto Sans SC (OFL, `fonts/OFL.txt`) in the parts that its makers cut it into; together Latin, Cyrillic and Chinese. */
const FONTS = {
  main: 'noto-sans-sc.ttf',
  bold: 'noto-sans-sc-latin-600.ttf',
  latinExtended: 'noto-sans-sc-latin-ext.ttf',
  cyrillic: 'noto-sans-sc-cyrillic.ttf',
} as const
type Font = keyof typeof FONTS

export interface Writing {
  readonly x: number
  readonly y: number
  readonly size?: number
  readonly colour?: string
  readonly bold?: boolean
  /** Longer text ends in an ellipsis. */
  readonly width?: number
  /** `end`: the text ends at `x`. */
  readonly align?: 'start' | 'end'
  readonly link?: string
}

/** Pages of a PDF on which each line stands where it is put, in whichever of its scripts. */
export class Sheets {
  readonly #pdf: PDFKit.PDFDocument
  readonly #bytes: Promise<Buffer>

  constructor({ title, author, language }: { title: string; author: string; language: string }) {
    this.#pdf = new Pdf({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      font: '',
      lang: language,
      displayTitle: true,
      pdfVersion: '1.7',
      info: { Title: title, Author: author },
    })
    for (const [name, file] of Object.entries(FONTS)) this.#pdf.registerFont(name, fontFile(file))
    this.#bytes = buffer(this.#pdf)
  }

  add(): void {
    this.#pdf.addPage()
  }

  write(text: string, { x, y, size = SIZE_PT, colour = INK, bold = false, width, align, link }: Writing): void {
    this.#pdf.fontSize(size).fillColor(colour)
    const shown = width === undefined ? plain(text) : this.#fitting(plain(text), width, bold)
    let at = align === 'end' ? x - this.#widthOf(shown, bold) : x
    for (const run of runsOf(shown, bold)) {
      this.#pdf
        .font(run.font)
        .text(run.text, at, y, { lineBreak: false, baseline: 'hanging', ...(link ? { link } : {}) })
      at += this.#pdf.widthOfString(run.text)
    }
  }

  rule(y: number): void {
    this.#pdf.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor('#c9d1cd').stroke()
  }

  qr(text: string, { x, y, size }: { x: number; y: number; size: number }): void {
    const { data, size: count } = encode(text, { border: 0, ecc: 'M' })
    const module = size / count
    data.forEach((row, i) =>
      row.forEach((on, j) => on && this.#pdf.rect(x + j * module, y + i * module, module, module)),
    )
    this.#pdf.fill('#000')
  }

  /** Writes on every page, told its number and how many there are. */
  eachPage(write: (n: number, count: number) => void): void {
    const { count } = this.#pdf.bufferedPageRange()
    for (let i = 0; i < count; i++) {
      this.#pdf.switchToPage(i)
      write(i + 1, count)
    }
  }

  end(): Promise<Buffer> {
    this.#pdf.end()
    return this.#bytes
  }

  #widthOf(text: string, bold: boolean): number {
    return runsOf(text, bold).reduce((sum, run) => sum + this.#pdf.font(run.font).widthOfString(run.text), 0)
  }

  #fitting(text: string, width: number, bold: boolean): string {
    if (this.#widthOf(text, bold) <= width) return text
    const signs = [...text]
    while (signs.length > 0 && this.#widthOf(`${signs.join('')}…`, bold) > width) signs.pop()
    return `${signs.join('').trimEnd()}…`
  }
}

const files = new Map<string, Buffer>()

function fontFile(name: string): Buffer {
  const known = files.get(name) ?? readFileSync(new URL(`../fonts/${name}`, import.meta.url))
  files.set(name, known)
  return known
}

/** The letters of `latinExtended`; Œ and œ are in `main`. */
const EXTENDED = new Set('ĀāĂăĐđĒēĚěĨĩĪīŃńŇňŌōŎŏŨũŪūŬŭƒƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹ')
const OTHER_LETTERS = /[\u0100-\u0151\u0154-\u024f\u0370-\u03ff]/gu
const NOT_DRAWN = /[\p{Extended_Pictographic}\u200d\ufe0f\p{Cc}]/gu

/** As the fonts can draw it: letters that they lack in plain Latin, as banks write them. */
const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(NOT_DRAWN, ' ')
    .replace(OTHER_LETTERS, sign => (EXTENDED.has(sign) ? sign : cleanText(sign, NAME_LENGTH_MAX)))
    .replace(/\s+/g, ' ')

/** Neighbouring signs of one font. */
function runsOf(text: string, bold: boolean): { font: Font; text: string }[] {
  const runs: { font: Font; text: string }[] = []
  for (const sign of text) {
    const font = fontOf(sign, bold)
    const last = runs.at(-1)
    if (last?.font === font) last.text += sign
    else runs.push({ font, text: sign })
  }
  return runs
}

function fontOf(sign: string, bold: boolean): Font {
  const code = sign.codePointAt(0) as number
  if (EXTENDED.has(sign)) return 'latinExtended'
  if (code >= 0x400 && code < 0x500) return 'cyrillic'
  return bold && code < 0x100 ? 'bold' : 'main'
}
