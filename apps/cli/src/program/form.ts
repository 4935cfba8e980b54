import { Complaint } from '../complaint.ts'
import type { Desk } from './desk.ts'

const TRIES_MAX = 4
const PAUSE_MS = 400

/** What an OAuth endpoint says: what was asked for, or the word of its error. */
export interface FormAnswer<Body> {
  readonly body: Body | { readonly error: string }
}

/** Sends a form to an OAuth endpoint, again when the city cannot be reached. */
export async function askForm<Body>(
  desk: Desk,
  url: string,
  fields: Readonly<Record<string, string>>,
): Promise<FormAnswer<Body>> {
  for (let tried = 1; ; tried++) {
    const response = await desk.fetch(url, { method: 'POST', body: new URLSearchParams(fields) }).catch(() => undefined)
    if (response && response.status < 500) {
      const body = (await response.json().catch(() => undefined)) as FormAnswer<Body>['body'] | undefined
      if (typeof body !== 'object') throw new Complaint(`${new URL(url).origin} answers like no city of Plaza.`)
      return { body }
    }
    if (tried >= TRIES_MAX)
      throw new Complaint(`${new URL(url).origin} cannot be reached. Run the command again later.`)
    await desk.wait(PAUSE_MS * 2 ** tried)
  }
}
