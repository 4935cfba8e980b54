import { readFileSync } from 'node:fs'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { findCode, READER, type Picture } from './index.ts'

// Reads codes in pictures as the client does: the same reader, without a browser around it.

const wasm = readFileSync(new URL(import.meta.resolve('zxing-wasm/reader/zxing_reader.wasm')))
prepareZXingModule({ overrides: { wasmBinary: wasm.buffer.slice(wasm.byteOffset, wasm.byteOffset + wasm.length) } })

/** The text of the code in a picture. */
export function readPicture(picture: Picture): Promise<string | undefined> {
  return findCode(picture, image => readBarcodes({ ...image, colorSpace: 'srgb' }, READER))
}
