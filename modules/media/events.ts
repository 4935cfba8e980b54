import type { FileKind } from '@plaza/contract'
import type { City } from '@plaza/house'
import type { PictureKind } from './rules.ts'

export function pictureKept(city: City, id: string, by: string, kind: PictureKind, bytes: number): void {
  city.log.info({ blob: id, by, kind, bytes }, 'picture kept')
  city.metrics.count('pictures_kept', { kind })
}

export function pictureLost(city: City, id: string): void {
  city.log.error({ blob: id }, 'picture noted but not in the blob store')
  city.metrics.count('pictures_lost')
}

export function uploadCreated(city: City, kind: FileKind): void {
  city.metrics.count('uploads_created', { kind })
}

/** An upload was examined: `ready`, or the word for why not. */
export function uploadEnded(city: City, kind: FileKind, how: string): void {
  city.metrics.count('uploads_ended', { kind, how })
}

export function examineFailed(city: City, error: unknown): void {
  city.log.error({ err: error }, 'an upload could not be examined')
  city.metrics.count('uploads_failed')
}

export function fileLost(city: City, id: string): void {
  city.log.error({ file: id }, 'file noted but not in the store')
  city.metrics.count('files_lost')
}

export function filesSwept(city: City, count: number): void {
  city.log.info({ count }, 'files removed that nobody needs')
  city.metrics.count('files_swept', {}, count)
}
