import type { Envelope } from '@plaza/contract'
import { ENVELOPE_SHARE_MAX } from '@plaza/contract/limits'
import { drawShares, sealOf } from '@plaza/fair'

/** Draws the shares again from the seed that was told and compares them with the seal and with what everybody took. */
export async function checkDraw({ seed, seal, total, count, takes }: Envelope): Promise<boolean> {
  if (!seed || !total || !takes) return false
  const bytes = Uint8Array.from(seed.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  if ((await sealOf(bytes)) !== seal) return false
  const shares = await drawShares({ seed: bytes, total: BigInt(total), count, max: BigInt(ENVELOPE_SHARE_MAX) })
  return takes.every((take, i) => BigInt(take.amount) === shares[i])
}
