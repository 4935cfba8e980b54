import { instant, sql, type Queries } from '@plaza/db'

export interface CarrierMessage {
  readonly id: string
  readonly to: string
  readonly text: string
  readonly at: number
}

/** The newest messages first. */
export function carrierMessages(db: Queries, max: number): Promise<CarrierMessage[]> {
  return db.rows(sql`
    select id, address as "to", text, at
    from identity.carrier_message
    order by at desc, id desc
    limit ${max}`)
}

/** Keeps a message, and only so many of the newest. */
export async function keepMessage(tx: Queries, message: CarrierMessage, max: number): Promise<void> {
  await tx.run(sql`
    insert into identity.carrier_message (id, address, text, at)
    values (${message.id}, ${message.to}, ${message.text}, ${instant(message.at)})`)
  await tx.run(sql`
    delete from identity.carrier_message
    where id in (select id from identity.carrier_message order by at desc, id desc offset ${max})`)
}
