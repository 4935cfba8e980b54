import type { PayDevice, Proof } from '@plaza/contract'
import { CODES_PER_STEP, importPayKey, payCode, STEP_MS, type PayKey } from '@plaza/pay-code'
import { call } from '../engine/api.ts'
import { client } from '../ui/state.ts'

const KEPT = 'pay_device'
/** Which code of which step was shown last, so that none is shown twice. Lives with the tab. */
const SHOWN = 'plaza.pay_code_shown'

/** What this device needs to make pay codes without a network. The key cannot be read out again. */
export interface PayKeys extends Omit<PayDevice, 'secret'> {
  readonly key: PayKey
}

/** A code, and until when it is shown. */
export interface ShownCode {
  readonly digits: string
  readonly until: number
}

/** The keys that are kept here, unless they are over. */
export async function keptKeys(nowMs: number): Promise<PayKeys | undefined> {
  const kept = await client().db.meta<PayKeys>(KEPT)
  return kept && kept.expiresAt > nowMs ? kept : undefined
}

/** Asks for keys with a fresh proof of identity and keeps them. */
export async function askForKeys(proof: Proof): Promise<PayKeys> {
  const { secret, ...rest } = await call('POST /pay/device', { proof })
  const keys = { ...rest, key: await importPayKey(Uint8Array.from(atob(secret), letter => letter.charCodeAt(0))) }
  await client().db.setMeta(KEPT, keys)
  return keys
}

/** Takes the keys of this device back; without a network they are only forgotten here. */
export async function dropKeys(): Promise<void> {
  await client().db.setMeta(KEPT, undefined)
  await call('DELETE /pay/device').catch(() => {})
}

/** The next code that was not shown yet; none when those of this step are used up or no name is for now. */
export async function nextCode(keys: PayKeys, nowMs: number): Promise<ShownCode | undefined> {
  const alias = keys.aliases.find(({ from, until }) => from <= nowMs && nowMs < until)?.alias
  const index = nextIndex(nowMs)
  if (alias === undefined || index === undefined) return undefined
  const digits = await payCode(keys.key, { alias, nowMs, index })
  return { digits, until: (Math.floor(nowMs / STEP_MS) + 1) * STEP_MS }
}

function nextIndex(nowMs: number): number | undefined {
  const step = Math.floor(nowMs / STEP_MS)
  const [lastStep, lastIndex] = (sessionStorage.getItem(SHOWN) ?? '').split(':').map(Number)
  const index = lastStep === step ? lastIndex! + 1 : 0
  if (index >= CODES_PER_STEP) return undefined
  sessionStorage.setItem(SHOWN, `${step}:${index}`)
  return index
}
