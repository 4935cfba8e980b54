import { signCallback } from '@plaza/banking'
import { sql, type Queries } from '@plaza/db'
import { postOutside } from '@plaza/http'
import type { Bank } from './bank.ts'
import {
  NOTICE_TIMEOUT_MS,
  NOTICE_TRIES_MAX,
  NOTICE_WAIT_MS_MAX,
  NOTICE_WAIT_MS_MIN,
  NOTICES_AT_ONCE,
} from './limits.ts'
import { newId } from './payments.ts'

/** Writes down what is to be told, in the transaction that made it true. */
export async function addNotice(bank: Bank, tx: Queries, body: string, times: number): Promise<void> {
  if (bank.options.callbackUrl === undefined) return
  const id = newId(bank)
  for (let i = 0; i < times; i++)
    await tx.run(sql`insert into bank.notice (id, body, next_at) values (${id}, ${body}, clock_timestamp())`)
}

/** Tells what is due; answers how many notices it tried. The next try is planned before the call, and no transaction waits for it. */
export async function tellDue(bank: Bank): Promise<number> {
  const { callbackUrl } = bank.options
  if (callbackUrl === undefined) return 0
  const due = await bank.db.rows<{ seq: bigint; body: string }>(sql`
    update bank.notice set tries = tries + 1,
      next_at = clock_timestamp() + make_interval(secs => least(${NOTICE_WAIT_MS_MIN / 1000} * 2.0 ^ least(tries, 30), ${NOTICE_WAIT_MS_MAX / 1000}))
    where seq in (
      select seq from bank.notice where done_at is null and next_at <= clock_timestamp() and tries < ${NOTICE_TRIES_MAX}
      order by seq limit ${NOTICES_AT_ONCE})
    returning seq, body`)
  for (const { seq, body } of due) {
    if (await tell(bank, callbackUrl, body))
      await bank.db.run(sql`update bank.notice set done_at = clock_timestamp() where seq = ${seq}`)
  }
  return due.length
}

async function tell(bank: Bank, url: string, body: string): Promise<boolean> {
  const signature = signCallback(bank.options.callbackSecret, body, bank.clock.now())
  try {
    const { status } = await postOutside(url, {
      headers: { 'content-type': 'application/xml; charset=utf-8', ...signature },
      body,
      // The operator wrote the address down, and the city may live beside the bank.
      allowPrivate: true,
      timeoutMs: NOTICE_TIMEOUT_MS,
    })
    return status >= 200 && status < 300
  } catch {
    return false
  }
}
