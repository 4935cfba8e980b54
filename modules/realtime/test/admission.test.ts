import { SeededDice } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { Admission, BUSINESS, degreeOf, LEVEL_OPEN } from '../admission.ts'

const people = Array.from({ length: 1_000 }, (_, i) => `person-${i}`)

const STEP_MS = 2

/** A city that serves `capacity` sends a second in order of arrival, in steps of two milliseconds. */
class Model {
  readonly gate = new Admission()
  readonly dice = new SeededDice(5)
  now = 0
  #queue: number[] = []
  #credit = 0
  readonly servedBy = new Map<string, number>()
  readonly asked = new Map<string, number>()
  waits: number[] = []
  levels: number[] = []
  readonly capacity: number

  constructor(capacity: number) {
    this.capacity = capacity
  }

  /** Lets people ask `rate` times a second for a while. Polite ones hold back for a second after a refusal. */
  run(seconds: number, rate: number, polite: boolean): number {
    const until = this.now + seconds * 1_000
    const holds = new Map<string, number>()
    let served = 0
    this.waits = []
    for (; this.now < until; this.now += STEP_MS) {
      for (let i = 0; i < (rate * STEP_MS) / 1_000; i++) {
        const person = this.dice.pick(people)
        this.asked.set(person, (this.asked.get(person) ?? 0) + 1)
        if ((holds.get(person) ?? 0) > this.now) continue
        if (this.gate.admit(BUSINESS.send, person, this.now)) {
          this.#queue.push(this.now)
          this.gate.entered()
          this.servedBy.set(person, (this.servedBy.get(person) ?? 0) + 1)
        } else if (polite) holds.set(person, this.now + 1_000)
      }
      this.#credit = Math.min(this.#credit + (this.capacity * STEP_MS) / 1_000, this.capacity / 10)
      this.levels.push(this.gate.level)
      const batch = this.#queue.splice(0, this.#credit)
      this.#credit -= batch.length
      served += batch.length
      this.waits.push(...batch.map(since => this.now - since))
      if (batch.length > 0) this.gate.left(batch.length, (batch.length * 1_000) / this.capacity)
    }
    return served / seconds
  }
}

const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length
const worst = (waits: number[]) => waits.toSorted((a, b) => a - b)[Math.floor(waits.length * 0.99)] as number

test('a city that is asked for less than it can do lets everybody in', () => {
  const city = new Model(10_000)
  city.run(10, 8_000, true)
  expect(city.gate.level).toBe(LEVEL_OPEN)
})

test.each([
  [2, true],
  [2, false],
  [4, true],
  [4, false],
])('asked for %i times what it can do (polite: %s), it still does most of it and soon', (times, polite) => {
  const city = new Model(10_000)
  city.run(5, times * 10_000, polite)
  expect(city.run(20, times * 10_000, polite)).toBeGreaterThan(9_000)
  expect(worst(city.waits)).toBeLessThan(130)
})

test('the same people are served while it lasts, and it is not the same ones an hour later', () => {
  const city = new Model(10_000)
  city.run(5, 20_000, false)
  city.servedBy.clear()
  city.asked.clear()
  city.run(10, 20_000, false)
  const shares = people.map(person => (city.servedBy.get(person) ?? 0) / (city.asked.get(person) ?? 1))
  expect(shares.filter(share => share > 0.1 && share < 0.9).length).toBeLessThan(people.length / 5)
  const hour = 3_600_000
  const moved = people.filter(person => Math.abs(degreeOf(person, 0) - degreeOf(person, hour)) > 10)
  expect(moved.length).toBeGreaterThan(people.length * 0.7)
})

test('when the crowd has gone, everybody is let in again at once', () => {
  const city = new Model(10_000)
  city.run(10, 40_000, true)
  expect(mean(city.levels)).toBeLessThan(3 * 128)
  city.run(1, 500, true)
  expect(city.gate.level).toBe(LEVEL_OPEN)
})

test('nobody who enters or confirms is ever shed, whatever happens', () => {
  const city = new Model(100)
  city.run(10, 50_000, false)
  expect(people.every(person => city.gate.admit(BUSINESS.enter, person, city.now))).toBe(true)
})

test('a hiccup of a quiet city sheds nobody', () => {
  const gate = new Admission()
  for (let now = 0; now < 5_000; now += 100) {
    gate.lagged(now === 2_000 ? 900 : 0)
    for (let i = 0; i < 60; i++) gate.entered()
    expect(gate.admit(BUSINESS.ephemeral, 'anna', now)).toBe(true)
    gate.left(60, now === 2_000 ? 900 : 10)
  }
})
