import type { FileKind } from '@plaza/contract'
import { PICTURES_PER_MESSAGE_MAX } from '@plaza/contract/limits'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { toast } from '../ui/toast.tsx'

/** A file that was chosen, dropped or pasted, before it is sent. */
export interface Attached {
  id: string
  as: FileKind
  name: string
  /** As it was chosen. */
  original: Blob
  /** To be looked at here. */
  url: string
  w?: number
  h?: number
  ms?: number
  /** The smaller copy without where and how it was taken; undefined where there is none to be made. */
  small: Promise<Blob | undefined>
}

/** Larger pictures are drawn to this before they are sent. */
const SIDE_MAX_PX = 2_048
const QUALITY = 0.82
/** Pictures that move, or would lose by being drawn again. */
const KEPT_AS_THEY_ARE = new Set(['image/gif', 'image/svg+xml'])
const DECODED_WITHIN_MS = 8_000

/** Looks at files that were chosen; more than there is room for are left out, which is said. */
export function attachAll(files: File[], room: number, wanted?: FileKind): Promise<Attached[]> {
  if (files.length > room) toast(t('talk.too_many', { max: PICTURES_PER_MESSAGE_MAX }))
  return Promise.all(files.slice(0, Math.max(0, room)).map(file => attach(file, wanted)))
}

/** Looks at a file as far as this device can. What it cannot show goes as a file. */
export async function attach(file: File, wanted?: FileKind): Promise<Attached> {
  const common = { id: uuidv7(), name: file.name || 'file', original: file, url: URL.createObjectURL(file) }
  const asFile: Attached = { ...common, as: 'file', small: Promise.resolve(undefined) }
  if (wanted === 'file' || file.size === 0) return asFile
  if (file.type.startsWith('image/') && file.type !== 'image/svg+xml') {
    const picture = await createImageBitmap(file).catch(() => undefined)
    if (!picture) return asFile
    const { width: w, height: h } = picture
    const small = KEPT_AS_THEY_ARE.has(file.type) ? Promise.resolve(undefined) : smaller(picture)
    return { ...common, as: 'picture', w, h, small }
  }
  if (file.type.startsWith('video/')) {
    const found = await lookAtVideo(common.url)
    return found ? { ...asFile, as: 'video', ...found } : asFile
  }
  return asFile
}

/** Drawn again: no larger than needed, and without what the camera noted beside it. */
async function smaller(picture: ImageBitmap): Promise<Blob | undefined> {
  const scale = Math.min(1, SIDE_MAX_PX / Math.max(picture.width, picture.height))
  const width = Math.max(1, Math.round(picture.width * scale))
  const height = Math.max(1, Math.round(picture.height * scale))
  const canvas = Object.assign(document.createElement('canvas'), { width, height })
  const context = canvas.getContext('2d')!
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  picture.close()
  return (await encoded(canvas, 'image/webp')) ?? (await encoded(canvas, 'image/jpeg'))
}

/** Browsers without an encoder for this answer with PNG instead. */
const encoded = (canvas: HTMLCanvasElement, type: string): Promise<Blob | undefined> =>
  new Promise(done => canvas.toBlob(blob => done(blob?.type === type ? blob : undefined), type, QUALITY))

function lookAtVideo(url: string): Promise<{ w: number; h: number; ms: number } | undefined> {
  return new Promise(done => {
    const video = Object.assign(document.createElement('video'), { preload: 'metadata', muted: true, src: url })
    video.addEventListener('loadedmetadata', () =>
      done(
        video.videoWidth > 0
          ? {
              w: video.videoWidth,
              h: video.videoHeight,
              ms: Number.isFinite(video.duration) ? Math.round(video.duration * 1_000) : 0,
            }
          : undefined,
      ),
    )
    video.addEventListener('error', () => done(undefined))
    setTimeout(() => done(undefined), DECODED_WITHIN_MS)
  })
}
