import { make } from '../dom.ts'
import { mediaQuery } from '../observe.ts'
import type { MakePart } from '../types.ts'
import { bool, text } from '../values.ts'
import { wordsOf } from '../words.ts'

/** `camera`, `live-player` and the like: says kindly that it is not there, and tells the program by `error`. */
export const absent: MakePart = (box, view) => {
  const words = make('div', 'w-absent', [wordsOf(view).unshown])
  box.dom.append(words)
  return {
    closed: true,
    mounted() {
      view.fire(box, 'error', { errMsg: `${box.tag}:fail not supported`, errCode: -1 })
    },
    invoke(_method, args) {
      const last = args.at(-1)
      const request = typeof last === 'object' && last !== null && 'request' in last ? Number(last.request) : 0
      if (request) view.reply(request, { errMsg: `${box.tag}:fail not supported` })
    },
  }
}

/** `open-data`: what a program may show of a person without knowing it; here nobody in particular. */
export const openData: MakePart = (box, view) => ({
  closed: true,
  set(name, value) {
    if (name !== 'type') return
    const face = text(value) === 'userAvatarUrl' || text(value) === 'groupAvatar'
    box.dom.replaceChildren(face ? make('i', 'w-face') : text(view.attr(box, 'defaultText'), ' '))
  },
})

/** `match-media`: shows what is in it only in windows of the given kind. */
export const matchMediaPart: MakePart = (box, view) => {
  let query: MediaQueryList | null = null
  const show = () => box.dom.classList.toggle('w-gone', query?.matches === false)
  return {
    set() {
      query?.removeEventListener('change', show)
      query = matchMedia(mediaQuery(Object.fromEntries(box.attrs ?? [])))
      query.addEventListener('change', show)
      show()
    },
    dropped: () => query?.removeEventListener('change', show),
    properties: name => view.attr(box, name),
  }
}

/** `root-portal`: what is in it lies over the whole page, wherever it stands. */
export const rootPortal: MakePart = box => {
  const { dom } = box
  function lift(on: boolean): void {
    if (!dom.isConnected || !dom.showPopover) return
    dom.popover = on ? 'manual' : null
    if (on && !dom.matches(':popover-open')) dom.showPopover()
  }
  return {
    set(name, value) {
      if (name === 'enable') lift(bool(value, true))
    },
    mounted: () => lift(bool(box.attrs?.get('enable'), true)),
  }
}
