import { sql } from '@plaza/db'
import { maskIban, REASONS, toDecimal } from '@plaza/iso20022'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { Bank } from './bank.ts'
import { payInByHand } from './by-hand.ts'
import { html, page, type Html } from './html.ts'
import { readMood, setMood, type Mood } from './mood.ts'
import { textsOf } from './texts.ts'

interface Line {
  readonly iban: string
  readonly name: string
  readonly currency: string
  readonly state: string
  readonly balance: bigint
}

/** The operator's desk: how the bank shall behave, and whether its books are right. Only for this machine itself. */
export function control(app: FastifyInstance, bank: Bank): void {
  app.addHook('onRequest', async (request, reply) => {
    if (!isOperator(request)) return reply.status(404).send({ error: 'not_found' })
  })
  app.get('/control', async (_request, reply) => {
    const body = desk(await readMood(bank), await accountsOf(bank))
    return sendPage(reply, page({ language: 'en', title: 'Control - Sandbox Bank', body }))
  })
  app.get('/control/mood', () => readMood(bank))
  app.post<{ Body: Record<string, unknown> }>('/control/mood', async (request, reply) => {
    const isForm = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded') === true
    const mood = await setMood(bank, isForm ? wishIn(request.body) : (request.body ?? {}))
    if (!mood) return reply.status(400).send({ error: 'not_a_mood' })
    bank.wake()
    return isForm ? reply.redirect('/control', 303) : mood
  })
  app.post<{ Params: { iban: string }; Body: unknown }>('/control/accounts/:iban', async (request, reply) => {
    const { state = '' } = textsOf(request.body)
    if (!['open', 'blocked', 'closed'].includes(state)) return reply.status(400).send({ error: 'not_a_state' })
    await bank.db.run(sql`update bank.account set state = ${state} where iban = ${request.params.iban}`)
    return { state }
  })
  app.post<{ Body: unknown }>('/control/deposits', async (request, reply) => {
    const key = await payInByHand(bank, textsOf(request.body))
    return key === undefined ? reply.status(400).send({ error: 'not_a_deposit' }) : { key }
  })
  app.get('/control/books', () => readBooks(bank))
}

/**
 * Whether the caller sits at this machine: a loopback connection that no proxy passed on, to a loopback name (so that no
 * page of another site can reach here by a name of its own), and not sent by another site's page.
 */
function isOperator({ ip, headers }: FastifyRequest): boolean {
  const isHere = ip === '::1' || /^(::ffff:)?127\./.test(ip)
  const isLocalName = /^(localhost|127\.0\.0\.1|\[::1\])(:\d+)?$/.test(headers.host ?? '')
  const isOwnPage = headers.origin === undefined || headers.origin === `http://${headers.host}`
  return isHere && isLocalName && isOwnPage && !headers['x-forwarded-for'] && !headers['forwarded']
}

/** Whether nothing was lost: all balances together are zero, and each is the sum of its bookings. */
export async function readBooks(
  bank: Bank,
): Promise<{ sum: string; wrongAccounts: number; open: number; untold: number }> {
  const books = await bank.db.one<{ sum: string; wrong: number; open: number; untold: number }>(sql`
    select (select coalesce(sum(balance), 0)::text from bank.account) as sum,
      (select count(*)::int from bank.account where balance <>
        coalesce((select sum(amount) from bank.booking where credit_iban = iban), 0)
        - coalesce((select sum(amount) from bank.booking where debit_iban = iban), 0)) as wrong,
      (select count(*)::int from bank.payment where state = 'open') as open,
      (select count(*)::int from bank.notice where done_at is null) as untold`)
  return { sum: books.sum, wrongAccounts: books.wrong, open: books.open, untold: books.untold }
}

function accountsOf(bank: Bank): Promise<Line[]> {
  return bank.db.rows<Line>(sql`select iban, name, currency, state, balance from bank.account order by iban`)
}

/** A form says everything as text, and nothing of a box that is not ticked. */
function wishIn(form: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return {
    slowMs: Number(form['slowMs']),
    lateMs: Number(form['lateMs']),
    silent: form['silent'] === 'on',
    double: form['double'] === 'on',
    refuse: form['refuse'] === '' ? null : form['refuse'],
    dead: form['dead'],
  }
}

function sendPage(reply: FastifyReply, text: string): FastifyReply {
  return reply
    .type('text/html; charset=utf-8')
    .header(
      'content-security-policy',
      "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'",
    )
    .header('cache-control', 'no-store')
    .send(text)
}

function desk(mood: Mood, accounts: readonly Line[]): Html {
  const option = (value: string, label: string, chosen: string) =>
    html`<option value="${value}" ${value === chosen ? html`selected` : ''}>${label}</option>`
  const reasons = Object.entries(REASONS).map(([code, name]) => option(code, `${code} ${name}`, mood.refuse ?? ''))
  const box = (name: 'silent' | 'double', label: string) =>
    html`<label class="choice"
      ><input type="checkbox" name="${name}" ${mood[name] ? html`checked` : ''} />${label}</label
    >`
  return html`<header><strong>Sandbox Bank</strong></header>
    <main class="wide">
      <h1>How the bank behaves</h1>
      <form method="post" action="/control/mood">
        <label for="slowMs">Slow: wait before each answer, in ms</label>
        <input id="slowMs" name="slowMs" type="number" min="0" max="600000" value="${mood.slowMs}" />
        <label for="lateMs">Late: payments settle after, in ms</label>
        <input id="lateMs" name="lateMs" type="number" min="0" max="600000" value="${mood.lateMs}" />
        ${box('silent', 'Silent: does what it is asked and never answers')}
        ${box('double', 'Double: takes every message and tells every notice twice')}
        <label for="refuse">Refuse every new payment with</label>
        <select id="refuse" name="refuse">
          ${option('', 'nothing', mood.refuse ?? '')}${reasons}
        </select>
        <label for="dead">Dead: drops connections</label>
        <select id="dead" name="dead">
          ${option('no', 'no', mood.dead)}${option('before', 'before it reads', mood.dead)}
          ${option('after', 'after it did what was asked', mood.dead)}
        </select>
        <div class="actions"><button>Set</button></div>
      </form>
      <h2 id="accounts">Accounts</h2>
      <div class="scroll" role="region" aria-labelledby="accounts" tabindex="0">
        <table>
          <thead>
            <tr>
              <th scope="col">Account</th>
              <th scope="col">Name</th>
              <th scope="col">State</th>
              <th scope="col">Balance</th>
            </tr>
          </thead>
          <tbody>
            ${accounts.map(rowOf)}
          </tbody>
        </table>
      </div>
    </main>`
}

function rowOf({ iban, name, state, balance, currency }: Line): Html {
  const sign = balance < 0n ? '-' : ''
  const minor = balance < 0n ? -balance : balance
  return html`<tr>
    <td>${maskIban(iban)}</td>
    <td>${name}</td>
    <td>${state}</td>
    <td class="number">${sign}${toDecimal({ minor, currency })} ${currency}</td>
  </tr>`
}
