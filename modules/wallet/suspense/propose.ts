import type { InputOf, Resolution, walletApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { activePerson } from '@plaza/identity'
import { isIban, plainIban } from '@plaza/iso20022'
import { assert, Refusal } from '@plaza/kernel'
import { keepAct } from '../office/acts.ts'
import type { SuspenseRow } from '../bank/store.ts'
import { settleResolution } from './settle.ts'
import { showResolution } from './show.ts'
import { decide, insertResolution, itemIsTaken, itemOf, resolutionOf } from './store.ts'

type Input = InputOf<typeof walletApi.resolveSuspense>

/**
 * Proposes how an unexplained item ends; another operator decides. Safe to repeat. Refuses an item that is not there
 * (`not_found`), one for which something is proposed (`proposal_open`) or that has ended (`already_decided`), and what does
 * not fit the item or names nobody (`bad_input`).
 */
export async function resolveSuspense(city: City, { by, input }: Call<Input>): Promise<Resolution> {
  const { id, item, how, reason } = input
  const found = await itemOf(city.db, item)
  if (!found) throw new Refusal('not_found')
  const target = await targetOf(city, input, found)
  await city.tx(async tx => {
    const row = { id, item, how, reason, ...target, proposedBy: by.person, proposedAt: city.clock.now() }
    if (!(await insertResolution(tx, row))) return
    const person = target.person ?? undefined
    await keepAct(city, tx, { operator: by.person, what: 'suspense_proposed', subject: item, person, reason })
  })
  const row = await resolutionOf(city.db, id)
  if (!row) {
    const taken = await itemIsTaken(city.db, item)
    throw new Refusal(taken?.state === 'proposed' ? 'proposal_open' : 'already_decided')
  }
  const same =
    row.item === item &&
    row.how === how &&
    row.reason === reason &&
    row.proposedBy === by.person &&
    row.person === target.person &&
    row.iban === target.iban &&
    row.name === target.name
  if (!same) throw new Refusal('exists_different')
  return showResolution(row)
}

interface Target {
  readonly person: string | null
  readonly iban: string | null
  readonly name: string | null
}

/**
 * Where the money goes. Only what came in can be given to somebody; what left without us, and what the bank never had, is
 * the city's own.
 */
async function targetOf(city: City, { how, person, iban, name }: Input, item: SuspenseRow): Promise<Target> {
  const nobody = { person: null, iban: null, name: null }
  if (how === 'own') return nobody
  if (item.direction !== 'credit' || item.why === 'not_at_bank') throw new Refusal('bad_input', { field: 'how' })
  if (how === 'top_up') {
    if (person === undefined || !(await isCitizen(city, person))) throw new Refusal('bad_input', { field: 'person' })
    return { ...nobody, person }
  }
  const plain = plainIban(iban ?? '')
  if (!isIban(plain)) throw new Refusal('bad_input', { field: 'iban' })
  if (name === undefined) throw new Refusal('bad_input', { field: 'name' })
  return { ...nobody, iban: plain, name }
}

async function isCitizen(city: City, id: string): Promise<boolean> {
  const person = await activePerson(city, id)
  return person?.kind === 'citizen' || person?.kind === 'operator'
}

/**
 * Decides what somebody else proposed, once. What is approved is carried on at once, and again by a chore until it is done.
 * Refuses whoever proposed it (`needs_another_person`), and another decision than the one there is (`already_decided`).
 */
export async function decideResolution(
  city: City,
  { by, input }: Call<InputOf<typeof walletApi.decideResolution>>,
): Promise<Resolution> {
  const state = input.approve ? 'approved' : 'rejected'
  await city.tx(async tx => {
    const row = await resolutionOf(tx, input.id, { lock: true })
    if (!row) throw new Refusal('not_found')
    if (row.proposedBy === by.person) throw new Refusal('needs_another_person')
    if (row.state !== 'proposed') {
      const same = row.decidedBy === by.person && (row.state === 'rejected') === !input.approve
      if (!same) throw new Refusal('already_decided')
      return
    }
    await decide(tx, row.id, { state, operator: by.person, atMs: city.clock.now() })
    const { item: subject, reason } = row
    const person = row.person ?? undefined
    await keepAct(city, tx, { operator: by.person, what: `suspense_${state}`, subject, person, reason })
  })
  if (input.approve) await settleResolution(city, input.id)
  const row = await resolutionOf(city.db, input.id)
  assert(row, 'a proposal is never deleted')
  return showResolution(row)
}
