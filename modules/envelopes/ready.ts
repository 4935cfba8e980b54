import { membersAmong } from '@plaza/chat'
import { perCity, type City } from '@plaza/house'
import { Lru } from '@plaza/kernel'
import { holderFor } from '@plaza/wallet'
import { ASKED_AT_ONCE_MAX, WALLETS_REMEMBERED_MAX } from './limits.ts'

/** Who has a wallet: nobody ever loses theirs. */
const walletsOf = perCity(() => new Lru<string, true>(WALLETS_REMEMBERED_MAX))

/** Opens the wallet of whoever is to get something, unless it is known to be there. */
export async function walletReady(city: City, person: string): Promise<void> {
  const wallets = walletsOf(city)
  if (wallets.get(person)) return
  await holderFor(city, person)
  wallets.set(person, true)
}

interface Question {
  readonly people: Set<string>
  readonly answer: Promise<ReadonlySet<string>>
}

/** The question that is being gathered for each conversation, and the end of the one before. */
const questionsOf = perCity(() => ({
  gathering: new Map<string, Question>(),
  before: new Map<string, Promise<unknown>>(),
}))

/**
 * Whether somebody is in a conversation now. All who reach for an envelope in the same moment, or while the database is
 * being asked about others, are asked about together: never about a moment before they came.
 */
export async function isInside(city: City, conv: string, person: string): Promise<boolean> {
  const { gathering } = questionsOf(city)
  let question = gathering.get(conv)
  if (!question || question.people.size >= ASKED_AT_ONCE_MAX) gathering.set(conv, (question = gather(city, conv)))
  question.people.add(person)
  return (await question.answer).has(person)
}

function gather(city: City, conv: string): Question {
  const { gathering, before } = questionsOf(city)
  const people = new Set<string>()
  const ask = async () => {
    await before.get(conv)?.catch(() => {})
    await new Promise(resolve => setImmediate(resolve))
    if (gathering.get(conv)?.people === people) gathering.delete(conv)
    return membersAmong(city, conv, [...people])
  }
  const answer = ask()
  const over = answer.catch(() => {}).finally(() => before.get(conv) === over && before.delete(conv))
  before.set(conv, over)
  return { people, answer }
}
