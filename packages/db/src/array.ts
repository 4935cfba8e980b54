/**
 * Array parameters of hot statements in PostgreSQL's binary form (the wire format of array_recv). As text, a batch of
 * uuids costs the server a fifth of its time in parsing and the driver a regular expression for each element.
 */

const OID = { bool: 16, int8: 20, int4: 23, text: 25, float8: 701, uuid: 2950 } as const
const HEAD_BYTES = 20

function array(oid: number, count: number, bytes: number, hasNull: boolean): Buffer {
  const out = Buffer.allocUnsafe(count === 0 ? 12 : HEAD_BYTES + bytes)
  out.writeInt32BE(count === 0 ? 0 : 1, 0)
  out.writeInt32BE(hasNull ? 1 : 0, 4)
  out.writeInt32BE(oid, 8)
  if (count > 0) {
    out.writeInt32BE(count, 12)
    out.writeInt32BE(1, 16)
  }
  return out
}

/** An array of values of one width, in which null stays null. */
function wide<Value>(
  oid: number,
  width: number,
  values: readonly (Value | null)[],
  write: (out: Buffer, at: number, value: Value) => void,
): Buffer {
  let nulls = 0
  for (const value of values) if (value === null) nulls += 1
  const out = array(oid, values.length, values.length * (4 + width) - nulls * width, nulls > 0)
  let at = HEAD_BYTES
  for (const value of values) {
    out.writeInt32BE(value === null ? -1 : width, at)
    at += 4
    if (value === null) continue
    write(out, at, value)
    at += width
  }
  return out
}

/** uuid[] of canonical ids; null stays null. */
export function uuidArray(values: readonly (string | null)[]): Buffer {
  return wide(OID.uuid, 16, values, writeUuid)
}

/** Some uuids that several parameters of a statement or flight name: read from text once, copied from then on. */
export class UuidList {
  /** All of them, as uuid[]. */
  readonly array: Buffer

  constructor(values: readonly string[]) {
    this.array = uuidArray(values)
  }

  /** uuid[] of some of them, told by their places (from 0), in any order and number. */
  pick(places: readonly number[]): Buffer {
    const out = array(OID.uuid, places.length, places.length * 20, false)
    const [from, to] = [words(this.array), words(out)]
    let at = 0
    for (const place of places) {
      const end = at + 5
      for (let word = place * 5; at < end;) to[at++] = from[word++] as number
    }
    return out
  }
}

/** What follows an array's head, four bytes at a time: buffers begin at a multiple of eight. */
function words(of: Buffer): Int32Array {
  return new Int32Array(of.buffer, of.byteOffset + HEAD_BYTES, Math.max(0, of.length - HEAD_BYTES) / 4)
}

/** integer[]; null stays null. */
export function intArray(values: readonly (number | null)[]): Buffer {
  return wide(OID.int4, 4, values, (out, at, value) => out.writeInt32BE(value, at))
}

/** bigint[], such as amounts of money; null stays null. */
export function bigintArray(values: readonly (bigint | null)[]): Buffer {
  return wide(OID.int8, 8, values, (out, at, value) => out.writeBigInt64BE(value, at))
}

/** float8[], such as epoch milliseconds; null stays null. */
export function floatArray(values: readonly (number | null)[]): Buffer {
  return wide(OID.float8, 8, values, (out, at, value) => out.writeDoubleBE(value, at))
}

/** boolean[]. */
export function boolArray(values: readonly boolean[]): Buffer {
  const out = array(OID.bool, values.length, values.length * 5, false)
  values.forEach((value, i) => {
    out.writeInt32BE(1, HEAD_BYTES + i * 5)
    out[HEAD_BYTES + i * 5 + 4] = value ? 1 : 0
  })
  return out
}

/** text[] of any well-formed texts without NUL; null stays null. */
export function textArray(values: readonly (string | null)[]): Buffer {
  let bytes = 0
  for (const value of values) bytes += 4 + (value === null ? 0 : Buffer.byteLength(value))
  const out = array(OID.text, values.length, bytes, values.includes(null))
  let at = HEAD_BYTES
  for (const value of values) {
    const length = value === null ? -1 : out.write(value, at + 4)
    out.writeInt32BE(length, at)
    at += 4 + Math.max(0, length)
  }
  return out
}

const HEX = new Uint8Array(128)
for (let i = 0; i < 16; i++) HEX[i.toString(16).charCodeAt(0)] = i

function writeUuid(out: Buffer, at: number, value: string): void {
  for (let i = 0, place = 0; i < 16; i++, place += 2) {
    // After bytes 4, 6, 8 and 10 the text has a dash.
    if (i === 4 || i === 6 || i === 8 || i === 10) place += 1
    out[at + i] = ((HEX[value.charCodeAt(place)] as number) << 4) | (HEX[value.charCodeAt(place + 1)] as number)
  }
}
