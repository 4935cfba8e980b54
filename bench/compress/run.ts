import { randomUUID } from 'node:crypto'
import { promisify } from 'node:util'
import { brotliCompressSync, constants, gzip, gzipSync } from 'node:zlib'

// What compressing one answer costs and saves: node --import tsx bench/compress/run.ts
// The answers are pages of messages with words of a small vocabulary, which compress better than people's.

const ROUNDS = 1_500
const MESSAGES = [4, 40, 400]
const WORDS =
  'the harbour opens at nine tomorrow if the weather allows bring coffee and the old chart please we meet near tram stop seven'.split(
    ' ',
  )

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T
const people = Array.from({ length: 6 }, () => randomUUID())

function page(messages: number): Buffer {
  const c = randomUUID()
  const events = Array.from({ length: messages }, (_, q) => {
    const text = Array.from({ length: 4 + Math.floor(Math.random() * 10) }, () => pick(WORDS)).join(' ')
    return { c, q, n: q, id: randomUUID(), f: pick(people), k: 'text', b: { text }, at: 1_764_000_000_000 + q * 61_237 }
  })
  return Buffer.from(JSON.stringify({ events, moreBefore: true, moreAfter: false }))
}

const brotli = (quality: number) => (bytes: Buffer) =>
  brotliCompressSync(bytes, {
    params: { [constants.BROTLI_PARAM_QUALITY]: quality, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
  })
const pooled = promisify(gzip) as (bytes: Buffer, options: object) => Promise<Buffer>
const ways: Record<string, (bytes: Buffer) => Buffer | Promise<Buffer>> = {
  'gzip 1': bytes => gzipSync(bytes, { level: 1 }),
  'gzip 6': bytes => gzipSync(bytes, { level: 6 }),
  'brotli 1': brotli(1),
  'brotli 3': brotli(3),
  'brotli 5': brotli(5),
  'gzip 1 on the thread pool': bytes => pooled(bytes, { level: 1 }),
}

for (const messages of MESSAGES) {
  const bytes = page(messages)
  for (const [name, way] of Object.entries(ways)) {
    for (let i = 0; i < ROUNDS / 5; i++) await way(bytes)
    const before = process.cpuUsage()
    let out = bytes
    for (let i = 0; i < ROUNDS; i++) out = await way(bytes)
    const { user, system } = process.cpuUsage(before)
    const cost = Math.round((user + system) / ROUNDS)
    process.stdout.write(`${bytes.length} bytes, ${name}: ${out.length} bytes, ${cost} us of CPU\n`)
  }
}
