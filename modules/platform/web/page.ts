import type { Language } from '@plaza/contract'
import { sentence, type SentenceKey } from '@plaza/locales'
import { createHash } from 'node:crypto'
import type { PageAnswer } from './authorize.ts'

const STYLE = `
:root { color-scheme: light dark; font: 1.0625rem/1.5 system-ui, sans-serif }
body { margin: 0; min-block-size: 100vh; display: grid; place-items: center }
main { max-inline-size: 26rem; padding: 1.5rem }
h1 { font-size: 1.375rem; margin: 0 0 .25rem }
p { margin: .5rem 0 }
small { opacity: .75 }
form, nav { display: grid; gap: .75rem; margin-block-start: 1.5rem }
button, a { font: inherit; padding: .75rem; border-radius: .75rem; border: 1px solid; text-align: center; color: inherit; background: none; text-decoration: none }
button[value=allow], nav a { background: #0a7d4b; border-color: #0a7d4b; color: #fff }
`
const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')

const escape = (text: string): string =>
  text.replaceAll(/[&<>"']/g, letter => `&#${letter.charCodeAt(0)};`).replaceAll(/[\u202a-\u202e\u2066-\u2069]/g, '')

export interface ConsentFacts {
  readonly program: string
  readonly maker: string
  /** Whoever is asked, so that they see as whom. */
  readonly person: string
  readonly withProfile: boolean
  /** Where their browser goes afterwards. */
  readonly origin: string
  readonly ticket: string
}

/** Asks whether a program's web page may know who somebody is. */
export function consentPage(language: Language, facts: ConsentFacts): PageAnswer {
  const say = (key: SentenceKey, values = {}) => escape(sentence(language, key, values))
  const { program, maker, person, withProfile, origin, ticket } = facts
  const body = `
<h1>${say('web_login.title', { program })}</h1>
<p><small>${say('web_login.maker', { maker })} · ${escape(person)}</small></p>
<p>${say(withProfile ? 'web_login.userinfo' : 'web_login.base')}</p>
<p><small>${say('web_login.leads_to', { host: new URL(origin).host })}</small></p>
<form method="post">
<input type="hidden" name="ticket" value="${escape(ticket)}">
<button name="answer" value="allow">${say('web_login.allow')}</button>
<button name="answer" value="refuse">${say('web_login.refuse')}</button>
</form>`
  // Where a form may lead to counts for redirects of its answer too.
  return page(language, 200, say('web_login.title', { program }), body, `'self' ${origin}`)
}

/** A page that leads nowhere but home. */
export function plainPage(language: Language, what: 'wrong' | 'sign_in'): PageAnswer {
  const said = escape(sentence(language, `web_login.${what}`))
  const home =
    what === 'sign_in' ? `<nav><a href="/">${escape(sentence(language, 'web_login.sign_in_button'))}</a></nav>` : ''
  return page(language, what === 'wrong' ? 400 : 401, said, `<h1>${said}</h1>${home}`, "'none'")
}

function page(language: Language, status: number, title: string, body: string, formAction: string): PageAnswer {
  return {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'content-security-policy': `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; form-action ${formAction}; base-uri 'none'; frame-ancestors 'none'`,
    },
    body: `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${title}</title><style>${STYLE}</style></head><body><main>${body}</main></body></html>`,
  }
}
