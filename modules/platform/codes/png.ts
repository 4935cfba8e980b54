import { crc32, deflateSync } from 'node:zlib'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
const GREY = 0
const BITS = 1

/** A PNG (ISO 15948) of black and white squares: `dark[y][x]`, each `scale` pixels wide, in a white frame of `quiet` pixels. */
export function pngOf(dark: readonly (readonly boolean[])[], scale: number, quiet: number): Buffer {
  const size = dark.length * scale + 2 * quiet
  const rowBytes = Math.ceil(size / 8)
  const white = Buffer.alloc(1 + rowBytes, 0xff).fill(0, 0, 1)
  const rows: Buffer[] = Array.from({ length: quiet }, () => white)
  for (const line of dark) {
    const row = Buffer.from(white)
    line.forEach((isDark, x) => {
      if (!isDark) return
      for (let i = quiet + x * scale; i < quiet + (x + 1) * scale; i++)
        row[1 + (i >> 3)] = (row[1 + (i >> 3)] as number) & ~(0x80 >> (i & 7))
    })
    for (let i = 0; i < scale; i++) rows.push(row)
  }
  rows.push(...Array.from({ length: quiet }, () => white))
  const head = Buffer.alloc(13)
  head.writeUInt32BE(size, 0)
  head.writeUInt32BE(size, 4)
  head.set([BITS, GREY, 0, 0, 0], 8)
  return Buffer.concat([
    SIGNATURE,
    chunk('IHDR', head),
    chunk('IDAT', deflateSync(Buffer.concat(rows))),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(data.length)
  const body = Buffer.concat([Buffer.from(type), data])
  const sum = Buffer.alloc(4)
  sum.writeUInt32BE(crc32(body))
  return Buffer.concat([length, body, sum])
}
