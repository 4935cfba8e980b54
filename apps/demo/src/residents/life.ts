import type { City } from '@plaza/house'
import { SeededDice } from '@plaza/kernel'
import { demoId, RESIDENTS, who, type ResidentKey } from '../cast.ts'
import { decks } from '../decks.ts'
import { LIFE_AWAKE_MS, LIFE_SLOT_MS } from '../limits.ts'
import { renderThread, type Thread, type Voice } from '../script.ts'
import { seedOf } from '../seed-of.ts'

/** Something a resident may say unasked. */
export interface Remark {
  readonly key: ResidentKey
  readonly conversation: string
  readonly text: string
  /** Follows from the slot: whoever else says it too says the same message. */
  readonly id: string
}

const QUARTER_SHARE = 0.7
const FAMILIES = ['ferrer', 'chen', 'adeyemi'] as const
const persons = RESIDENTS.filter(key => who(key).kind === 'bot')

/** What is said in a slot of time, and by whom: in the neighbourhood, or sometimes in one of the three families. */
export function remarkOf(slot: number): Remark {
  const dice = new SeededDice(seedOf('life', String(slot)))
  const id = demoId('life', String(slot))
  if (dice.chance(QUARTER_SHARE)) {
    const key = dice.pick(persons)
    const thread = dice.pick(decks.quarterTail[who(key).language])
    return { key, id, conversation: demoId('chat', 'quarter'), text: lineOf(thread, key, dice) }
  }
  const family = dice.pick(FAMILIES)
  const kin = persons.filter(key => who(key).family === family)
  const key = dice.pick(kin)
  const { role, language } = who(key)
  const threads = decks.familyTail[language].filter(thread => thread.lines[0]?.role === role)
  const thread = dice.pick(threads.length > 0 ? threads : decks.quarterTail[language])
  return { key, id, conversation: demoId('chat', `family-${family}`), text: lineOf(thread, key, dice) }
}

/** The first line of a thread, spoken by this resident. */
function lineOf(thread: Thread, key: ResidentKey, dice: SeededDice): string {
  const cast = new Map<string, Voice>(thread.roles.map(role => [role, who(key)]))
  return renderThread(thread, cast, dice)[0]?.text ?? ''
}

/** Lets the city move a little while somebody looks at it: one remark in a slot at most, none when no human was heard. */
export class Life {
  readonly #city: City
  readonly #say: (remark: Remark) => void
  #heardAt: number
  #timer: NodeJS.Timeout | undefined

  constructor(city: City, say: (remark: Remark) => void) {
    this.#city = city
    this.#say = say
    this.#heardAt = city.clock.now()
  }

  humanHeard(): void {
    this.#heardAt = this.#city.clock.now()
  }

  start(): void {
    this.#plan(Math.floor(this.#city.clock.now() / LIFE_SLOT_MS) + 1)
  }

  stop(): void {
    clearTimeout(this.#timer)
  }

  #plan(slot: number): void {
    const within = new SeededDice(seedOf('moment', String(slot))).float() * 0.8
    const wait = (slot + within) * LIFE_SLOT_MS - this.#city.clock.now()
    this.#timer = setTimeout(
      () => {
        if (this.#city.clock.now() - this.#heardAt < LIFE_AWAKE_MS) this.#say(remarkOf(slot))
        this.#plan(slot + 1)
      },
      Math.max(1_000, wait),
    )
  }
}
