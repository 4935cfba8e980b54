import css from '../css/page-container.css'
import { ownSheet } from '../base.ts'
import { make, shadowOf, slot } from '../dom.ts'
import { setInlineStyle } from '../style.ts'
import type { MakePart } from '../types.ts'
import { bool, num, text } from '../values.ts'

const DURATION_MS = 300

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

  function show(on: boolean): void {
    if (on === open) return
    open = on
    turn += 1
    const mine = turn
    around.style.setProperty('--ms', `${duration()}ms`)
    const [before, now, after] = on ? ['beforeenter', 'enter', 'afterenter'] : ['beforeleave', 'leave', 'afterleave']
    view.fire(box, before, {})
    if (on) box.dom.toggleAttribute('data-open', true)
    requestAnimationFrame(() => {
      around.classList.toggle('in', on)
      view.fire(box, now, {})
    })
    setTimeout(() => {
      if (mine !== turn) return
      if (!on) box.dom.toggleAttribute('data-open', false)
      view.fire(box, after, {})
    }, duration())
  }

  mask.addEventListener('click', () => {
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
