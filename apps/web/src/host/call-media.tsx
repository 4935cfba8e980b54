import { t } from '../i18n.ts'
import { noteAct } from './acts.ts'
import { askOnce } from './consent.tsx'
import { openDialog } from './dialog.tsx'
import { CHOSEN_IMAGES_MAX, TEMP_BYTES_MAX, URL_LENGTH_MAX } from './limits.ts'
import type { Program } from './program.ts'
import { cancelled, Refused } from './refused.ts'
import type { Args } from './args.ts'
import type { HostCalls } from './call.ts'
import { extensionOf, mustFile } from './call-files.ts'
import { Previewer } from './previewer.tsx'

interface Chosen {
  path: string
  size: number
  file: File
}

/** Pictures and films: chosen by the citizen in the browser's own dialog, so that choosing is the consent. */
export const media: HostCalls = {
  async chooseImage(program, args) {
    const files = await choose(program, args, 'image/*')
    return { tempFilePaths: files.map(one => one.path), tempFiles: files.map(({ path, size }) => ({ path, size })) }
  },
  async chooseMedia(program, args) {
    const kinds = args.texts('mediaType', 3, 10)
    const accept = kinds.includes('video') ? (kinds.includes('image') ? 'image/*,video/*' : 'video/*') : 'image/*'
    const files = await choose(program, args, kinds.length === 0 || kinds.includes('mix') ? 'image/*,video/*' : accept)
    const tempFiles = await Promise.all(
      files.map(async ({ path, size, file }) => {
        const fileType = file.type.startsWith('video/') ? 'video' : 'image'
        return { tempFilePath: path, size, fileType, ...(fileType === 'video' ? await filmSize(file) : {}) }
      }),
    )
    const types = new Set(tempFiles.map(one => one.fileType))
    return { tempFiles, type: types.size > 1 ? 'mix' : (tempFiles[0]?.fileType ?? 'image') }
  },
  async chooseVideo(program, args) {
    const [one] = await choose(program, args, 'video/*', 1)
    if (!one) throw cancelled()
    return { tempFilePath: one.path, size: one.size, ...(await filmSize(one.file)) }
  },
  async chooseMessageFile(program, args) {
    const files = await choose(program, args, '*/*')
    return {
      tempFiles: files.map(({ path, size, file }) => ({
        path,
        size,
        name: file.name,
        type: file.type.startsWith('image/') ? 'image' : file.type.startsWith('video/') ? 'video' : 'file',
        time: Math.round(file.lastModified / 1000),
      })),
    }
  },
  previewImage: (program, args) =>
    preview(program, args.texts('urls', 50, URL_LENGTH_MAX), args.text('current', URL_LENGTH_MAX)),
  previewMedia(program, args) {
    const sources = args.raw('sources')
    const urls = Array.isArray(sources)
      ? sources.flatMap(one => (typeof one?.url === 'string' ? [one.url.slice(0, URL_LENGTH_MAX)] : []))
      : []
    return preview(program, urls, urls[args.number('current', 0, 0, 50)] ?? '')
  },
  async openDocument(program, args) {
    await save(program, await mustFile(program, args.mustText('filePath', 300)), args.text('filePath', 300))
  },
  saveImageToPhotosAlbum: saveFile,
  saveVideoToPhotosAlbum: saveFile,
  saveFileToDisk: saveFile,
  async getImageInfo(program, args) {
    const src = args.mustText('src', URL_LENGTH_MAX)
    const blob = await picture(program, src)
    const bitmap = await createImageBitmap(blob).catch(() => {
      throw new Refused('the picture cannot be read')
    })
    const { width, height } = bitmap
    bitmap.close()
    const path = src.startsWith('wxfile:') ? src : program.files.keep(blob, extensionOf(blob.type))
    return { width, height, path, orientation: 'up', type: blob.type.replace('image/', '') || 'unknown' }
  },
  async compressImage(program, args) {
    const bitmap = await createImageBitmap(await picture(program, args.mustText('src', URL_LENGTH_MAX)))
    const scale = Math.min(1, args.number('compressedWidth', bitmap.width, 1, 8_192) / bitmap.width)
    const canvas = new OffscreenCanvas(Math.round(bitmap.width * scale), Math.round(bitmap.height * scale))
    canvas.getContext('2d')!.drawImage(bitmap, 0, 0, canvas.width, canvas.height)
    const quality = args.number('quality', 80, 0, 100) / 100
    return { tempFilePath: program.files.keep(await canvas.convertToBlob({ type: 'image/jpeg', quality }), '.jpg') }
  },
}

/** A picture as the program names it. */
export async function picture(program: Program, src: string): Promise<Blob> {
  const blob = await program.assets.bring(src)
  if (!blob) throw new Refused('file not found')
  return blob
}

function choose(program: Program, args: Args, accept: string, most = CHOSEN_IMAGES_MAX): Promise<Chosen[]> {
  const count = args.number('count', CHOSEN_IMAGES_MAX, 1, most)
  return new Promise((resolve, reject) => {
    const input = Object.assign(document.createElement('input'), { type: 'file', accept, multiple: count > 1 })
    const source = args.raw('sourceType')
    if (Array.isArray(source) && source.length === 1 && source[0] === 'camera') input.capture = 'environment'
    input.addEventListener('cancel', () => reject(cancelled()))
    input.addEventListener('change', () => {
      const files = [...(input.files ?? [])].slice(0, count).filter(file => file.size <= TEMP_BYTES_MAX)
      if (files.length === 0) return reject(cancelled())
      noteAct(program, 'choosePictures', String(files.length))
      resolve(files.map(file => ({ path: program.files.keep(file, extensionOf(file.type)), size: file.size, file })))
    })
    input.click()
  })
}

function filmSize(file: File): Promise<{ duration: number; width: number; height: number }> {
  const video = document.createElement('video')
  const url = URL.createObjectURL(file)
  return new Promise(resolve => {
    const done = () => {
      URL.revokeObjectURL(url)
      resolve({ duration: video.duration || 0, width: video.videoWidth, height: video.videoHeight })
    }
    video.addEventListener('loadedmetadata', done, { once: true })
    video.addEventListener('error', done, { once: true })
    video.src = url
  })
}

async function preview(program: Program, urls: string[], current: string): Promise<void> {
  if (urls.length === 0) throw new Refused('parameter error: urls')
  await openDialog<void>(done => (
    <Previewer program={program} urls={urls} start={Math.max(0, urls.indexOf(current))} onDone={done} />
  ))
}

async function saveFile(program: Program, args: Args): Promise<void> {
  const path = args.mustText('filePath', URL_LENGTH_MAX)
  const bytes = args.bytes('bytes', TEMP_BYTES_MAX)
  await save(program, bytes ? new Blob([bytes]) : await picture(program, path), path)
}

/** Files leave a program only by the citizen's word: a page could fill a disk otherwise. */
async function save(program: Program, blob: Blob, path: string): Promise<void> {
  const name = path
    .split('/')
    .at(-1)!
    .replaceAll(/[^\w.-]/g, '_')
    .slice(-80)
  if (!(await askOnce(program, t('program.save.what', { name }), t('program.save.why')))) throw cancelled()
  noteAct(program, 'saveFile', name)
  const link = Object.assign(document.createElement('a'), { href: URL.createObjectURL(blob), download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
