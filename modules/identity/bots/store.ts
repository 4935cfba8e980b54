import { sql, type Queries } from '@plaza/db'
import type { PersonKind } from '@plaza/contract'

export interface BotRow {
  readonly id: string
  readonly owner: string
  readonly webhook: string | null
  readonly webhookSecret: string | null
}

export interface OwnedBotRow extends BotRow {
  readonly handle: string
  readonly name: string
  readonly avatar: string | null
  readonly kind: PersonKind
  readonly region: string | null
}

export function botById(db: Queries, id: string): Promise<BotRow | undefined> {
  return db.maybe(sql`
    select bot.person as id, bot.owner, bot.webhook, bot.webhook_secret as "webhookSecret"
    from identity.bot
    join identity.person on person.id = bot.person
    where bot.person = ${id} and person.closed_at is null`)
}

/** A person's bots that are not closed, in the order they were made. */
export function botsOf(db: Queries, owner: string): Promise<OwnedBotRow[]> {
  return db.rows(sql`
    select bot.person as id, bot.owner, bot.webhook, bot.webhook_secret as "webhookSecret", person.handle, person.name,
      person.avatar, person.kind, person.region
    from identity.bot
    join identity.person on person.id = bot.person
    where bot.owner = ${owner} and person.closed_at is null
    order by person.created_at, bot.person`)
}

export async function insertBot(tx: Queries, bot: BotRow): Promise<void> {
  await tx.run(sql`
    insert into identity.bot (person, owner, webhook, webhook_secret)
    values (${bot.id}, ${bot.owner}, ${bot.webhook}, ${bot.webhookSecret})`)
}
