import type { Upload } from '@plaza/contract'
import { systemDice, uuidv7 } from '@plaza/kernel'
import { developerText, sourcesText } from '@plaza/program-wire'
import { strToU8, zipSync } from 'fflate'
import { createHash, generateKeyPairSync, sign } from 'node:crypto'
import { setTimeout as wait } from 'node:timers/promises'

const LOOK_EVERY_MS = 200
const LOOKS_MAX = 150

/** A call of somebody to a city, without a screen. */
export type Ask = <T = object>(route: string, input?: object) => Promise<T>

/** Calls of whoever has this token. */
export function asker(url: string, token: string): Ask {
  return async <T>(route: string, input?: object) => {
    const [verb = 'GET', path = ''] = route.split(' ')
    const answer = await fetch(`${url}/api${path}`, {
      method: verb,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(input ? { body: JSON.stringify(input) } : {}),
    })
    if (!answer.ok) throw new Error(`${route}: ${answer.status} ${await answer.text()}`)
    return (await answer.json()) as T
  }
}

export const newId = (): string => uuidv7(Date.now(), systemDice)

/** The machine of somebody who develops programs: it has a key, and signs what it sends. */
export interface Developer {
  /** Uploads sources and waits until they are compiled; answers the version's id. */
  upload(appId: string, version: string, files: Readonly<Record<string, string>>): Promise<string>
}

/** Makes a key and shows that it is theirs, as the command line does. */
export async function developer(url: string, token: string): Promise<Developer> {
  const ask = asker(url, token)
  const pair = generateKeyPairSync('ed25519')
  const signed = (text: string) => sign(null, Buffer.from(text), pair.privateKey).toString('base64url')
  const { challenge } = await ask<{ challenge: string }>('POST /makers/keys/challenge', {})
  const key = pair.publicKey.export({ format: 'jwk' }).x as string
  const id = newId()
  await ask('POST /makers/keys', { id, name: 'Laptop at home', key, challenge, signature: signed(challenge) })
  return {
    async upload(appId, version, files) {
      const upload = newId()
      const statement = developerText({
        format: 1,
        appId,
        version,
        note: `What is new in ${version}`,
        sources: digest(files),
        at: Date.now(),
      })
      const begun = { id: upload, key: id, statement, signature: signed(statement) }
      await ask(`POST /makers/programs/${appId}/uploads`, begun)
      const zip = zipSync(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, strToU8(text)])))
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/zip' }
      const sent = await fetch(`${url}/program-uploads/${upload}`, { method: 'PUT', headers, body: zip })
      if (!sent.ok) throw new Error(`the ZIP was not taken: ${await sent.text()}`)
      for (let i = 0; i < LOOKS_MAX; i++) {
        const now = await ask<Upload>(`GET /makers/programs/${appId}/uploads/${upload}`)
        if (now.versionId) return now.versionId
        if (now.state === 'failed') throw new Error(JSON.stringify(now))
        await wait(LOOK_EVERY_MS)
      }
      throw new Error(`${version} is not compiled`)
    },
  }
}

const sha = (bytes: string): string => createHash('sha256').update(bytes).digest('hex')
const digest = (files: Readonly<Record<string, string>>): string =>
  sha(sourcesText(Object.fromEntries(Object.entries(files).map(([path, text]) => [path, sha(text)]))))
