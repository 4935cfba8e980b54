// Prepares the reader that the app scans with.
import '@plaza/scan/node'
import { readBarcodes } from 'zxing-wasm/reader'

/** The text of the code in a picture, read from its file: so that the file is one, too. */
export async function scanImage(png: Uint8Array): Promise<string | undefined> {
  const [found] = await readBarcodes(new Uint8Array(png), { formats: ['QRCode'] })
  return found?.text
}
