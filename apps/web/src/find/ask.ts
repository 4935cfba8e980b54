import { batch, createEffect, createSignal, on, onCleanup } from 'solid-js'
import type { ChatEvent, SearchKind } from '@plaza/contract'
import { SEARCH_LENGTH_MAX } from '@plaza/contract/limits'
import { ApiError, call, codeOf, type ApiCode } from '../engine/api.ts'
import { keepRow } from '../screens/open.ts'
import { client, store } from '../ui/state.ts'
import { findKept } from './kept.ts'

/** What is looked for; dates are whole days of this device. */
export interface Wish {
  readonly words: string
  readonly chat?: string
  readonly from?: string
  readonly kind?: SearchKind
  readonly since?: number
  readonly until?: number
}

const TYPED_MS = 200
const SIGN = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}]$/u

/** Whether the server has something to look for: everywhere it wants more than one sign. */
export const canAsk = ({ words, chat, from, kind, since, until }: Wish): boolean => {
  const plain = words.trim()
  if (chat !== undefined) return Boolean(plain || from || kind || since || until)
  return plain !== '' && !SIGN.test(plain) && /[\p{L}\p{N}\p{Extended_Pictographic}]/u.test(plain)
}

/**
 * The messages that answer the wish: those kept on this device at once, those of the city in their place when the person has
 * stopped typing for a moment. Where the city does not answer the kept ones stay, and `kept` says so.
 */
export function askFor(wish: () => Wish) {
  const [hits, setHits] = createSignal<readonly ChatEvent[]>([])
  const [next, setNext] = createSignal<string>()
  const [favourites, setFavourites] = createSignal<readonly ChatEvent[]>([])
  const [busy, setBusy] = createSignal(false)
  const [code, setCode] = createSignal<ApiCode>()
  const [kept, setKept] = createSignal(false)
  let stop = new AbortController()
  let timer: ReturnType<typeof setTimeout> | undefined

  const ask = async (before?: string): Promise<void> => {
    const { signal } = stop
    setBusy(true)
    try {
      const { words, ...rest } = wish()
      const page = await call('GET /search', { words: words.trim(), ...rest, ...(before ? { before } : {}) }, signal)
      if (signal.aborted) return
      for (const card of page.people) {
        store().setPerson(card)
        client().db.put('people', card)
      }
      for (const row of page.rows) keepRow(row)
      batch(() => {
        setHits(before ? [...hits(), ...page.hits] : page.hits)
        setKept(false)
        setNext(page.next)
        setCode(undefined)
        setBusy(false)
      })
    } catch (error) {
      if (signal.aborted) return
      batch(() => (setCode(codeOf(error instanceof ApiError ? error : new ApiError('offline'))), setBusy(false)))
    }
  }

  const askHere = async (): Promise<void> => {
    const { signal } = stop
    const found = await findKept(wish(), signal).catch(() => [])
    // Whatever the city said meanwhile is the better answer.
    if (signal.aborted || !(busy() || code())) return
    batch(() => (setHits(found), setNext(undefined), setKept(true)))
  }

  /** Favourites are found by their words and my notes, as long as nothing else is asked. */
  const askFavourites = async (): Promise<void> => {
    const { signal } = stop
    const { words, ...rest } = wish()
    if (Object.keys(rest).length > 0) return void setFavourites([])
    const page = await call('GET /favourites', { q: words.trim().slice(0, SEARCH_LENGTH_MAX) }, signal).catch(
      () => undefined,
    )
    if (signal.aborted) return
    for (const card of page?.people ?? []) store().setPerson(card)
    setFavourites((page?.rows ?? []).map(row => row.event))
  }

  const begin = (): void => {
    stop.abort()
    stop = new AbortController()
    clearTimeout(timer)
    setCode(undefined)
    if (!canAsk(wish())) return void batch(() => (setHits([]), setFavourites([]), setNext(undefined), setBusy(false)))
    setBusy(true)
    void askHere()
    timer = setTimeout(() => void Promise.all([ask(), askFavourites()]), TYPED_MS)
  }
  createEffect(on(() => JSON.stringify(wish()), begin))
  onCleanup(() => (stop.abort(), clearTimeout(timer)))
  return { hits, favourites, next, busy, code, kept, more: () => ask(next()), again: begin }
}
