import { openFromRoot, openRoot, pages, root, visitInstead } from '../router.ts'
import { session, store, wide } from '../ui/state.ts'
import { keepFocus } from './kept.ts'
import { notePane, toPane } from './panes.ts'
import { alongRows, noteRow, oneStop } from './rows.ts'

const DRAWN_MS = 60

/** From now on the window hears the keys that lead through lists, panes and chats. */
export function hearKeys(): void {
  addEventListener('keydown', event => event.key === 'Tab' && oneStop(), true)
  addEventListener('keydown', event => {
    if (!event.defaultPrevented && acts(event)) event.preventDefault()
  })
  keepFocus()
  addEventListener('focusin', event => (noteRow(event), notePane(event)))
}

function acts(event: KeyboardEvent): boolean {
  const { key, shiftKey, altKey } = event
  const command = event.ctrlKey || event.metaKey
  if (!command && !altKey && !shiftKey && alongRows(event)) return true
  if (session().s !== 'in' || document.querySelector('dialog:modal')) return false
  if (key === 'F6' && !command && !altKey) return toPane(shiftKey ? -1 : 1)
  if (altKey && !command && !shiftKey && (key === 'ArrowUp' || key === 'ArrowDown'))
    return toChat(key === 'ArrowUp' ? -1 : 1)
  if (key !== '/' || !command) return false
  void import('./map.tsx').then(({ showKeys }) => showKeys())
  return true
}

/** To the field over the list of chats, or of contacts where these are shown. */
export function toSearch(): void {
  if (root() !== '/chats' && root() !== '/contacts') openRoot('/chats', false)
  else if (!wide() && pages().length > 1) openRoot(root(), false)
  setTimeout(() => document.querySelector<HTMLElement>('.page:not(.under) input[type=search]')?.focus(), DRAWN_MS)
}

/** The chat above or below the open one. */
function toChat(step: 1 | -1): boolean {
  if (root() !== '/chats') return false
  const order = store().order()
  const at = order.findIndex(c => pages()[1] === `/chats/${c}`)
  const next = order[at < 0 ? 0 : at + step]
  // In place of the open one: whoever leafs through many still leaves by one step back.
  if (next !== undefined) (at < 0 ? openFromRoot : visitInstead)(`/chats/${next}`)
  return true
}
