import css from '../css/page-container.css'
import { ownSheet } from '../base.ts'
import { make, shadowOf, slot } from '../dom.ts'
import { setInlineStyle } from '../style.ts'
import type { MakePart } from '../types.ts'
import { bool, num, text } from '../values.ts'

const DURATION_MS = 300
const ECHO_MS = 400

/** `page-container`: a page over the page, that comes from an edge and goes by a tap beside it. */
export const pageContainer: MakePart = (box, view) => {
  const mask = make('div', 'mask')
  const panel = make('div', 'panel bottom', [slot()])
  const around = make('div', 'around', [mask, panel])
  shadowOf(box.dom, ownSheet(css), [around])
  const attr = (name: string) => view.attr(box, name)
  const duration = () => (view.env.reducedMotion() ? 0 : num(attr('duration'), DURATION_MS))
  let open = false
  let turn = 0
  let opened = 0

  function show(on: boolean): void {
    if (on === open) return
    open = on
    opened = performance.now()
    turn += 1
    const mine = turn
    around.style.setProperty('--ms', `${duration()}ms`)
    const [before, now, after] = on ? ['beforeenter', 'enter', 'afterenter'] : ['beforeleave', 'leave', 'afterleave']
    view.fire(box, before, {})
    if (on) lift(true)
    requestAnimationFrame(() => {
      around.classList.toggle('in', on)
      view.fire(box, now, {})
    })
    setTimeout(() => {
      if (mine !== turn) return
      if (!on) lift(false)
      view.fire(box, after, {})
    }, duration())
  }

  /** Over everything of the page, wherever it stands in it. */
  function lift(on: boolean): void {
    const { dom } = box
    dom.toggleAttribute('data-open', on)
    if (!dom.isConnected || !dom.showPopover) return
    if (on) {
      dom.popover = 'manual'
      dom.showPopover()
    } else dom.popover = null
  }

  mask.addEventListener('click', () => {
    // The click that follows the touch that opened it.
    if (performance.now() - opened < ECHO_MS) return
    view.fire(box, 'clickoverlay', {})
    view.changed(box, 'show', false)
    show(false)
  })

  return {
    set(name, value) {
      switch (name) {
        case 'show':
          return show(bool(value))
        case 'overlay':
          mask.hidden = !bool(value, true)
          mask.style.display = mask.hidden ? 'none' : ''
          return
        case 'position':
        case 'round': {
          const position = text(attr('position'), 'bottom')
          panel.className = `panel ${/^(top|bottom|right|center)$/.test(position) ? position : 'bottom'}${bool(attr('round')) ? ' round' : ''}`
          return
        }
        case 'zIndex':
          box.dom.style.zIndex = String(num(value))
          return
        case 'overlayStyle':
          return setInlineStyle({ id: 0, tag: '', dom: mask }, value, view)
        case 'customStyle':
          return setInlineStyle({ id: 0, tag: '', dom: panel }, value, view)
      }
    },
    invoke(method) {
      if (method === 'close') show(false)
    },
  }
}
