import { makersApi } from '@plaza/contract'
import { derivedId } from '@plaza/kernel'
import { hostname } from 'node:os'
import type { Desk, Options } from './desk.ts'
import { keptFile, readKept, writeKept } from './kept.ts'
import { newKey, publicOf, signText } from './signing.ts'
import { openSession, type Session } from './session.ts'

const NAME_LENGTH_MAX = 60

export interface MakerKey {
  readonly id: string
  readonly pem: string
}

/** `plaza program key [--renew]`: shows the key that uploads are signed with; makes and adds one where there is none. */
export async function key(desk: Desk, options: Options): Promise<number> {
  const session = openSession(desk, options)
  if (options.renew) await revoke(desk, session)
  const { id, pem } = await keyFor(desk, session)
  desk.say(`Your key: ${publicOf(pem)} (${id})`)
  desk.say(`Its private half is in ${keptFile(desk.settings)}, which only you can read. It never leaves this machine.`)
  return 0
}

/** The maker's key, known to the city. The same private key is one key of the account however often it is added. */
export async function keyFor(desk: Desk, { api, kept }: Session): Promise<MakerKey> {
  const pem = readKept(desk.settings).key ?? keep(desk, newKey())
  const raw = publicOf(pem)
  const { keys } = await api.call(makersApi.myKeys, {})
  const known = keys.find(one => one.key === raw)
  if (known && !known.revokedAt) return { id: known.id, pem }
  if (known) {
    desk.say('Your key was revoked; a new one takes its place.')
    keep(desk, newKey())
    return keyFor(desk, { api, kept })
  }
  const id = derivedId('developer key', kept.person.id, raw)
  const { challenge } = await api.call(makersApi.keyChallenge, {})
  const name = hostname().slice(0, NAME_LENGTH_MAX) || 'command line'
  await api.call(makersApi.addKey, { id, name, key: raw, challenge, signature: signText(pem, challenge) })
  return { id, pem }
}

async function revoke(desk: Desk, { api }: Session): Promise<void> {
  const { key: pem } = readKept(desk.settings)
  const { keys } = await api.call(makersApi.myKeys, {})
  const known = pem === undefined ? undefined : keys.find(one => one.key === publicOf(pem) && !one.revokedAt)
  if (known) await api.call(makersApi.revokeKey, { id: known.id })
  keep(desk, newKey())
}

function keep(desk: Desk, pem: string): string {
  writeKept(desk.settings, { ...readKept(desk.settings), key: pem })
  return pem
}
