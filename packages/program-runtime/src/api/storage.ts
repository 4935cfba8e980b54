import { STORAGE_KEY_LENGTH_MAX, STORAGE_VALUE_BYTES_MAX } from '@plaza/program-wire'
import { ApiFault } from '../host.ts'
import { STORAGE_TOTAL_KB } from '../limits.ts'
import { str, isDict, plain, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api } from './call.ts'

/** The person's storage of this program: read from what came with the boot, written through to the host. */
export function storageApis(program: Program): Record<string, unknown> {
  const texts = new Map(Object.entries(program.boot.storage))
  const get = (key: unknown): unknown => read(texts.get(String(key)))
  const set = (api: string, key: unknown, data: unknown): void => {
    const name = str(key)
    if (name === '') throw new ApiFault(`${api}:fail parameter error: key should not be empty`)
    if (name.length > STORAGE_KEY_LENGTH_MAX) throw new ApiFault(`${api}:fail key is too long`)
    const text = write(data)
    if (text.length > STORAGE_VALUE_BYTES_MAX) throw new ApiFault(`${api}:fail entry size limit reached`)
    if (sizeKb(texts) - (texts.get(name)?.length ?? 0) / 1024 + text.length / 1024 > STORAGE_TOTAL_KB) {
      throw new ApiFault(`${api}:fail exceed storage max size 10Mb`)
    }
    texts.set(name, text)
    program.host.tell('setStorage', { key: name, data: text })
  }
  const remove = (key: unknown): void => {
    if (texts.delete(String(key))) program.host.tell('removeStorage', { key: String(key) })
  }
  const clear = (): void => {
    texts.clear()
    program.host.tell('clearStorage')
  }
  const info = (): Dict => ({
    keys: [...texts.keys()],
    currentSize: Math.ceil(sizeKb(texts)),
    limitSize: STORAGE_TOTAL_KB,
  })
  const pairs = (options: Dict): readonly Dict[] =>
    Array.isArray(options['kvList']) ? (options['kvList'] as readonly unknown[]).filter(isDict) : []
  const keys = (options: Dict): readonly unknown[] =>
    Array.isArray(options['keyList']) ? (options['keyList'] as readonly unknown[]) : []
  return {
    getStorage: api(program, 'getStorage', ({ key }) => {
      if (!texts.has(String(key))) throw new ApiFault('getStorage:fail data not found')
      return { data: get(key) }
    }),
    setStorage: api(program, 'setStorage', ({ key, data }) => set('setStorage', key, data)),
    removeStorage: api(program, 'removeStorage', ({ key }) => remove(key)),
    clearStorage: api(program, 'clearStorage', clear),
    getStorageInfo: api(program, 'getStorageInfo', info),
    batchGetStorage: api(program, 'batchGetStorage', options => ({ dataList: keys(options).map(get) })),
    batchSetStorage: api(program, 'batchSetStorage', options => {
      for (const { key, value } of pairs(options)) set('batchSetStorage', key, value)
    }),
    getStorageSync: (key: unknown) => (texts.has(String(key)) ? get(key) : ''),
    setStorageSync: (key: unknown, data: unknown) => set('setStorageSync', key, data),
    removeStorageSync: remove,
    clearStorageSync: clear,
    getStorageInfoSync: info,
    batchGetStorageSync: (list: readonly unknown[]) => list.map(get),
    batchSetStorageSync: (list: readonly Dict[]) => {
      for (const { key, value } of list) set('batchSetStorageSync', key, value)
    },
  }
}

function sizeKb(texts: ReadonlyMap<string, string>): number {
  let length = 0
  for (const [key, text] of texts) length += key.length + text.length
  return length / 1024
}

/** Text of `{ type, data }`: the type says what JSON cannot. */
function write(data: unknown): string {
  if (data === undefined) return '{"type":"undefined"}'
  if (data instanceof Date) return JSON.stringify({ type: 'date', data: data.getTime() })
  return JSON.stringify({
    type: Array.isArray(data) ? 'array' : data === null ? 'null' : typeof data,
    data: plain(data),
  })
}

function read(text: string | undefined): unknown {
  if (text === undefined) return undefined
  try {
    const { type, data } = JSON.parse(text) as { type?: string; data?: unknown }
    return type === 'date' ? new Date(Number(data)) : data
  } catch {
    return undefined
  }
}
