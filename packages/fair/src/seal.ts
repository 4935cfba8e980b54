/** Everything that a lucky draw depends on, and what it is of: none of it can change without the seal telling. */
export interface SealedDraw {
  readonly id: string
  readonly conversation: string
  readonly kind: string
  readonly currency: string
  /** Minor units, all shares together. */
  readonly total: bigint
  readonly count: number
  /** The largest that one share may be, in minor units. */
  readonly max: bigint
  /** Epoch milliseconds of its making. */
  readonly createdAt: number
  readonly seed: Uint8Array<ArrayBuffer>
}

/** What the amounts of a promotion depend on, all but who comes: none of it can change without the seal telling. */
export interface SealedPromotion {
  readonly id: string
  readonly currency: string
  /** The range of one amount, in minor units. */
  readonly min: bigint
  readonly max: bigint
  readonly perPerson: number
  /** Epoch milliseconds of its making. */
  readonly createdAt: number
  readonly seed: Uint8Array<ArrayBuffer>
}

/** The form of the seals made now; those of form 1 are of the seed alone. */
const FORM = '2'

/** What is told of a draw before its seed is: `2.` and the SHA-256, in hex, of nine lines of text. */
export function sealOf(draw: SealedDraw): Promise<string> {
  const { id, conversation, kind, currency, total, count, max, createdAt, seed } = draw
  return sealText({ id, conversation, kind, currency, total, count, max, created: createdAt }, seed)
}

/** The same for a promotion, of seven lines. */
export function sealOfPromotion(promotion: SealedPromotion): Promise<string> {
  const { id, currency, min, max, perPerson, createdAt, seed } = promotion
  return sealText({ id, currency, min, max, 'per-person': perPerson, created: createdAt }, seed)
}

/** Whether a seal is of exactly this draw. One of form 1, without a prefix, says nothing but the seed. */
export async function sealFits(seal: string, draw: SealedDraw): Promise<boolean> {
  return seal === (seal.includes('.') ? await sealOf(draw) : await sha256(draw.seed))
}

/** Seals a text: one fact a line, its name before it, the seed in hex at the end, each line ended. */
async function sealText(
  facts: Readonly<Record<string, string | number | bigint>>,
  seed: Uint8Array<ArrayBuffer>,
): Promise<string> {
  const lines = Object.entries({ ...facts, seed: hexOf(seed) }).map(([name, value]) => `${name} ${value}\n`)
  return `${FORM}.${await sha256(new TextEncoder().encode(lines.join('')))}`
}

async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  return hexOf(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes)))
}

const hexOf = (bytes: Uint8Array) => [...bytes].map(byte => byte.toString(16).padStart(2, '0')).join('')
