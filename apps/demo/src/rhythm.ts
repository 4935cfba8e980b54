import type { SeededDice } from '@plaza/kernel'
import { DAY_MS, HOUR_MS } from './limits.ts'
import type { Part } from './script.ts'

/** How much is said in each hour of a day: little at night, most in the evening. */
const WEIGHTS = [0.4, 0.1, 0.05, 0.05, 0.05, 0.2, 1, 3, 5, 5, 5, 5, 6, 6, 5, 4, 5, 6, 7, 8, 8, 7, 4, 1.5]
const TOTAL = WEIGHTS.reduce((sum, weight) => sum + weight, 0)
const PARTS: readonly { part: Part; from: number; to: number }[] = [
  { part: 'am', from: 6, to: 11 },
  { part: 'noon', from: 11, to: 15 },
  { part: 'pm', from: 14, to: 19 },
  { part: 'eve', from: 18, to: 24 },
]

/** Moments at which conversations begin, in order, over the last `days` before `until`; recent days are a little fuller. */
export function beginnings(dice: SeededDice, count: number, days: number, until: number): number[] {
  const midnight = new Date(until).setHours(0, 0, 0, 0)
  return Array.from({ length: count }, () => {
    for (;;) {
      const ago = Math.floor((days + 1) * dice.float() ** 1.15)
      const at = midnight - ago * DAY_MS + hourOf(dice) * HOUR_MS + Math.floor(dice.float() * HOUR_MS)
      if (at < until) return at
    }
  }).toSorted((a, b) => a - b)
}

function hourOf(dice: SeededDice): number {
  let left = dice.float() * TOTAL
  for (let hour = 0; hour < 24; hour++) if ((left -= WEIGHTS[hour] as number) < 0) return hour
  return 23
}

/** Whether words for that part of the day sound right at this moment. */
export function suits(part: Part, at: number): boolean {
  if (part === 'any') return true
  const hour = new Date(at).getHours()
  return PARTS.some(span => span.part === part && hour >= span.from && hour < span.to)
}

/** How long until the next line: thinking, reading the line before, writing this one; sometimes life comes between. */
export function pauseMs(dice: SeededDice, text: string): number {
  const writing = 4_000 + text.length * 120
  const thinking = dice.chance(0.15) ? 120_000 + dice.below(420_000) : dice.below(50_000)
  return writing + thinking
}
