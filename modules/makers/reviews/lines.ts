import type { DiffLine } from '@plaza/contract'
import { DIFF_AROUND, DIFF_LINE_LENGTH_MAX, DIFF_LINES_MAX, DIFF_SHOWN_MAX, DIFF_STEPS_MAX } from '../limits.ts'

/**
 * Two texts line by line: what is only in one, with a few lines around. Texts that are too long or too different to compare
 * in the time there is are told as taken away and added as a whole.
 */
export function diffLines(before: string, after: string): { lines: DiffLine[]; more: boolean } {
  const [old, fresh] = [split(before), split(after)]
  const [head, tail] = sameEnds(old, fresh)
  const middle = compare(old.slice(head, old.length - tail), fresh.slice(head, fresh.length - tail))
  const signs = [...' '.repeat(head), ...middle, ...' '.repeat(tail)] as Sign[]
  const shown = shorten(number(signs, old, fresh))
  return { lines: shown.slice(0, DIFF_SHOWN_MAX), more: shown.length > DIFF_SHOWN_MAX }
}

type Sign = '+' | '-' | ' '

const split = (text: string): string[] => (text === '' ? [] : text.replace(/\r?\n$/, '').split(/\r?\n/))

/** How many lines are the same at the beginning and at the end. */
function sameEnds(old: readonly string[], fresh: readonly string[]): [number, number] {
  const shorter = Math.min(old.length, fresh.length)
  let head = 0
  while (head < shorter && old[head] === fresh[head]) head++
  let tail = 0
  while (tail < shorter - head && old.at(-1 - tail) === fresh.at(-1 - tail)) tail++
  return [head, tail]
}

/** The shortest way from one text to the other (Myers, 1986): `furthest[k]` is how far into the old text diagonal k got. */
function compare(old: readonly string[], fresh: readonly string[]): Sign[] {
  const whole = () => [...'-'.repeat(old.length), ...'+'.repeat(fresh.length)] as Sign[]
  if (old.length + fresh.length > DIFF_LINES_MAX) return whole()
  const steps: Map<number, number>[] = []
  let furthest = new Map<number, number>([[1, 0]])
  for (let d = 0; d <= Math.min(old.length + fresh.length, DIFF_STEPS_MAX); d++) {
    steps.push(new Map(furthest))
    for (let k = -d; k <= d; k += 2) {
      const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
      let x = down ? (furthest.get(k + 1) ?? 0) : (furthest.get(k - 1) ?? 0) + 1
      while (x < old.length && x - k < fresh.length && old[x] === fresh[x - k]) x++
      furthest.set(k, x)
      if (x >= old.length && x - k >= fresh.length) return walkBack(steps, old.length, fresh.length)
    }
  }
  return whole()
}

function walkBack(steps: readonly Map<number, number>[], oldLength: number, newLength: number): Sign[] {
  const signs: Sign[] = []
  let [x, y] = [oldLength, newLength]
  for (let d = steps.length - 1; d >= 0 && (x > 0 || y > 0); d--) {
    const furthest = steps[d]!
    const k = x - y
    const down = k === -d || (k !== d && (furthest.get(k - 1) ?? -1) < (furthest.get(k + 1) ?? -1))
    const from = down ? k + 1 : k - 1
    const fromX = d === 0 ? 0 : (furthest.get(from) ?? 0)
    const fromY = d === 0 ? 0 : fromX - from
    while (x > fromX && y > fromY) {
      signs.push(' ')
      x--
      y--
    }
    if (d === 0) break
    signs.push(down ? '+' : '-')
    ;[x, y] = [fromX, fromY]
  }
  return signs.reverse()
}

function number(signs: readonly Sign[], old: readonly string[], fresh: readonly string[]): DiffLine[] {
  let [inOld, inNew] = [0, 0]
  return signs.map(sign => {
    const text = (sign === '+' ? fresh[inNew] : old[inOld])!.slice(0, DIFF_LINE_LENGTH_MAX)
    return {
      sign,
      ...(sign === '+' ? {} : { old: ++inOld }),
      ...(sign === '-' ? {} : { new: ++inNew }),
      text,
    }
  })
}

/** Leaves out lines that are the same on both sides and far from every change. */
function shorten(lines: readonly DiffLine[]): DiffLine[] {
  const near = new Set<number>()
  for (const [i, { sign }] of lines.entries())
    if (sign !== ' ') for (let n = i - DIFF_AROUND; n <= i + DIFF_AROUND; n++) near.add(n)
  const shown: DiffLine[] = []
  for (const [i, line] of lines.entries())
    if (near.has(i)) shown.push(line)
    else if (near.has(i - 1) || (i === 0 && near.size > 0)) shown.push({ sign: '…', text: '' })
  return shown
}
