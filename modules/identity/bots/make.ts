import type { InputOf, PersonCard, ReplyOf, botsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { webhookSecret } from '@plaza/webhooks'
import { asRefusal, insertPerson, newPerson } from '../create-people.ts'
import { botMade, tellEnded } from '../events.ts'
import { BOTS_PER_PERSON_MAX, WEBHOOK_SECRET_BYTES } from '../limits.ts'
import { cardFrom } from '../people.ts'
import { refuseBots } from '../rules.ts'
import { openSessionIn } from '../sessions.ts'
import { endSessions, lockPerson, personById } from '../store.ts'
import { botById, botsOf, insertBot, type BotRow } from './store.ts'

export interface BotToCreate {
  readonly id: string
  readonly handle: string
  readonly name: string
  readonly owner: string
  readonly webhook?: string | undefined
}

export interface MadeBot {
  readonly bot: PersonCard
  readonly token: string
  readonly webhookSecret?: string
}

/** Makes a bot of the caller's. */
export async function makeBot(
  city: City,
  call: Call<InputOf<typeof botsApi.makeBot>>,
): Promise<ReplyOf<typeof botsApi.makeBot>> {
  refuseBots(call.by.kind)
  return createBot(city, { ...call.input, owner: call.by.person })
}

/**
 * Door: makes a bot and its token, which is kept nowhere. A repeat of the same by its owner answers with a new token and
 * ends the old one, since the first answer must have been lost.
 */
export async function createBot(city: City, wanted: BotToCreate): Promise<MadeBot> {
  const { id, owner } = wanted
  const webhook = webhookOf(wanted.webhook)
  const row = newPerson(city, { id, handle: wanted.handle, name: wanted.name, kind: 'bot' })
  const before = await personById(city.db, id)
  if (before)
    return createAgain(city, cardFrom(before), owner, before.handle === row.handle && before.closedAt === null)
  const secret = webhook ? webhookSecret(city.dice.bytes(WEBHOOK_SECRET_BYTES)) : null
  const bot: BotRow = { id, owner, webhook, webhookSecret: secret }
  try {
    const { token } = await city.tx(async tx => {
      await lockPerson(tx, owner)
      if ((await botsOf(tx, owner)).length >= BOTS_PER_PERSON_MAX)
        throw new Refusal('not_allowed', { max: BOTS_PER_PERSON_MAX })
      await insertPerson(city, tx, row)
      await insertBot(tx, bot)
      return openSessionIn(city, tx, id, { name: row.name, kind: 'bot' })
    })
    botMade(city, id, owner)
    return made(cardFrom(row), token, bot)
  } catch (error) {
    throw asRefusal(error)
  }
}

async function createAgain(city: City, card: PersonCard, owner: string, same: boolean): Promise<MadeBot> {
  const bot = await botById(city.db, card.id)
  if (!same || bot?.owner !== owner) throw new Refusal('exists_different')
  const { opened, ended } = await city.tx(async tx => ({
    ended: await endSessions(tx, card.id, 'all', city.clock.now()),
    opened: await openSessionIn(city, tx, card.id, { name: card.name, kind: 'bot' }),
  }))
  tellEnded(city, card.id, ended, 'revoked')
  return made(card, opened.token, bot)
}

const made = (bot: PersonCard, token: string, { webhookSecret }: BotRow): MadeBot => ({
  bot,
  token,
  ...(webhookSecret ? { webhookSecret } : {}),
})

/** Only the form is checked here: whether an address may be called is for whoever calls it. */
function webhookOf(text: string | undefined): string | null {
  if (text === undefined) return null
  const url = URL.canParse(text) ? new URL(text) : undefined
  const fine = url && (url.protocol === 'https:' || url.protocol === 'http:') && !url.username && !url.password
  if (!fine) throw new Refusal('bad_input', { field: 'webhook' })
  return url.href
}
