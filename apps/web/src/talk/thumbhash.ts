/** Sides of the drawn hash, in pixels: it is soft anyway. */
const SIDE = 32
const KEPT_MAX = 300

interface Waves {
  across: number
  down: number
  /** Cosine weights, row by row, without the first, which is the mean. */
  weights: number[]
}

const drawn = new Map<string, string>()

/** A ThumbHash as a small picture to be stretched; undefined where it cannot be read. */
export function hashPicture(hash: string): string | undefined {
  const known = drawn.get(hash)
  if (known !== undefined) return known
  const bytes = bytesOf(hash)
  if (bytes.length < 6) return undefined
  const url = draw(bytes)
  if (drawn.size >= KEPT_MAX) drawn.delete(drawn.keys().next().value!)
  drawn.set(hash, url)
  return url
}

/** Bytes of base64url text. */
export function bytesOf(text: string): Uint8Array {
  try {
    return Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), sign => sign.charCodeAt(0))
  } catch {
    return new Uint8Array()
  }
}

/** What the hash says of a picture: mean light, its two colour axes and opacity, each with its waves. */
export function readHash(bytes: Uint8Array) {
  const head = bytes[0]! | (bytes[1]! << 8) | (bytes[2]! << 16)
  const tail = bytes[3]! | (bytes[4]! << 8)
  const seeThrough = head >> 23 === 1
  const wide = tail >> 15 === 1
  const long = seeThrough ? 5 : 7
  const across = Math.max(3, wide ? long : tail & 7)
  const down = Math.max(3, wide ? tail & 7 : long)
  let at = (seeThrough ? 6 : 5) * 2
  const waves = (x: number, y: number, scale: number): Waves => {
    const weights: number[] = []
    for (let row = 0; row < y; row++) {
      for (let column = row ? 0 : 1; column * y < x * (y - row); column++) {
        const pair = bytes[at >> 1] ?? 0
        weights.push((((pair >> ((at++ & 1) << 2)) & 15) / 7.5 - 1) * scale)
      }
    }
    return { across: x, down: y, weights }
  }
  const light = waves(across, down, ((head >> 18) & 31) / 31)
  const yellow = waves(3, 3, (((tail >> 3) & 63) / 63) * 1.25)
  const red = waves(3, 3, (((tail >> 9) & 63) / 63) * 1.25)
  return {
    ratio: across / down,
    mean: [(head & 63) / 63, ((head >> 6) & 63) / 31.5 - 1, ((head >> 12) & 63) / 31.5 - 1] as const,
    waves: [light, yellow, red] as const,
  }
}

function draw(bytes: Uint8Array): string {
  const { ratio, mean, waves } = readHash(bytes)
  const width = Math.round(ratio > 1 ? SIDE : SIDE * ratio)
  const height = Math.round(ratio > 1 ? SIDE / ratio : SIDE)
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')!
  const image = context.createImageData(width, height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [light, yellow, red] = mean.map((value, i) => value + sum(waves[i]!, (x + 0.5) / width, (y + 0.5) / height))
      const blue = light! - (2 / 3) * yellow!
      const r = (3 * light! - blue + red!) / 2
      image.data.set(
        [r, r - red!, blue, 1].map(part => Math.max(0, Math.min(255, Math.round(part * 255)))),
        (y * width + x) * 4,
      )
    }
  }
  context.putImageData(image, 0, 0)
  return canvas.toDataURL()
}

/** The waves at one place, from 0 to 1 each way. */
function sum({ across, down, weights }: Waves, x: number, y: number): number {
  let total = 0
  let at = 0
  for (let row = 0; row < down; row++) {
    for (let column = row ? 0 : 1; column * down < across * (down - row); column++)
      total += weights[at++]! * Math.cos(Math.PI * x * column) * Math.cos(Math.PI * y * row) * 2
  }
  return total
}
