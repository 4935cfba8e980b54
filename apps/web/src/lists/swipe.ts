import { t } from '../i18n.ts'
import { client, store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'

/** How far a row is pulled aside, in px, until it is meant; and how far a finger moves before its direction is known. */
const MEANT_PX = 96
const KNOWN_PX = 12

/** Puts a chat into the archive, or takes it out, and says so. */
export function archive(c: string, archived: boolean): void {
  client().mine(c, { archived })
  toast(t(archived ? 'archive.done' : 'archive.undone'))
}

/** Rows of chats below this element are archived by pulling them towards their beginning. The menu and the key E do the same. */
export function onSwipe(list: HTMLElement): void {
  let row: HTMLElement | undefined
  let from = { x: 0, y: 0 }
  let sideways = false
  const back = () => {
    row?.style.removeProperty('translate')
    row?.classList.remove('swiped', 'meant')
    row = undefined
  }
  list.addEventListener(
    'touchstart',
    ({ touches, target }) => {
      back()
      const touched = touches.length === 1 && target instanceof Element ? target.closest<HTMLElement>('[data-c]') : null
      if (!touched) return
      row = touched
      sideways = false
      from = { x: touches[0]!.clientX, y: touches[0]!.clientY }
    },
    { passive: true },
  )
  list.addEventListener(
    'touchmove',
    event => {
      if (!row) return
      const [touch] = event.touches
      const pulled = (touch!.clientX - from.x) * (getComputedStyle(row).direction === 'rtl' ? -1 : 1)
      if (!sideways && Math.abs(touch!.clientY - from.y) > KNOWN_PX) return back()
      if (pulled < -KNOWN_PX) sideways = true
      if (!sideways) return
      event.preventDefault() // the list stays where it is
      row.classList.add('swiped')
      row.classList.toggle('meant', pulled < -MEANT_PX)
      row.style.setProperty('translate', `${touch!.clientX - from.x}px`)
    },
    { passive: false },
  )
  list.addEventListener('touchcancel', back, { passive: true })
  list.addEventListener(
    'touchend',
    () => {
      const c = row?.classList.contains('meant') ? row.dataset['c'] : undefined
      back()
      if (c !== undefined) archive(c, store().rows.get(c)?.archived === undefined)
    },
    { passive: true },
  )
}
