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
