import { ApiFault } from '../host.ts'
import { FS_BYTES_MAX } from '../limits.ts'
import { str, bytesOf, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { joinPath } from '../styling.ts'
import { api } from './call.ts'
import { decodeBytes, encodeText } from './text.ts'

export const USER_DATA_PATH = 'wxfile://usr'
const TEMPORARY = 'wxfile://tmp_'

interface Entry {
  bytes: ArrayBuffer
  time: number
}

/**
 * The file system of a program: its own package to read, `wxfile://usr` to keep (written through to the host), temporary files. All is
 * in memory, so that the forms that end in Sync work.
 */
export class Files {
  readonly #program: Program
  readonly #files = new Map<string, Entry>()
  readonly #folders = new Set<string>([USER_DATA_PATH])
  #used = 0
  #last = 0

  constructor(program: Program) {
    this.#program = program
    if (program.boot.manifest.apis.includes('getFileSystemManager')) this.#fetchKept().catch(() => undefined)
  }

  /** What the person's earlier visits kept, so that it can be read without waiting. */
  async #fetchKept(): Promise<void> {
    const { files } = await this.#program.host.call('fsList')
    for (const { path } of (Array.isArray(files) ? files : []) as readonly { path: string }[]) {
      for (let at = path.lastIndexOf('/'); at > USER_DATA_PATH.length; at = path.lastIndexOf('/', at - 1))
        this.#folders.add(path.slice(0, at))
      if (!this.#files.has(path)) await this.fetch(path)
    }
  }

  /** Bytes of anything the host can name for this program: its package's files, kept and temporary files, allowed addresses. */
  async fetch(path: string): Promise<ArrayBuffer> {
    const known = this.#files.get(path)
    if (known) return known.bytes
    const { bytes } = await this.#program.host.call('fsRead', {
      path: /^[a-z][\w+.-]*:/i.test(path) ? path : `/${joinPath(path)}`,
    })
    const buffer = bytesOf(bytes)
    if (!buffer) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
    this.#put(path, buffer)
    return buffer
  }

  /** What a download brought becomes a file that other calls may name. */
  took(res: Dict, filePath: unknown): Dict {
    const { bytes, ...answer } = res
    const buffer = bytesOf(bytes)
    if (!buffer) return answer
    const path = typeof filePath === 'string' ? filePath : this.temporary(buffer)
    if (typeof filePath === 'string') this.write(filePath, buffer)
    return {
      ...answer,
      ...(typeof filePath === 'string' ? { filePath: path } : { tempFilePath: answer['tempFilePath'] ?? path }),
    }
  }

  temporary(bytes: ArrayBuffer, ending = ''): string {
    const path = `${TEMPORARY}${++this.#last}${ending}`
    this.#put(path, bytes)
    return path
  }

  /** Bytes of a file that only the Worker has, to go along with a call; undefined when the host knows the path. */
  bytesFor(path: unknown): Promise<ArrayBuffer | undefined> {
    return Promise.resolve(this.#files.get(String(path))?.bytes)
  }

  read(path: string): ArrayBuffer {
    const found = this.#files.get(path)?.bytes ?? this.#files.get(`/${joinPath(path)}`)?.bytes
    if (!found) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
    return found
  }

  write(path: string, bytes: ArrayBuffer): void {
    if (!path.startsWith(`${USER_DATA_PATH}/`)) throw new ApiFault(`fail permission denied, open ${path}`, 1_300_013)
    const folder = path.slice(0, path.lastIndexOf('/'))
    if (!this.#folders.has(folder)) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
    this.#put(path, bytes)
    this.#program.host.tell('fsWrite', { path, bytes })
  }

  #put(path: string, bytes: ArrayBuffer): void {
    const before = this.#files.get(path)?.bytes.byteLength ?? 0
    if (this.#used - before + bytes.byteLength > FS_BYTES_MAX)
      throw new ApiFault('fail the maximum size of the file storage limit is exceeded', 1_300_202)
    this.#used += bytes.byteLength - before
    this.#files.set(path, { bytes, time: Date.now() })
  }

  remove(path: string): void {
    const found = this.#files.get(path)
    if (!found) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
    this.#used -= found.bytes.byteLength
    this.#files.delete(path)
    this.#program.host.tell('fsRemove', { path })
  }

  access(path: string): void {
    if (this.#folders.has(path.replace(/\/$/, ''))) return
    this.read(path)
  }

  makeFolder(path: string, recursive: boolean): void {
    const folder = path.replace(/\/$/, '')
    if (!folder.startsWith(`${USER_DATA_PATH}/`)) throw new ApiFault(`fail permission denied, open ${path}`, 1_300_013)
    if (this.#folders.has(folder)) {
      if (recursive) return
      throw new ApiFault(`fail file already exists ${path}`, 1_301_005)
    }
    const parent = folder.slice(0, folder.lastIndexOf('/'))
    if (!this.#folders.has(parent)) {
      if (!recursive) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
      this.makeFolder(parent, true)
    }
    this.#folders.add(folder)
  }

  removeFolder(path: string, recursive: boolean): void {
    const folder = path.replace(/\/$/, '')
    const inside = [...this.#files.keys(), ...this.#folders].filter(each => each.startsWith(`${folder}/`))
    if (!this.#folders.has(folder)) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
    if (inside.length > 0 && !recursive) throw new ApiFault('fail directory not empty', 1_300_066)
    for (const each of inside) {
      if (this.#files.has(each)) this.remove(each)
      this.#folders.delete(each)
    }
    if (folder !== USER_DATA_PATH) this.#folders.delete(folder)
  }

  list(path: string): string[] {
    const folder = path.replace(/\/$/, '')
    if (!this.#folders.has(folder)) throw new ApiFault(`fail no such file or directory ${path}`, 1_300_002)
    const all = [...this.#files.keys(), ...this.#folders].filter(each => each.startsWith(`${folder}/`))
    return [...new Set(all.map(each => each.slice(folder.length + 1).split('/')[0]!))].sort()
  }

  stat(path: string): Dict {
    const isFolder = this.#folders.has(path.replace(/\/$/, ''))
    const size = isFolder ? 0 : this.read(path).byteLength
    const time = Math.floor((this.#files.get(path)?.time ?? 0) / 1000)
    return {
      mode: isFolder ? 0o40755 : 0o100644,
      size,
      lastAccessedTime: time,
      lastModifiedTime: time,
      isDirectory: () => isFolder,
      isFile: () => !isFolder,
    }
  }
}

/** `wx.getFileSystemManager()`: each operation with callbacks or as a promise, and in its Sync form. */
export function fileSystem(program: Program, files: Files): Dict {
  const text = (value: unknown, encoding: unknown): ArrayBuffer =>
    bytesOf(value) ?? encodeText(str(value), str(encoding, 'utf8'))
  const read = (path: unknown, encoding?: unknown, position = 0, length?: number) => {
    const whole = files.read(String(path))
    const bytes =
      position > 0 || length !== undefined
        ? whole.slice(position, length === undefined ? undefined : position + length)
        : whole
    return typeof encoding === 'string' ? decodeBytes(bytes, encoding) : bytes
  }
  const append = (path: unknown, data: unknown, encoding?: unknown) => {
    const [old, more] = [files.read(String(path)), text(data, encoding)]
    const joined = new Uint8Array(old.byteLength + more.byteLength)
    joined.set(new Uint8Array(old))
    joined.set(new Uint8Array(more), old.byteLength)
    files.write(String(path), joined.buffer)
  }
  const copy = (from: unknown, to: unknown) => files.write(String(to), files.read(String(from)).slice(0))
  const rename = (from: unknown, to: unknown) => {
    copy(from, to)
    if (String(from).startsWith('wxfile://')) files.remove(String(from))
  }
  const save = (from: unknown, to?: unknown) => {
    const path = typeof to === 'string' && to !== '' ? to : `${USER_DATA_PATH}/store_${Date.now()}`
    files.write(path, files.read(String(from)))
    return path
  }
  const both = (
    name: string,
    sync: (...args: readonly never[]) => unknown,
    fields: readonly string[],
    result?: string,
  ): Dict => ({
    [`${name}Sync`]: (...args: readonly never[]) => {
      try {
        return sync(...args)
      } catch (error) {
        throw error instanceof ApiFault ? new Error(`${name}Sync:${error.errMsg}`) : error
      }
    },
    [name]: api(program, name, options => {
      const back = sync(...(fields.map(field => options[field]) as never[]))
      return result === undefined ? undefined : { [result]: back }
    }),
  })
  return {
    ...both('readFile', read, ['filePath', 'encoding', 'position', 'length'], 'data'),
    readFile: api(program, 'readFile', async ({ filePath, encoding, position, length }) => {
      await files.fetch(String(filePath))
      return { data: read(filePath, encoding, position as number | undefined, length as number | undefined) }
    }),
    ...both('writeFile', (path, data, encoding) => files.write(String(path), text(data, encoding)), [
      'filePath',
      'data',
      'encoding',
    ]),
    ...both('appendFile', append, ['filePath', 'data', 'encoding']),
    ...both('access', path => files.access(String(path)), ['path']),
    ...both('unlink', path => files.remove(String(path)), ['filePath']),
    ...both('mkdir', (path, recursive) => files.makeFolder(String(path), Boolean(recursive)), ['dirPath', 'recursive']),
    ...both('rmdir', (path, recursive) => files.removeFolder(String(path), Boolean(recursive)), [
      'dirPath',
      'recursive',
    ]),
    ...both('readdir', path => files.list(String(path)), ['dirPath'], 'files'),
    ...both('stat', path => files.stat(String(path)), ['path'], 'stats'),
    ...both('copyFile', copy, ['srcPath', 'destPath']),
    ...both('rename', rename, ['oldPath', 'newPath']),
    ...both('saveFile', save, ['tempFilePath', 'filePath'], 'savedFilePath'),
    getFileInfo: api(program, 'getFileInfo', ({ filePath }) => ({ size: files.read(String(filePath)).byteLength })),
    getSavedFileList: api(program, 'getSavedFileList', () => ({
      fileList: files.list(USER_DATA_PATH).map(name => {
        const { size, lastModifiedTime } = files.stat(`${USER_DATA_PATH}/${name}`)
        return { filePath: `${USER_DATA_PATH}/${name}`, size, createTime: lastModifiedTime }
      }),
    })),
    removeSavedFile: api(program, 'removeSavedFile', ({ filePath }) => files.remove(String(filePath))),
  }
}
