import { limits } from '@plaza/contract'
import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { encode } from 'uqr'
import { CODE_WIDTH, CODE_WIDTH_MAX, CODE_WIDTH_MIN, SCENE_LENGTH_MAX } from '../limits.ts'
import { pngOf } from './png.ts'

/** Modules of white around a code, as its standard wants (ISO 18004). */
const QUIET_MODULES = 4
const SCENE = /^[0-9A-Za-z!#$&'()*+,/:;=?@\-._~%]*$/

/** Where a code leads: a page with its query, or a page and a scene that the program reads. */
export interface CodeWish {
  readonly page: string
  readonly scene?: string | undefined
  readonly width?: number | undefined
}

/**
 * The picture of a program code: a QR of an address of the city, which any camera opens and the app reads by itself.
 * Refuses scenes and pages that are too long or hold what an address cannot (`bad_input`).
 */
export function drawCode(city: City, appId: string, wish: CodeWish): Buffer {
  const { data } = encode(addressOf(city, appId, wish), { ecc: 'M', border: 0 })
  const width = Math.min(CODE_WIDTH_MAX, Math.max(CODE_WIDTH_MIN, Math.trunc(wish.width ?? CODE_WIDTH)))
  const scale = Math.max(1, Math.floor(width / (data.length + 2 * QUIET_MODULES)))
  return pngOf(data, scale, QUIET_MODULES * scale)
}

function addressOf(city: City, appId: string, { page, scene }: CodeWish): string {
  const path = page.replace(/^\/+/, '')
  if (path.length > limits.PROGRAM_PATH_LENGTH_MAX || !path.isWellFormed() || /\s/.test(path))
    throw new Refusal('bad_input', { field: 'page' })
  if (scene !== undefined && (scene === '' || scene.length > SCENE_LENGTH_MAX || !SCENE.test(scene)))
    throw new Refusal('bad_input', { field: 'scene' })
  const query = scene === undefined ? '' : `${path.includes('?') ? '&' : '?'}scene=${encodeURIComponent(scene)}`
  const where = path + query
  return `${city.config.publicUrl}/mp/${appId}${where === '' ? '' : `/${encodeURIComponent(where)}`}`
}
