import type { ProgramRun } from '@plaza/contract'
import { verifyRelease } from '@plaza/program-wire'
import { store } from '../ui/state.ts'

/** What this device holds on to: the key by which it knows the platform, and the newest release it saw of each program. */
interface Held {
  readonly key: string
  readonly serials: Readonly<Record<string, number>>
}

const PROGRAMS_HELD_MAX = 1_000
const heldKey = () => `plaza.releases.${store().myId}`

/** A version that is not what its maker and the platform signed, or older than one that ran here: nothing of it may run. */
export class Untrusted extends Error {
  override readonly name = 'Untrusted'
}

/**
 * Throws `Untrusted` unless the platform's release statement, the developer's under it and the manifest fit together and nothing
 * newer ran on this device. The first key that is seen is the one that counts. A browser without Ed25519 trusts what it is given
 * as it trusts the page it came with.
 */
export async function mustBeReleased(run: ProgramRun): Promise<void> {
  const env = run.envVersion === 'release' ? 'release' : 'trial'
  const { appId } = run.program
  const name = `${appId} ${env}`
  const held = read()
  if (!run.release) throw new Untrusted('unsigned')
  const verdict = await verifyRelease({
    appId,
    env,
    versionId: run.versionId,
    statement: run.release.statement,
    signature: run.release.signature,
    platformKey: held?.key ?? run.key,
    manifest: run.manifest,
    developerStatement: run.release.developerStatement,
    highestSerial: held?.serials[name] ?? 0,
  })
  if (verdict.ok) return keep(held?.key ?? run.key, name, verdict.serial)
  if (verdict.reason !== 'no_ed25519') throw new Untrusted(verdict.reason)
}

function read(): Held | undefined {
  try {
    return JSON.parse(localStorage.getItem(heldKey()) ?? '') as Held
  } catch {
    return undefined
  }
}

function keep(key: string, name: string, serial: number): void {
  // Another tab may have seen a newer one meanwhile.
  const { [name]: before = 0, ...others } = read()?.serials ?? {}
  const serials = [...Object.entries(others).slice(1 - PROGRAMS_HELD_MAX), [name, Math.max(before, serial)]] as const
  localStorage.setItem(heldKey(), JSON.stringify({ key, serials: Object.fromEntries(serials) } satisfies Held))
}
