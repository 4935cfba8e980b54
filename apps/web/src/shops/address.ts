import { createSignal, type Accessor } from 'solid-js'
import { push, replaceTop, root, top } from '../router.ts'

/** Where the pages of a shop are: at its desk while that is open, else among mine. */
export const shopAt = (shop: string, ...parts: readonly string[]): string =>
  [root().startsWith('/desk/') ? '/desk' : '/me/shops', shop, ...parts].join('/')

/** Opens one of a list: in place of another of it that is open. */
export function openBeside(address: string): void {
  const folder = address.slice(0, address.lastIndexOf('/') + 1)
  if (top().startsWith(folder)) replaceTop(address)
  else push(address)
}

/**
 * A choice that the address keeps, so that it can be sent to a colleague and is there again after a reload. The first of
 * `all` is what holds where the address says nothing.
 */
export function kept<K extends string>(name: string, all: readonly [K, ...K[]]): [Accessor<K>, (one: K) => void] {
  const said = new URLSearchParams(location.search).get(name)
  const [chosen, setChosen] = createSignal<K>(all.find(one => one === said) ?? all[0])
  const choose = (one: K) => {
    setChosen(() => one)
    const query = new URLSearchParams(location.search)
    if (one === all[0]) query.delete(name)
    else query.set(name, one)
    const text = query.toString()
    history.replaceState(history.state, '', location.pathname + (text === '' ? '' : `?${text}`))
  }
  return [chosen, choose]
}
