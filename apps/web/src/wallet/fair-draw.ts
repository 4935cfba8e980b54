import type { Envelope } from '@plaza/contract'
import { ENVELOPE_SHARE_MAX } from '@plaza/contract/limits'
import { drawShares, sealFits } from '@plaza/fair'

/** Draws the shares again from the seed that was told and compares all of it with the seal and with what everybody took. */
export async function checkDraw(envelope: Envelope): Promise<boolean> {
  const { seal, total, takes } = envelope
  if (!envelope.seed || !seal || !total || !takes) return false
  const seed = Uint8Array.from(envelope.seed.match(/../g) ?? [], pair => Number.parseInt(pair, 16))
  const draw = { ...envelope, seed, total: BigInt(total), max: BigInt(ENVELOPE_SHARE_MAX) }
  if (!(await sealFits(seal, draw))) return false
  const shares = await drawShares(draw)
  return takes.every((take, i) => BigInt(take.amount) === shares[i])
}
