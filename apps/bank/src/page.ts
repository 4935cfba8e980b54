import { RateLimit } from '@plaza/http'
import { toDecimal } from '@plaza/iso20022'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { DEMO_PIN, demoCustomers } from './accounts.ts'
import type { Bank } from './bank.ts'
import { decide, readAsked, signIn, type SignedIn } from './consent.ts'
import { html, page, type Html } from './html.ts'
import { PAGE_PER_MINUTE, SIGN_IN_PER_MINUTE } from './limits.ts'
import { css } from './style.ts'
import { textsOf } from './texts.ts'
import { fill, LANGUAGES, languageOf, type Language, type Words } from './words.ts'

type LinkRequest = FastifyRequest<{
  Params: { id: string }
  Querystring: { lang?: string }
  Body: unknown
}>

/** The page on which a customer signs in and decides. No cookie and no script: each form carries what the next step needs. */
export function consentPage(app: FastifyInstance, bank: Bank): void {
  const rate = new RateLimit(bank.clock)
  app.get('/bank.css', (_request, reply) => reply.type('text/css; charset=utf-8').send(css))
  app.get('/', async (request: LinkRequest, reply) => {
    const { words } = LANGUAGES[languageIn(request)]
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        "default-src 'none'; style-src 'self'; base-uri 'none'; frame-ancestors 'none'",
      )
      .send(frame(request, words.welcome, customers(words)))
  })
  app.get('/link/:id', async (request: LinkRequest, reply) => show(request, reply))
  app.post('/link/:id/sign-in', async (request: LinkRequest, reply) => {
    const language = languageIn(request)
    const { words } = LANGUAGES[language]
    if (rate.take(`sign-in ${request.ip}`, SIGN_IN_PER_MINUTE) > 0) return show(request, reply, words.often, 429)
    const { number = '', pin = '' } = textsOf(request.body)
    if (!(await readAsked(bank, request.params.id))) return show(request, reply)
    const customer = await signIn(bank, request.params.id, { number: number.trim(), pin: pin.trim() })
    if (typeof customer === 'string') return show(request, reply, words[customer], 403)
    const title = fill(words.hello, { name: customer.name })
    return send(reply, request, title, choice(request.params.id, language, customer))
  })
  app.post('/link/:id/decide', async (request: LinkRequest, reply) => {
    const { pass = '', iban = '', answer } = textsOf(request.body)
    const back = await decide(bank, request.params.id, { pass, iban, agreed: answer === 'yes' })
    return back === undefined ? show(request, reply) : reply.redirect(back, 303)
  })

  async function show(
    request: LinkRequest,
    reply: FastifyReply,
    problem?: string,
    status = 200,
  ): Promise<FastifyReply> {
    const { words } = LANGUAGES[languageIn(request)]
    if (rate.take(`page ${request.ip}`, PAGE_PER_MINUTE) > 0) return reply.status(429).send()
    const asked = await readAsked(bank, request.params.id)
    void reply.status(asked ? status : 410)
    const body = asked ? signInForm(request.params.id, languageIn(request), problem) : html`<p>${words.gone}</p>`
    return send(reply, request, words.signIn, body)
  }

  /** A form's redirect leaves the bank, so the browser must be told where it may go. */
  async function send(reply: FastifyReply, request: LinkRequest, title: string, body: Html): Promise<FastifyReply> {
    const asked = await readAsked(bank, request.params.id)
    const back = asked ? new URL(asked.returnUrl).origin : ''
    return reply
      .type('text/html; charset=utf-8')
      .header(
        'content-security-policy',
        `default-src 'none'; style-src 'self'; form-action 'self' ${back}; base-uri 'none'; frame-ancestors 'none'`,
      )
      .header('cache-control', 'no-store')
      .send(frame(request, title, body))
  }
}

const languageIn = (request: LinkRequest) => languageOf(request.query.lang, request.headers['accept-language'])

function frame(request: LinkRequest, title: string, body: Html): string {
  const language = languageIn(request)
  const { words } = LANGUAGES[language]
  const others = (Object.keys(LANGUAGES) as Language[]).filter(other => other !== language)
  const here = request.params.id ? `/link/${request.params.id}` : '/'
  const links = others.map(
    other => html`<a lang="${other}" hreflang="${other}" href="${here}?lang=${other}">${LANGUAGES[other].name}</a>`,
  )
  return page({
    language,
    title: `${title} - ${words.bank}`,
    body: html`<header>
        <strong>${words.bank}</strong>
        <nav>${links}</nav>
      </header>
      <main>
        <h1>${title}</h1>
        ${body}
      </main>`,
  })
}

function signInForm(id: string, language: Language, problem?: string): Html {
  const { words } = LANGUAGES[language]
  return html`${problem === undefined ? '' : html`<p class="problem" role="alert">${problem}</p>`}
    <p>${words.who}</p>
    <form method="post" action="/link/${id}/sign-in?lang=${language}">
      <label for="number">${words.number}</label>
      <input id="number" name="number" inputmode="numeric" autocomplete="username" required maxlength="12" />
      <label for="pin">${words.pin}</label>
      <input id="pin" name="pin" type="password" inputmode="numeric" autocomplete="off" required maxlength="12" />
      <div class="actions"><button>${words.next}</button></div>
    </form>
    ${customers(words)}`
}

/** Who banks here, so that anybody can be one of them. */
function customers(words: Words): Html {
  const rows = demoCustomers.map(
    ({ number, name }) =>
      html`<tr>
        <td class="number">${number}</td>
        <td>${name}</td>
      </tr>`,
  )
  return html`<p class="note">${fill(words.hint, { pin: DEMO_PIN })}</p>
    <table>
      <thead>
        <tr>
          <th scope="col">${words.number}</th>
          <th scope="col">${words.name}</th>
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>`
}

function choice(id: string, language: Language, customer: SignedIn): Html {
  const { words } = LANGUAGES[language]
  return html`<form method="post" action="/link/${id}/decide?lang=${language}">
    <input type="hidden" name="pass" value="${customer.pass}" />
    ${accountList(words, language, customer)}
    <p class="note">${words.leave}</p>
    <div class="actions">
      <button name="answer" value="yes">${words.agree}</button>
      <button name="answer" value="no" class="second">${words.decline}</button>
    </div>
  </form>`
}

function accountList(words: Words, language: Language, { accounts }: SignedIn): Html {
  const items = accounts.map(
    ({ iban, balance, currency }, i) =>
      html`<label class="choice">
        <input type="radio" name="iban" value="${iban}" ${i === 0 ? html`checked` : ''} />
        <span>${iban.replace(/(.{4})/g, '$1 ').trim()}<br />${shown(language, balance, currency)}</span>
      </label>`,
  )
  return html`<fieldset>
    <legend>${words.choose}</legend>
    ${items}
  </fieldset>`
}

/** An amount as people of a language write it; exact, since the format takes decimals as text. */
function shown(language: Language, minor: bigint, currency: string): string {
  const format = new Intl.NumberFormat(language, { style: 'currency', currency })
  return format.format(toDecimal({ minor, currency }) as unknown as number)
}
