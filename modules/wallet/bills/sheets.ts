import { cleanText, NAME_LENGTH_MAX } from '@plaza/iso20022'
import { FONTS, fontFile, type Font } from '@plaza/fonts'
import { buffer } from 'node:stream/consumers'
import Pdf from 'pdfkit'
import { encode } from 'uqr'

/** A4 in points, and what of it is written on. */
export const PAGE = { width: 595.28, height: 841.89, left: 48, right: 547, top: 48 } as const
/** From here on downwards stands the foot of each page. */
export const FOOT_TOP = 750
const SIZE_PT = 9
const INK = '#121815'
export const SOFT = '#56625c'
const SECOND_SIZE_PT = 8
const SECOND_LINE_PT = 11

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
  /** What it is to whoever has it read aloud; a paragraph unless said otherwise. */
  readonly as?: 'H1' | 'P' | 'TH' | 'TD'
}

/**
 * Pages of a PDF on which each line stands where it is put, in whichever of its scripts. Tagged: what is written has its role
 * and its order, and what only decorates is marked so.
 */
export class Sheets {
  readonly #pdf: PDFKit.PDFDocument
  readonly #bytes: Promise<Buffer>
  /** Where what is written belongs, the innermost last. */
  readonly #within: PDFKit.PDFStructureElement[] = []

  constructor({ title, author, language }: { title: string; author: string; language: string }) {
    this.#pdf = new Pdf({
      size: 'A4',
      margin: 0,
      bufferPages: true,
      font: '',
      lang: language,
      displayTitle: true,
      tagged: true,
      pdfVersion: '1.7',
      info: { Title: title, Author: author },
    })
    for (const font of Object.keys(FONTS) as Font[]) this.#pdf.registerFont(font, fontFile(font))
    this.#bytes = buffer(this.#pdf)
    this.#begin('Document')
  }

  /** What `work` writes belongs together: a table, or a row of one. */
  within(role: 'Table' | 'TR', work: () => void): void {
    this.#begin(role)
    work()
    this.#within.pop()?.end()
  }

  /** What is written until `close` belongs together, also over pages. */
  open(role: 'Table'): void {
    this.#begin(role)
  }
  close(): void {
    this.#within.pop()?.end()
  }

  add(): void {
    this.#pdf.addPage()
  }

  /** Writes a text, or one with a smaller one beneath it. */
  write(text: string | readonly [string, string], { as = 'P', ...writing }: Writing): void {
    const [first, second = ''] = typeof text === 'string' ? [text] : text
    const beneath = { ...writing, y: writing.y + SECOND_LINE_PT, size: SECOND_SIZE_PT, colour: SOFT }
    const draw = () => {
      this.#draw(first, writing)
      if (second !== '') this.#draw(second, beneath)
    }
    this.#put(this.#pdf.struct(as, {}, draw))
  }

  #draw(text: string, { x, y, size = SIZE_PT, colour = INK, bold = false, width, align, link }: Writing): void {
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
    this.#pdf.markContent('Artifact', { type: 'Layout' })
    this.#pdf.moveTo(PAGE.left, y).lineTo(PAGE.right, y).lineWidth(0.5).strokeColor('#c9d1cd').stroke()
    this.#pdf.endMarkedContent()
  }

  /** The same is written beside it, so it need not be read aloud. */
  qr(text: string, { x, y, size }: { x: number; y: number; size: number }): void {
    this.#pdf.markContent('Artifact', { type: 'Layout' })
    const { data, size: count } = encode(text, { border: 0, ecc: 'M' })
    const module = size / count
    data.forEach((row, i) =>
      row.forEach((on, j) => on && this.#pdf.rect(x + j * module, y + i * module, module, module)),
    )
    this.#pdf.fill('#000')
    this.#pdf.endMarkedContent()
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
    for (let element = this.#within.pop(); element; element = this.#within.pop()) element.end()
    this.#pdf.end()
    return this.#bytes
  }

  #begin(role: string): void {
    const element = this.#pdf.struct(role)
    this.#put(element)
    this.#within.push(element)
  }

  #put(element: PDFKit.PDFStructureElement): void {
    const parent = this.#within.at(-1)
    if (parent) parent.add(element)
    else this.#pdf.addStructure(element)
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

/** The letters of `latinExtended`; Œ and œ are in `main`. */
const EXTENDED = new Set('ĀāĂăĐđĒēĚěĨĩĪīŃńŇňŌōŎŏŨũŪūŬŭƒƠơƯưǍǎǏǐǑǒǓǔǕǖǗǘǙǚǛǜǸǹ')
const OTHER_LETTERS = /[\u0100-\u0151\u0154-\u024f\u0370-\u03ff]/gu
const PICTURE = /\p{Extended_Pictographic}|\p{Regional_Indicator}|\u20e3/u
/** Printers' sign for a sign that they lack, the geta mark: a picture is seen to have been there. */
export const PICTURE_SIGN = '〓'
const signs = new Intl.Segmenter('und', { granularity: 'grapheme' })

/** As the fonts can draw it: letters that they lack in plain Latin, as banks write them. */
export const plain = (text: string): string =>
  withoutPictures(text)
    .normalize('NFC')
    .replace(/\p{Cc}/gu, ' ')
    .replace(OTHER_LETTERS, sign => (EXTENDED.has(sign) ? sign : cleanText(sign, NAME_LENGTH_MAX)))
    .replace(/\s+/g, ' ')

/** One sign for each picture, however many code points it is made of. Digits and letters are pictures only with a frame. */
function withoutPictures(text: string): string {
  let out = ''
  for (const { segment } of signs.segment(text)) {
    const isPicture = PICTURE.test(segment) && !/^[#*0-9©®™]$/u.test(segment)
    out += isPicture ? PICTURE_SIGN : segment
  }
  return out
}

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
