import { make } from '../dom.ts'
import { mediaQuery } from '../observe.ts'
import { setInlineStyle } from '../style.ts'
import type { MakePart } from '../types.ts'
import { bool, color, length, num, text } from '../values.ts'
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

/** `page-meta`: what a page says of itself as a whole. */
export const pageMeta: MakePart = (box, view) => {
  const show = () => {
    const page = view.pageOf(box.dom)
    if (!page) return
    const { attrs } = box
    if (attrs?.has('pageStyle')) setInlineStyle(page.root, attrs.get('pageStyle'), view)
    if (attrs?.has('pageFontSize')) page.root.dom.style.fontSize = fontSize(attrs.get('pageFontSize'))
    if (attrs?.has('rootFontSize')) document.documentElement.style.fontSize = fontSize(attrs.get('rootFontSize'))
    if (attrs?.has('backgroundColor')) page.host.style.backgroundColor = color(attrs.get('backgroundColor'))
  }
  return {
    set(name, value) {
      if (name === 'scrollTop') view.pageOf(box.dom)?.host.scrollTo(0, length(value))
      else show()
    },
    mounted() {
      show()
      view
        .pageOf(box.dom)
        ?.host.addEventListener(
          'scroll',
          ({ target }) => view.fire(box, 'scroll', { scrollTop: (target as HTMLElement).scrollTop }, { lazy: true }),
          { passive: true },
        )
    },
  }
}

/** `system` is the size that the person chose. */
const fontSize = (value: unknown) => (value === 'system' || !value ? '' : `${length(value)}px`)

const GRID_COLUMNS = 2

/** `grid-view`: children in columns of the same width. */
export const gridView: MakePart = (box, view) => ({
  set() {
    const { style } = box.dom
    const columns = Math.max(1, Math.round(num(view.attr(box, 'crossAxisCount'), GRID_COLUMNS)))
    style.gridTemplateColumns = `repeat(${columns}, minmax(0, 1fr))`
    style.gap = `${length(view.attr(box, 'mainAxisGap'))}px ${length(view.attr(box, 'crossAxisGap'))}px`
  },
  styled() {
    this.set?.('', undefined)
  },
})
