import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import wasm from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { findCode, READER } from '@plaza/scan'

const SIDE_MAX_PX = 1280

prepareZXingModule({
  overrides: { locateFile: (path: string, prefix: string) => (path.endsWith('.wasm') ? wasm : prefix + path) },
})

interface Detector {
  detect(source: CanvasImageSource): Promise<{ rawValue: string }[]>
}
const Native = (globalThis as { BarcodeDetector?: new (options: { formats: string[] }) => Detector }).BarcodeDetector
const native = Native ? new Native({ formats: ['qr_code', 'code_128'] }) : undefined
const canvas = document.createElement('canvas')

/** The text of a code in a picture or a frame of the camera; by the browser itself where it can. */
export async function readCode(source: HTMLVideoElement | ImageBitmap): Promise<string | undefined> {
  if (native) return (await native.detect(source))[0]?.rawValue
  const width = source instanceof ImageBitmap ? source.width : source.videoWidth
  const height = source instanceof ImageBitmap ? source.height : source.videoHeight
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(width, height))
  canvas.width = Math.round(width * scale)
  canvas.height = Math.round(height * scale)
  const context = canvas.getContext('2d', { willReadFrequently: true })!
  context.drawImage(source, 0, 0, canvas.width, canvas.height)
  return findCode(context.getImageData(0, 0, canvas.width, canvas.height), picture =>
    readBarcodes(new ImageData(picture.data, picture.width, picture.height), READER),
  )
}
