import { createEffect, createSignal, on } from 'solid-js'
import { codeOf, type ApiCode } from '../engine/api.ts'

export interface Loaded<T> {
  /** The newest answer; the earlier one stays while it is asked again. */
  data: () => T | undefined
  loading: () => boolean
  /** Why there is none, if it was refused. */
  code: () => ApiCode | undefined
  again: () => Promise<void>
  set: (data: T) => void
}

/**
 * Asks the server now, and again whenever `key` changes. Unlike Solid's resource it suspends nothing: the screen stays,
 * with the focus in it.
 */
export function load<T>(key: () => unknown, ask: () => Promise<T>): Loaded<T> {
  const [data, setData] = createSignal<T>()
  const [loading, setLoading] = createSignal(true)
  const [code, setCode] = createSignal<ApiCode>()
  let turn = 0
  const again = async (): Promise<void> => {
    const mine = ++turn
    setLoading(true)
    try {
      const answer = await ask()
      if (mine !== turn) return
      setData(() => answer)
      setCode(undefined)
    } catch (error) {
      if (mine === turn) setCode(codeOf(error))
    }
    if (mine === turn) setLoading(false)
  }
  createEffect(on(key, () => void again()))
  return { data, loading, code, again, set: value => void setData(() => value) }
}
