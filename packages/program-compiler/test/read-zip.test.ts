import { zipSync } from 'fflate'
import { expect, test } from 'vitest'
import { ZIP_UNFOLDED_BYTES_MAX } from '../src/limits.ts'
import { readZip } from '../src/index.ts'

const text = (content: string) => new TextEncoder().encode(content)

test('a ZIP gives its files, without what systems leave in it', () => {
  const files = readZip(zipSync({ 'app.json': text('{}'), '__MACOSX/x': text(''), 'a/.DS_Store': text('') }))
  expect([...files.keys()]).toEqual(['app.json'])
})

test.each(['../a.js', '/etc/passwd', 'a/../../b', 'C:\\a', 'a\\b'])('a path like %s is refused', name => {
  expect(() => readZip(zipSync({ [name]: text('x') }))).toThrow(/is not a path/)
})

/** A ZIP of one file of a million zeros whose directory says that it has `size` bytes. */
function saying(size: number): Uint8Array {
  const zip = zipSync({ 'a.txt': new Uint8Array(1_000_000) })
  const directory = zip.length - 22 - 46 - 'a.txt'.length
  new DataView(zip.buffer, zip.byteOffset).setUint32(directory + 24, size, true)
  return zip
}

test('a bomb is refused before it is unfolded, and one that lies about its size gives no more than it said', () => {
  expect(() => readZip(saying(ZIP_UNFOLDED_BYTES_MAX + 1))).toThrow(`more than ${ZIP_UNFOLDED_BYTES_MAX}`)
  expect(readZip(saying(10)).get('a.txt')!.byteLength).toBeLessThanOrEqual(10)
  expect(() => readZip(text('not a zip at all, but long enough to be one'))).toThrow(/not a ZIP/)
})
