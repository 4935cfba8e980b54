import type { PackageOutline } from './outline.ts'
import { packageOf } from './outline.ts'
import { endingOf } from './paths.ts'
import type { Project } from './project.ts'
import { sha256 } from './scope.ts'

/** Kinds of files that a program may name at run time, and how they are served. Nothing here can be run as a page or script. */
const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png', jpg: 'image/jpeg', jpeg: 'image/jpeg', gif: 'image/gif', webp: 'image/webp', svg: 'image/svg+xml',
  bmp: 'image/bmp', ico: 'image/x-icon', ttf: 'font/ttf', otf: 'font/otf', woff: 'font/woff', woff2: 'font/woff2',
  eot: 'application/vnd.ms-fontobject', mp3: 'audio/mpeg', m4a: 'audio/mp4', aac: 'audio/aac', wav: 'audio/wav', ogg: 'audio/ogg',
  silk: 'application/octet-stream', mp4: 'video/mp4', webm: 'video/webm', mov: 'video/quicktime', json: 'application/json',
  txt: 'text/plain', csv: 'text/plain', xml: 'text/plain', bin: 'application/octet-stream', dat: 'application/octet-stream',
  cer: 'application/octet-stream', pem: 'text/plain', wasm: 'application/wasm', br: 'application/octet-stream',
  glb: 'application/octet-stream', gltf: 'application/json', hdr: 'application/octet-stream', zip: 'application/zip',
  pdf: 'application/pdf', geojson: 'application/json',
} // prettier-ignore

export interface Asset {
  readonly path: string
  readonly package: string
  readonly name: string
  readonly sha256: string
  readonly type: string
  readonly bytes: Uint8Array
}

/** Pictures, fonts, sounds and data of a program, named by what they hold. `configs` are JSON files that are no data. */
export function assetsOf(project: Project, packages: readonly PackageOutline[], configs: ReadonlySet<string>): Asset[] {
  const assets: Asset[] = []
  for (const path of [...project.paths()].sort()) {
    const ending = endingOf(path)
    const type = TYPES[ending]
    if (type === undefined || configs.has(path) || isHidden(path)) continue
    const bytes = project.bytes(path)!
    const digest = sha256(bytes)
    assets.push({
      path,
      package: packageOf(path, packages),
      name: `${digest.slice(0, 24)}.${ending}`,
      sha256: digest,
      type,
      bytes,
    })
  }
  return assets
}

function isHidden(path: string): boolean {
  return (
    /(^|\/)\./.test(path) ||
    /(^|\/)(package|package-lock|project\.config|project\.private\.config|tsconfig|jsconfig)\.json$/.test(path)
  )
}
