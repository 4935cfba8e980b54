import type { SeededDice } from '@plaza/kernel'
import { pause } from '../lib/process.ts'

/** Of how many questions the answer is lost, and how many are asked at both servers at once. */
const LOST = 0.1
const DOUBLED = 0.1
/** A lost answer is given up within this time, so that some questions are cut off before the server has read them. */
const CUT_MS_MAX = 60
const ANSWER_MS_MAX = 10_000
const RETRY_MS = 100
/** A city that answers nothing for certain so long has failed. */
const PATIENCE_MS = 120_000

export interface Answer {
  readonly ok: boolean
  /** `ok`, or the word of the refusal. */
  readonly code: string
  readonly body: Readonly<Record<string, unknown>>
}

/** What says nothing about the question itself: it is asked again, under the same ids. */
const ASK_AGAIN = ['busy', 'internal', 'too_many_requests']

/**
 * A bad line to a city of several servers: it loses answers, asks some questions twice at once, and asks again until an
 * answer is certain. Whoever uses it sends only what is safe to repeat.
 */
export class Line {
  readonly #urls: readonly string[]
  readonly #dice: SeededDice
  /** Certain answers so far. */
  answers = 0
  lost = 0
  doubled = 0
  /** Questions whose two answers told different things. */
  contradictions = 0

  constructor(urls: readonly string[], dice: SeededDice) {
    this.#urls = urls
    this.#dice = dice
  }

  /** `route` is verb and path, as in the contract. */
  async ask(token: string, route: string, input: object = {}): Promise<Answer> {
    const until = performance.now() + PATIENCE_MS
    for (;;) {
      const answer = await this.#try(token, route, input)
      if (answer && !ASK_AGAIN.includes(answer.code)) {
        this.answers += 1
        return answer
      }
      if (performance.now() > until) throw new Error(`${route} was not answered: ${answer?.code ?? 'nothing'}`)
      await pause(RETRY_MS * (1 + this.#dice.float()))
    }
  }

  async #try(token: string, route: string, input: object): Promise<Answer | undefined> {
    const url = this.#dice.pick(this.#urls)
    if (this.#dice.chance(LOST)) {
      this.lost += 1
      await send(url, { token, route, input, withinMs: this.#dice.float() * CUT_MS_MAX })
      return undefined
    }
    if (!this.#dice.chance(DOUBLED)) return send(url, { token, route, input, withinMs: ANSWER_MS_MAX })
    this.doubled += 1
    const both = await Promise.all(this.#urls.map(one => send(one, { token, route, input, withinMs: ANSWER_MS_MAX })))
    const accepted = both.filter(answer => answer?.ok)
    if (new Set(accepted.map(answer => gist(answer as Answer))).size > 1) this.contradictions += 1
    return accepted[0] ?? both.find(answer => answer !== undefined)
  }
}

/** What must be the same in two answers to one question; states may move on between them. */
function gist({ body }: Answer): string {
  const { id, from, to, amount, mine } = body
  return JSON.stringify([id, from, to, amount, mine])
}

interface Question {
  readonly token: string
  readonly route: string
  readonly input: object
  readonly withinMs: number
}

/** One question; undefined when no answer came in time. */
async function send(url: string, { token, route, input, withinMs }: Question): Promise<Answer | undefined> {
  const [method, path] = route.split(' ') as [string, string]
  const query = method === 'GET' ? `?${new URLSearchParams(input as Record<string, string>).toString()}` : ''
  try {
    const response = await fetch(`${url}/api${path}${query}`, {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(method === 'GET' ? {} : { body: JSON.stringify(input) }),
      signal: AbortSignal.timeout(Math.ceil(withinMs)),
    })
    const body = (await response.json()) as Record<string, unknown> & { error?: { code: string } }
    return { ok: response.ok, code: body.error?.code ?? (response.ok ? 'ok' : 'internal'), body }
  } catch {
    return undefined
  }
}
