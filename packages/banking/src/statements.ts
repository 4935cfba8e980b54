import { isDay, readStatement, Unreadable, type Balance, type Statement } from '@plaza/iso20022'
import { assert } from '@plaza/kernel'
import type { Channel } from './channel.ts'
import { BankUnavailable, type StatementLine } from './connector.ts'
import { bookedIn } from './entries.ts'
import { STATEMENT_BYTES_MAX, STATEMENT_PAGES_MAX } from './limits.ts'

const OPENING = ['OPBD', 'PRCD']
const CLOSING = 'CLBD'

/**
 * Reads a day of the account page by page. Throws BankUnavailable when a page does not come or does not join the one
 * before: what was given until then is no statement.
 */
export async function* readDay(channel: Channel, day: string): AsyncGenerator<StatementLine> {
  assert(isDay(day), 'a day is written year-month-day')
  let running: bigint | undefined
  for (let page = 1; page <= STATEMENT_PAGES_MAX; page++) {
    const statement = await readPage(channel, day, page)
    const [opening, closing] = [statement.balances[0], statement.balances.at(-1)] as [Balance, Balance]
    if (page === 1 ? !OPENING.includes(opening.kind) : opening.minor !== running)
      throw new BankUnavailable('answer_unreadable')
    if (page === 1) yield { kind: 'opening', minor: opening.minor, currency: opening.currency }
    running = opening.minor
    for (const entry of statement.entries.flatMap(bookedIn)) {
      running += entry.direction === 'credit' ? entry.amount.minor : -entry.amount.minor
      yield { kind: 'entry', ...entry }
    }
    // A page whose entries do not lead from its one balance to the other was cut or is wrong.
    if (running !== closing.minor) throw new BankUnavailable('answer_unreadable')
    if (!statement.lastPage) continue
    yield { kind: 'closing', minor: running, currency: closing.currency, final: closing.kind === CLOSING }
    return
  }
  throw new BankUnavailable('answer_unreadable')
}

async function readPage(channel: Channel, day: string, page: number): Promise<Statement> {
  const { account, zone } = channel.config
  const answer = await channel.ask({
    method: 'GET',
    path: [...channel.paths.accounts, account.iban, 'statements', day],
    query: { page: String(page) },
    bytesMax: STATEMENT_BYTES_MAX,
  })
  if ('lost' in answer) throw new BankUnavailable(answer.lost)
  if (answer.status !== 200) throw new BankUnavailable('answer_not_ok')
  try {
    const statement = readStatement(answer.body, zone)
    if (statement.account.iban === account.iban && statement.page === page) return statement
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error
  }
  throw new BankUnavailable('answer_unreadable')
}
