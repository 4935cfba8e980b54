import type { ProgramRun } from '@plaza/contract'
import { store } from '../ui/state.ts'
import { provenBy, type Held } from './verify.ts'

/** Serials kept on a device; beyond, those of programs that were met first give way. */
const SERIALS_HELD_MAX = 5_000
const heldKey = () => `plaza.releases.${store().myId}`

/** Throws `Untrusted` unless this version may run, and remembers on this device, for this person, that it did. */
export async function mustBeReleased(run: ProgramRun): Promise<void> {
  const proven = await provenBy(run, read())
  // Another tab may have seen a newer one meanwhile.
  const { serials = {} } = read() ?? {}
  for (const [name, serial] of Object.entries(serials))
    proven.serials[name] = Math.max(serial, proven.serials[name] ?? 0)
  const kept = Object.fromEntries(Object.entries(proven.serials).slice(-SERIALS_HELD_MAX))
  localStorage.setItem(heldKey(), JSON.stringify({ ...proven, serials: kept } satisfies Held))
}

function read(): Held | undefined {
  try {
    return JSON.parse(localStorage.getItem(heldKey()) ?? '') as Held
  } catch {
    return undefined
  }
}
