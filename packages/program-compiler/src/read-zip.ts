import { unzipSync } from 'fflate'
import {
  FILE_BYTES_MAX,
  FILES_MAX,
  PATH_DEPTH_MAX,
  PATH_LENGTH_MAX,
  ZIP_BYTES_MAX,
  ZIP_UNFOLDED_BYTES_MAX,
} from './limits.ts'

/**
 * Reads an uploaded ZIP by the rules of W3C MiniApp Packaging: paths are relative, of valid UTF-8, without `..`; stored or deflated,
 * not encrypted. What unfolds to too much is refused before it is unfolded. Throws with a sentence for the developer.
 */
export function readZip(bytes: Uint8Array): Map<string, Uint8Array> {
  if (bytes.byteLength > ZIP_BYTES_MAX) throw new Error(`The ZIP is larger than ${ZIP_BYTES_MAX} bytes`)
  if (bytes.byteLength < 22 || bytes[0] !== 0x50 || bytes[1] !== 0x4b) throw new Error('This is not a ZIP file')
  let unfolded = 0
  let count = 0
  const names = new Set<string>()
  let found: Record<string, Uint8Array>
  try {
    found = unzipSync(bytes, {
      filter: ({ name, originalSize, compression }) => {
        checkName(name)
        if (isLeftOut(name)) return false
        if (compression !== 0 && compression !== 8) throw new Error(`${name} is packed in a way that is not allowed`)
        if (names.has(name)) throw new Error(`${name} is in the ZIP twice`)
        names.add(name)
        if (++count > FILES_MAX) throw new Error(`The ZIP has more than ${FILES_MAX} files`)
        unfolded += originalSize
        if (unfolded > ZIP_UNFOLDED_BYTES_MAX)
          throw new Error(`The ZIP unfolds to more than ${ZIP_UNFOLDED_BYTES_MAX} bytes`)
        return originalSize <= FILE_BYTES_MAX
      },
    })
  } catch (error) {
    throw new Error(error instanceof Error ? error.message : 'The ZIP cannot be read', { cause: error })
  }
  const files = new Map<string, Uint8Array>()
  let real = 0
  for (const name of Object.keys(found).sort()) {
    // The header may lie about sizes: what came out counts.
    real += found[name]!.byteLength
    if (real > ZIP_UNFOLDED_BYTES_MAX) throw new Error(`The ZIP unfolds to more than ${ZIP_UNFOLDED_BYTES_MAX} bytes`)
    files.set(name, found[name]!)
  }
  return files
}

function checkName(name: string): void {
  const parts = name.split('/')
  const isBad =
    name.startsWith('/') ||
    /[\\\0]/.test(name) ||
    /^[a-zA-Z]:/.test(name) ||
    parts.includes('..') ||
    name.includes('\uFFFD')
  if (isBad) throw new Error(`${JSON.stringify(name)} is not a path that a program may have`)
  if (name.length > PATH_LENGTH_MAX || parts.length > PATH_DEPTH_MAX) throw new Error('A path in the ZIP is too long')
}

function isLeftOut(name: string): boolean {
  return name.endsWith('/') || /(^|\/)(__MACOSX|\.git|\.svn)\//.test(name) || name.endsWith('.DS_Store')
}
