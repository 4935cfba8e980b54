import { ApiError, type ApiCode } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { Uploads } from './uploads.ts'

/** Larger than stickers are shown anywhere, on any screen. */
const SIDE_MAX_PX = 512
const QUALITY = 0.9
/** Pictures that move go as they are. */
const MOVES = new Set(['image/gif', 'image/webp'])

/** Brings a picture of this device to the city, small and without what the camera noted; answers with its address there. */
export async function bringSticker(file: File): Promise<string> {
  const bytes = MOVES.has(file.type) ? file : await small(file)
  const id = uuidv7()
  return new Promise((done, refused) => {
    const end = (): void => uploads.stop()
    const uploads = new Uploads({
      bytes: () => Promise.resolve(bytes),
      arrived: () => {},
      ready: (_, address) => (end(), done(address)),
      failed: (_, code) => (end(), refused(new ApiError(code as ApiCode))),
    })
    uploads.bring({ id, as: 'picture', name: 'sticker', type: bytes.type, bytes: bytes.size })
  })
}

async function small(file: File): Promise<Blob> {
  const picture = await createImageBitmap(file).catch(() => {
    throw new ApiError('media_kind_refused')
  })
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(picture.width, picture.height))
  const [width, height] = [picture.width, picture.height].map(side => Math.max(1, Math.round(side * scale)))
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, canvas.width, canvas.height)
  picture.close()
  // Where there is no encoder for WebP it is a PNG: what is seen through stays so.
  const blob = await new Promise<Blob | null>(done => canvas.toBlob(done, 'image/webp', QUALITY))
  return blob ?? file
}
