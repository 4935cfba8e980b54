import { createHash } from 'node:crypto'
import { limits, type InputOf, type ReplyOf, type identityApi } from '@plaza/contract'
import { isTaken } from '@plaza/db'
import type { Call, City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { sentence } from '@plaza/locales'
import { carriersOf } from '../carriers/choose.ts'
import { codeFailed, codeSent } from '../events.ts'
import { CODES_COUNTED_MS, CODES_PER_ADDRESS_MAX } from '../limits.ts'
import { addressOf } from '../rules.ts'
import { codeById, countCodes, dropCode, insertCode, lockAddress, type CodeRow } from './store.ts'

type Reply = ReplyOf<typeof identityApi.sendCode>

/** Sends a one-time code. The same id again is the same code: nothing more is sent. */
export async function sendCode(city: City, call: Call<InputOf<typeof identityApi.sendCode>>): Promise<Reply> {
  const { id, to, language } = call.input
  const target = addressOf(to)
  if (!target) throw new Refusal('bad_input', { field: 'to' })
  const before = await codeById(city.db, id)
  if (before) return repeated(before, target.address)

  const now = city.clock.now()
  const code = makeCode(city)
  const row: CodeRow = { id, ...target, hash: codeDigest(id, code), expiresAt: now + limits.CODE_LIFE_MS }
  try {
    await city.tx(async tx => {
      await lockAddress(tx, target.address)
      const since = now - CODES_COUNTED_MS
      if ((await countCodes(tx, target.address, since)) >= CODES_PER_ADDRESS_MAX) {
        throw new Refusal('too_many_requests', { retryMs: limits.CODE_LIFE_MS })
      }
      await insertCode(tx, { ...row, createdAt: now })
    })
  } catch (error) {
    const twin = isTaken(error) ? await codeById(city.db, id) : undefined
    if (twin) return repeated(twin, target.address)
    throw error
  }

  const carrier = carriersOf(city)[target.kind]
  const values = { code, minutes: limits.CODE_LIFE_MS / 60_000, city: city.config.cityName }
  try {
    await carrier.send({
      to: target.address,
      subject: sentence(language, 'mail.code.subject', values),
      text: sentence(language, 'mail.code.text', values),
    })
  } catch (error) {
    // Nothing reached anybody: the id is free for another try.
    await dropCode(city.db, id)
    codeFailed(city, carrier.name, target.address, error)
    throw new Refusal('code_not_sent')
  }
  codeSent(city, carrier.name, target.address)
  return { id, expiresAt: row.expiresAt }
}

function repeated(row: CodeRow, address: string): Reply {
  if (row.address !== address) throw new Refusal('exists_different')
  return { id: row.id, expiresAt: row.expiresAt }
}

/** Digits of equal chance: 48 random bits leave no code measurably likelier than another. */
function makeCode(city: City): string {
  const chance = Buffer.from(city.dice.bytes(6)).readUIntBE(0, 6)
  return String(chance % 10 ** limits.CODE_DIGITS).padStart(limits.CODE_DIGITS, '0')
}

/** Bound to its id. Against a reader of the table only time protects: a code lives ten minutes. */
export function codeDigest(id: string, code: string): Buffer {
  return createHash('sha256').update(`${id} ${code}`).digest()
}
