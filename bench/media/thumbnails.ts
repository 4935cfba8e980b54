import { mkdtempSync, rmSync } from 'node:fs'
import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { rewritePicture } from '@plaza/media'
import sharp from 'sharp'

// Pictures through the whole of their examination (written anew, view, thumb, rough look), two at once as in a city, and what
// the process holds in memory meanwhile: it must not grow with their number.
//   node --expose-gc --import tsx bench/media/thumbnails.ts [pictures = 10000] [smallest side = 1000]

const COUNT = Number(process.argv[2] ?? 10_000)
const SIDE = Number(process.argv[3] ?? 1_000)
const AT_ONCE = 2
const KINDS = 24
const WARM = Math.min(500, Math.ceil(COUNT / 4))
const REPORTS = 10

const folder = mkdtempSync(join(tmpdir(), 'plaza-thumbnails-'))
const megabytes = () => {
  ;(globalThis as { gc?: () => void }).gc?.()
  return Math.round(process.memoryUsage().rss / 1024 ** 2)
}

/** Phone pictures in small: photos of several sizes, screenshots, and some that move. */
async function sources(): Promise<string[]> {
  const paths: string[] = []
  for (let i = 0; i < KINDS; i++) {
    const [width, height] = [SIDE + i * 20, SIDE + ((i * 37) % 200)]
    const noise = { type: 'gaussian' as const, mean: 60 + i * 6, sigma: 25 }
    const made = sharp({ create: { width, height, channels: 3, background: 'teal', noise } })
    const bytes = await (i % 4 === 0 ? made.png() : i % 4 === 1 ? made.webp() : made.jpeg({ quality: 80 })).toBuffer()
    const path = join(folder, `source-${i}`)
    await writeFile(path, bytes)
    paths.push(path)
  }
  return paths
}

const paths = await sources()
let next = 0
let at = WARM
const seen: number[] = []
let before = 0
const began = performance.now()
async function worker(name: number): Promise<void> {
  while (next < COUNT) {
    const number = next++
    await rewritePicture(paths[number % KINDS] as string, join(folder, `anew-${name}`), number % 9 === 0)
    if (number + 1 < at) continue
    if (before === 0) before = megabytes()
    else seen.push(megabytes())
    process.stdout.write(
      `${number + 1} pictures, ${Math.round((performance.now() - began) / 1000)} s, ${megabytes()} MB\n`,
    )
    at += Math.ceil((COUNT - WARM) / REPORTS)
  }
}
await Promise.all(Array.from({ length: AT_ONCE }, (_, i) => worker(i)))
const after = megabytes()
const seconds = (performance.now() - began) / 1000
process.stdout.write(
  `${COUNT} pictures in ${Math.round(seconds)} s, ${(COUNT / seconds).toFixed(1)}/s; ${before} MB after the first ${WARM}, at most ${Math.max(...seen, after)}, ${after} at the end\n`,
)
rmSync(folder, { recursive: true })
process.exit(after > before * 1.25 ? 1 : 0)
