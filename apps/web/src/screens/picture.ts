import { AVATAR_BYTES_MAX } from '@plaza/contract/limits'
import { call } from '../engine/api.ts'

const AVATAR_PX = 256
const SAVED_PX = 720

/** Lets the person choose a picture file; nothing when they change their mind. */
export function choosePicture(): Promise<File | undefined> {
  return new Promise(done => {
    const input = document.createElement('input')
    input.type = 'file'
    input.accept = 'image/*'
    input.addEventListener('change', () => done(input.files?.[0]))
    input.addEventListener('cancel', () => done(undefined))
    input.click()
  })
}

/** Cuts a picture to a small square on this device and stores it; answers its content address. */
export async function storeAvatar(file: File): Promise<string> {
  const picture = await createImageBitmap(file)
  const side = Math.min(picture.width, picture.height)
  const canvas = Object.assign(document.createElement('canvas'), { width: AVATAR_PX, height: AVATAR_PX })
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(
    picture,
    (picture.width - side) / 2,
    (picture.height - side) / 2,
    side,
    side,
    0,
    0,
    AVATAR_PX,
    AVATAR_PX,
  )
  const blob = (await blobOf(canvas, 'image/webp')) ?? (await blobOf(canvas, 'image/jpeg'))
  if (!blob || blob.size > AVATAR_BYTES_MAX) throw new Error('the picture cannot be made small')
  const bytes = new Uint8Array(await blob.arrayBuffer())
  let binary = ''
  for (const byte of bytes) binary += String.fromCharCode(byte)
  const { id } = await call('POST /media/avatars', { data: btoa(binary) })
  return id
}

/** Browsers without WebP encoders answer with PNG instead. */
function blobOf(canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> {
  return new Promise(done => canvas.toBlob(blob => done(blob?.type === type ? blob : undefined), type, 0.86))
}

/** Saves a drawing as a PNG file. */
export async function savePicture(svg: SVGElement, name: string): Promise<void> {
  const copy = svg.cloneNode(true) as SVGElement
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg')
  copy.setAttribute('width', String(SAVED_PX))
  copy.setAttribute('height', String(SAVED_PX))
  const image = new Image()
  image.src = `data:image/svg+xml;utf8,${encodeURIComponent(copy.outerHTML)}`
  await image.decode()
  const canvas = Object.assign(document.createElement('canvas'), { width: SAVED_PX, height: SAVED_PX })
  canvas.getContext('2d')!.drawImage(image, 0, 0, SAVED_PX, SAVED_PX)
  const blob = await blobOf(canvas, 'image/png')
  if (!blob) return
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
