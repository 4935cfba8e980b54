import { sentence, type SentenceKey } from '@plaza/locales'
import { writeDateTime } from '@plaza/iso20022'
import { setImmediate } from 'node:timers/promises'
import { moneyText } from '../money.ts'
import { nameIn, type MonthFile } from './month-file.ts'
import { FOOT_TOP, PAGE, Sheets, SOFT } from './sheets.ts'
import type { BillRow } from './store.ts'

const ROW_PT = 27
const HEAD_PT = 18
const LINE_PT = 15
const COLUMNS = { time: PAGE.left, who: 146, category: 322, amount: 470, balance: PAGE.right }
const FACTS_LEFT = 176

/** A month as PDF with embedded fonts, in the owner's language. Each page bears the stamp and the address to check it at. */
export async function writePaper(file: MonthFile): Promise<Buffer> {
  const say = (key: SentenceKey, values: Record<string, unknown> = {}) => sentence(file.language, key, values)
  const title = say('paper.title', { month: monthName(file) })
  const sheets = new Sheets({ title, author: file.cityName, language: file.language })
  let y = head(sheets, file, title)
  if (file.rows.length === 0) sheets.write(say('paper.empty'), { x: PAGE.left, y, colour: SOFT })
  for (const [i, row] of file.rows.entries()) {
    if (i === 0 || y + ROW_PT > FOOT_TOP) {
      if (i === 0) sheets.open('Table')
      else {
        sheets.add()
        y = PAGE.top
        // Others get their turn between two pages.
        await setImmediate()
      }
      sheets.within('TR', () => tableHead(sheets, file, y))
      y += HEAD_PT
    }
    sheets.within('TR', () => line(sheets, file, row, y))
    y += ROW_PT
  }
  if (file.rows.length > 0) sheets.close()
  sheets.eachPage((n, count) => foot(sheets, file, say('paper.page', { n, count })))
  return sheets.end()
}

/** `November 2026` in the owner's language. */
function monthName({ period, zone, language }: MonthFile): string {
  const format = new Intl.DateTimeFormat(language, { month: 'long', year: 'numeric', timeZone: zone })
  return format.format(period.from)
}

const minuteOf = (atMs: number, zone: string) => writeDateTime(atMs, zone).slice(0, 16).replace('T', ' ')

/** Whose it is, and what came and went in all. Returns where the next begins. */
function head(sheets: Sheets, file: MonthFile, title: string): number {
  const say = (key: SentenceKey) => sentence(file.language, key)
  const money = (minor: bigint) => moneyText(minor, file.currency)
  const sum = (direction: 'in' | 'out') =>
    file.rows.reduce((all, row) => (row.direction === direction ? all + row.amount : all), 0n)
  sheets.write(file.cityName, { x: PAGE.left, y: PAGE.top, size: 11, colour: '#07803f', bold: true })
  sheets.write(title, { x: PAGE.left, y: PAGE.top + 18, size: 19, bold: true, as: 'H1' })
  const facts = [
    [say('paper.owner'), `${file.owner.name} (@${file.owner.handle})`],
    [say('paper.account'), file.owner.account],
    [say('paper.made'), `${minuteOf(file.madeAt, file.zone)} (${file.zone})`],
    [say('paper.opening'), money(file.opening)],
    [say('paper.in'), money(sum('in'))],
    [say('paper.out'), money(sum('out'))],
    [say('paper.closing'), money(file.closing)],
  ] as const
  let y = PAGE.top + 54
  for (const [name, value] of facts) {
    sheets.write(name, { x: PAGE.left, y, colour: SOFT })
    sheets.write(value, { x: FACTS_LEFT, y, width: PAGE.right - FACTS_LEFT })
    y += LINE_PT
  }
  return y + LINE_PT
}

function tableHead(sheets: Sheets, file: MonthFile, y: number): void {
  const cell = (key: SentenceKey, x: number, align: 'start' | 'end' = 'start') =>
    sheets.write(sentence(file.language, key), { x, y, size: 8, colour: SOFT, align, as: 'TH' })
  cell('paper.time', COLUMNS.time)
  cell('paper.who', COLUMNS.who)
  cell('paper.category', COLUMNS.category)
  cell('paper.amount', COLUMNS.amount, 'end')
  cell('paper.balance', COLUMNS.balance, 'end')
  sheets.rule(y + 13)
}

function line(sheets: Sheets, file: MonthFile, row: BillRow, y: number): void {
  const say = (key: SentenceKey) => sentence(file.language, key)
  const number = (minor: bigint) => moneyText(minor, row.currency).split(' ')[0] as string
  const kind = say(`bill.kind.${row.kind}`)
  const name = nameIn(file, row)
  const second = [name === '' ? '' : kind, row.note].filter(part => part !== '').join(' · ')
  const width = COLUMNS.category - COLUMNS.who - 8
  const as = 'TD'
  sheets.write(minuteOf(row.at, file.zone), { x: COLUMNS.time, y, as })
  sheets.write([name || kind, second], { x: COLUMNS.who, y, width, as })
  sheets.write(say(`bill.category.${row.category}`), { x: COLUMNS.category, y, width: 80, as })
  const signed = `${row.direction === 'in' ? '+' : '−'}${number(row.amount)}`
  sheets.write(signed, { x: COLUMNS.amount, y, align: 'end', as })
  sheets.write(number(row.balance), { x: COLUMNS.balance, y, align: 'end', as })
}

/** The stamp, where to check it, and which page this is. */
function foot(sheets: Sheets, file: MonthFile, page: string): void {
  sheets.rule(FOOT_TOP + 6)
  sheets.qr(file.address, { x: PAGE.left, y: FOOT_TOP + 14, size: 52 })
  const x = PAGE.left + 64
  const width = PAGE.right - x
  sheets.write(sentence(file.language, 'paper.stamp', { code: file.stamp }), { x, y: FOOT_TOP + 16, width, bold: true })
  sheets.write(sentence(file.language, 'paper.check'), { x, y: FOOT_TOP + 32, width, size: 8, colour: SOFT })
  sheets.write(file.address, { x, y: FOOT_TOP + 46, width: width - 70, size: 8, colour: SOFT, link: file.address })
  sheets.write(page, { x: PAGE.right, y: FOOT_TOP + 46, size: 8, colour: SOFT, align: 'end' })
}
