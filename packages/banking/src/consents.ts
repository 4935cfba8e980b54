import { Refusal } from '@plaza/kernel'
import type { Answer } from './call.ts'
import type { Channel } from './channel.ts'
import { BankUnavailable, type BankConnector, type Consent } from './connector.ts'

const json = { 'content-type': 'application/json' }

/** Linking of accounts. None of it moves money: what fails is begun again. */
export function consentCalls(channel: Channel): Pick<BankConnector, 'link' | 'exchange' | 'unlink'> {
  return {
    async link({ returnUrl, state }) {
      const body = JSON.stringify({ returnUrl, state })
      const answer = await channel.ask({ method: 'POST', path: channel.paths.consents, headers: json, body })
      const [consent, url] = texts(answer, 201, ['consent', 'url'])
      return { consent, url }
    },
    async exchange({ consent, code }) {
      const body = JSON.stringify({ code })
      const answer = await channel.ask({
        method: 'POST',
        path: [...channel.paths.consents, consent, 'token'],
        headers: json,
        body,
      })
      if ('status' in answer && answer.status === 409) throw new Refusal('code_wrong')
      const [token, iban, holder, currency, day] = texts(answer, 200, ['token', 'iban', 'holder', 'currency', 'day'])
      return { id: consent, token, iban, holder, currency, day } satisfies Consent
    },
    async unlink({ id }) {
      const answer = await channel.ask({ method: 'DELETE', path: [...channel.paths.consents, id] })
      if ('lost' in answer) throw new BankUnavailable(answer.lost)
      if (answer.status !== 204) throw new BankUnavailable('answer_not_ok')
    },
  }
}

/** Texts of a JSON answer by their names; anything else than all of them is no answer. */
function texts<const Names extends readonly string[]>(
  answer: Answer,
  status: number,
  names: Names,
): { [N in keyof Names]: string } {
  if ('lost' in answer) throw new BankUnavailable(answer.lost)
  if (answer.status !== status) throw new BankUnavailable('answer_not_ok')
  const said = parse(answer.body)
  return names.map(name => {
    const text = said[name]
    if (typeof text !== 'string' || text === '') throw new BankUnavailable('answer_unreadable')
    return text
  }) as { [N in keyof Names]: string }
}

function parse(body: Uint8Array): Record<string, unknown> {
  try {
    const said: unknown = JSON.parse(new TextDecoder().decode(body))
    return typeof said === 'object' && said !== null ? (said as Record<string, unknown>) : {}
  } catch {
    return {}
  }
}
