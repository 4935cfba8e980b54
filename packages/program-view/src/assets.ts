import type { FromFrame } from '@plaza/program-wire'
import { resolve } from './addresses.ts'
import { ASSETS_ASKED_MAX, ASSETS_KEPT_BYTES } from './limits.ts'
import type { Assets } from './types.ts'

interface Asset {
  readonly src: string
  users: number
  bytes: number
  /** undefined: not answered yet. */
  url: string | null | undefined
  readonly waiting: Set<(url: string | null) => void>
}

const SHOWN_TYPES = /^(image|font|audio|video)\/[a-z0-9.+-]+$|^application\/(font|x-font)[a-z0-9.+-]*$/i

/** Files come from the host as bytes and are shown by `blob:` addresses: the frame itself reaches no network. */
export function createAssets(toHost: (message: FromFrame) => void): Assets {
  const bySrc = new Map<string, Asset>()
  const asked = new Map<number, Asset>()
  const queue: Asset[] = []
  let lastId = 0
  let keptBytes = 0

  function ask(): void {
    while (asked.size < ASSETS_ASKED_MAX && queue.length > 0) {
      const asset = queue.shift() as Asset
      if (asset.users === 0) {
        bySrc.delete(asset.src)
        continue
      }
      lastId += 1
      asked.set(lastId, asset)
      toHost({ t: 'asset', id: lastId, src: asset.src })
    }
  }

  function find(src: string): Asset {
    const known = bySrc.get(src)
    if (known) return known
    const asset: Asset = { src, users: 0, bytes: 0, url: undefined, waiting: new Set() }
    bySrc.set(src, asset)
    queue.push(asset)
    return asset
  }

  /** What nobody shows any more is kept for a while: the oldest go first. */
  function letGo(asset: Asset): void {
    asset.users -= 1
    if (asset.users > 0 || asset.url === undefined) return
    bySrc.delete(asset.src)
    bySrc.set(asset.src, asset)
    keptBytes += asset.bytes
    for (const old of bySrc.values()) {
      if (keptBytes <= ASSETS_KEPT_BYTES) break
      if (old.users > 0 || old.url === undefined) continue
      bySrc.delete(old.src)
      keptBytes -= old.bytes
      if (old.url) URL.revokeObjectURL(old.url)
    }
  }

  return {
    use(written, base, got) {
      const src = resolve(written, base)
      if (src === null || src.startsWith('data:')) {
        got(src)
        return () => {}
      }
      const asset = find(src)
      if (asset.users === 0 && asset.url !== undefined) keptBytes -= asset.bytes
      asset.users += 1
      if (asset.url === undefined) asset.waiting.add(got)
      else got(asset.url)
      ask()
      let held = true
      return () => {
        asset.waiting.delete(got)
        if (held) letGo(asset)
        held = false
      }
    },
    answer(id, bytes, type) {
      const asset = asked.get(id)
      if (!asset) return
      asked.delete(id)
      asset.bytes = bytes?.byteLength ?? 0
      asset.url = bytes
        ? URL.createObjectURL(new Blob([bytes], { type: SHOWN_TYPES.test(type) ? type : 'application/octet-stream' }))
        : null
      const waiting = [...asset.waiting]
      asset.waiting.clear()
      if (asset.users === 0) {
        asset.users = 1
        letGo(asset)
      }
      for (const got of waiting) got(asset.url)
      ask()
    },
  }
}
