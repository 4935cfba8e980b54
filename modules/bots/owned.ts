import type { OwnedBot, ReplyOf, WebhookState, botsApi } from '@plaza/contract'
import type { Call, City } from '@plaza/house'
import { botsOwnedBy } from '@plaza/identity'
import { Refusal } from '@plaza/kernel'
import { enabled } from './events.ts'
import * as store from './store.ts'

/** The caller's bots, each with how its webhook fares. */
export async function myBots(city: City, call: Call<object>): Promise<ReplyOf<typeof botsApi.myBots>> {
  return { bots: await owned(city, call.by.person) }
}

/**
 * Switches the webhook of one of the caller's bots on again; events of the time it was off follow. A failing one is tried
 * at once. Refuses a bot of somebody else, and one without a webhook (`not_found`).
 */
export async function enableWebhook(city: City, call: Call<{ id: string }>): Promise<OwnedBot> {
  const { id } = call.input
  const mine = (await owned(city, call.by.person)).find(({ bot }) => bot.id === id)
  if (!mine?.webhook) throw new Refusal('not_found')
  await store.enable(city.db, id, city.clock.now())
  enabled(city, id)
  return { ...mine, delivery: FRESH }
}

const FRESH: WebhookState = { state: 'active', failures: 0 }

async function owned(city: City, owner: string): Promise<OwnedBot[]> {
  const bots = await botsOwnedBy(city, owner)
  const rows = await store.hookStates(
    city.db,
    bots.map(({ bot }) => bot.id),
  )
  const states = new Map(rows.map(row => [row.bot, stateOf(row)]))
  return bots.map(({ bot, webhook }) => ({
    bot,
    ...(webhook ? { webhook, delivery: states.get(bot.id) ?? FRESH } : {}),
  }))
}

function stateOf({ failures, failingSince, nextAt, disabledAt, why }: store.HookStateRow): WebhookState {
  const common = { failures, ...(why ? { why } : {}), ...(failingSince === null ? {} : { failingSince }) }
  if (disabledAt !== null) return { state: 'disabled', ...common, disabledAt }
  return failures > 0 ? { state: 'failing', ...common, nextAt } : FRESH
}
