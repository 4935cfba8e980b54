import css from '../css/picker-view.css'
import { ownSheet } from '../base.ts'
import { make, shadowOf, slot } from '../dom.ts'
import { setInlineStyle } from '../style.ts'
import type { Box, MakePart, View } from '../types.ts'
import { list, num, text } from '../values.ts'
import { createWheel } from '../wheel.ts'

/** `picker-view`: wheels inside the page. */
export const pickerView: MakePart = (box, view) => ({
  set(name) {
    if (name === 'value') queueMicrotask(() => showValues(box, view))
    else for (const column of columnsOf(box, view)) column.part?.invoke?.('dress', [])
  },
  mounted: () => showValues(box, view),
  value: () => valuesOf(box, view),
  reset: () => showValues(box, view),
})

function columnsOf(box: Box, view: View): Box[] {
  return [...box.dom.querySelectorAll('wx-picker-view-column')].flatMap(
    element => (view.recOf(element) as Box | undefined) ?? [],
  )
}

function showValues(box: Box, view: View): void {
  const values = list(view.attr(box, 'value'))
  for (const [index, column] of columnsOf(box, view).entries()) column.part?.invoke?.('show', [num(values[index])])
}

function valuesOf(box: Box, view: View): number[] {
  return columnsOf(box, view).map(column => num(column.part?.properties?.('index')))
}

/** `picker-view-column`: one wheel; its children are the rows. */
export const pickerViewColumn: MakePart = (box, view) => {
  const rows = make('div', 'rows', [slot()])
  const indicator = make('div', 'w-indicator')
  shadowOf(box.dom, ownSheet(css), [make('div', 'window', [rows]), indicatorSlot()])
  indicator.slot = 'indicator'
  box.dom.append(indicator)
  const around = () => view.recOf(box.dom.closest('wx-picker-view')) as Box | undefined
  const items = () => [...box.dom.children].filter(child => child !== indicator) as HTMLElement[]
  let wanted = 0

  const wheel = createWheel({
    catcher: box.dom,
    content: rows,
    row: () => indicator.offsetHeight || ROW_PX,
    count: () => items().length,
    still: view.env.reducedMotion,
    start() {
      const group = around()
      if (group) view.fire(group, 'pickstart', {})
    },
    settled(index) {
      const group = around()
      if (!group) return
      const changed = index !== wanted
      wanted = index
      const value = valuesOf(group, view)
      if (changed) {
        view.changed(group, 'value', value)
        view.fire(group, 'change', { value })
      }
      view.fire(group, 'pickend', {})
    },
  })

  function dress(): void {
    const group = around()
    if (!group) return
    const indicatorClass = text(view.attr(group, 'indicatorClass'))
    indicator.className = `w-indicator ${indicatorClass}`
    setInlineStyle({ id: 0, tag: '', dom: indicator }, view.attr(group, 'indicatorStyle') ?? '', view)
    layout()
  }

  function layout(): void {
    const row = indicator.offsetHeight || ROW_PX
    box.dom.style.setProperty('--half', `${row / 2}px`)
    rows.style.paddingBlock = `${Math.max((box.dom.clientHeight - row) / 2, 0)}px`
    for (const item of items()) item.style.height = `${row}px`
    wheel.show(wanted)
  }

  const sizes = new ResizeObserver(layout)
  sizes.observe(box.dom)
  const children = new MutationObserver(layout)
  children.observe(box.dom, { childList: true })
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', 'listbox')
  box.dom.addEventListener('keydown', event => {
    const steps = { ArrowUp: -1, ArrowDown: 1 }[event.key]
    if (!steps) return
    event.preventDefault()
    wheel.by(steps)
  })

  return {
    mounted: dress,
    styled: layout,
    invoke(method, [index]) {
      if (method === 'dress') dress()
      if (method !== 'show') return
      wanted = num(index)
      layout()
    },
    tap({ y }) {
      const { top, height } = box.dom.getBoundingClientRect()
      const steps = Math.round((y - top - height / 2) / (indicator.offsetHeight || ROW_PX))
      if (steps !== 0) wheel.by(steps)
      return false
    },
    properties: name => (name === 'index' ? wheel.index() : undefined),
    dropped() {
      sizes.disconnect()
      children.disconnect()
    },
  }
}

const ROW_PX = 34

function indicatorSlot(): HTMLSlotElement {
  const place = slot()
  place.name = 'indicator'
  return place
}
