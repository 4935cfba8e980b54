import { describe, expect, it } from 'vitest'
import { isUuid, SeededDice, systemDice, uuidv7 } from '@plaza/kernel'

describe('uuidv7', () => {
  it('orders what is made in one millisecond', () => {
    const made = Array.from({ length: 1000 }, () => uuidv7(1_700_000_000_000, systemDice))
    expect(made.toSorted()).toEqual(made)
    expect(new Set(made).size).toBe(1000)
    expect(made.every(isUuid)).toBe(true)
  })

  it('orders by time before anything else, also when the clock goes back', () => {
    const later = uuidv7(1_700_000_000_001, systemDice)
    const earlier = uuidv7(1_700_000_000_000, systemDice)
    expect(earlier < later).toBe(true)
  })

  it('stays unique where more are made in one moment than it can count', () => {
    const dice = new SeededDice(7)
    const made = new Set(Array.from({ length: 10_000 }, () => uuidv7(1_700_000_000_000, dice)))
    expect(made.size).toBe(10_000)
    for (const id of made) expect(id[14]).toBe('7')
  })

  it('is the same again from the same seed', () => {
    const ids = () => {
      const dice = new SeededDice(3)
      return [5, 5, 4, 6].map(ms => uuidv7(ms, dice))
    }
    expect(ids()).toEqual(ids())
  })
})
