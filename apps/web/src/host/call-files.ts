import { PROGRAM_VALUE_LENGTH_MAX } from '@plaza/contract/limits'
import { STORAGE_KEY_LENGTH_MAX, STORAGE_VALUE_BYTES_MAX } from '@plaza/program-wire'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'
import { TEMP_BYTES_MAX, URL_LENGTH_MAX } from './limits.ts'
import type { HostCalls } from './call.ts'

const PATH_LENGTH_MAX = 300
const REQUEST_LENGTH_MAX = 1_000_000
const TYPE = /^(image|audio|video|text|application|font)\/[\w.+-]{1,60}$/

/** What a program stores: values that follow the citizen to every device, and files that stay on this one. */
export const files: HostCalls = {
  setStorage(program, args) {
    const data = args.mustText('data', STORAGE_VALUE_BYTES_MAX)
    // What the city takes in one request: said now, because it could only be dropped later.
    if (data.length > PROGRAM_VALUE_LENGTH_MAX || JSON.stringify(data).length > REQUEST_LENGTH_MAX)
      throw new Refused('entry size limit exceeded')
    program.store.put(args.mustText('key', STORAGE_KEY_LENGTH_MAX), data)
  },
  removeStorage: (program, args) => program.store.put(args.mustText('key', STORAGE_KEY_LENGTH_MAX), null),
  clearStorage: program => program.store.clear(),
  async fsWrite(program, args) {
    const bytes = args.bytes('bytes', TEMP_BYTES_MAX) ?? new ArrayBuffer(0)
    await program.files.write(args.mustText('path', PATH_LENGTH_MAX), new Blob([bytes]))
  },
  fsRemove: (program, args) => program.files.remove(args.mustText('path', PATH_LENGTH_MAX)),
  async fsRead(program, args) {
    return { bytes: await (await mustFile(program, args.mustText('path', URL_LENGTH_MAX))).arrayBuffer() }
  },
  async fsList(program) {
    return { files: await program.files.list() }
  },
  keepTemp(program, args) {
    const bytes = args.bytes('bytes', TEMP_BYTES_MAX)
    if (!bytes) throw new Refused('parameter error: bytes')
    const type = args.text('type', 80)
    const blob = new Blob([bytes], { type: TYPE.test(type) ? type : 'application/octet-stream' })
    return { tempFilePath: program.files.keep(blob, extensionOf(type)) }
  },
}

/** A file that the program may name. */
export async function mustFile(program: Program, path: string): Promise<Blob> {
  const blob = await program.assets.bring(path)
  if (!blob) throw new Refused(`no such file or directory, open ${path}`)
  return blob
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/png': '.png',
  'image/jpeg': '.jpg',
  'image/webp': '.webp',
  'image/gif': '.gif',
  'video/mp4': '.mp4',
  'audio/mpeg': '.mp3',
}
export const extensionOf = (type: string): string => EXTENSIONS[type] ?? ''
