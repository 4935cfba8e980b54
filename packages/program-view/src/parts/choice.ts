import { make } from '../dom.ts'
import type { Box, MakePart, Part, View } from '../types.ts'
import { bool, color, text } from '../values.ts'

/** What a checkbox, a radio and a switch have in common: a mark that is on or off, a colour, and a role. */
function createMark(box: Box, view: View, role: string, className: string) {
  const mark = make('i', className)
  box.dom.prepend(mark)
  box.dom.tabIndex = 0
  box.dom.setAttribute('role', role)
  let on = false
  let first: boolean | null = null
  const off = () => bool(view.attr(box, 'disabled'))

  function show(now: boolean): void {
    on = now
    mark.classList.toggle('on', on)
    box.dom.setAttribute('aria-checked', String(on))
  }
  show(false)

  return {
    off,
    isOn: () => on,
    show,
    reset: () => show(first ?? false),
    set(name: string, value: unknown): void {
      if (name === 'checked') {
        first ??= bool(value)
        show(bool(value))
      } else if (name === 'disabled') {
        box.dom.setAttribute('aria-disabled', String(bool(value)))
        box.dom.tabIndex = bool(value) ? -1 : 0
        mark.classList.toggle('off', bool(value))
      } else if (name === 'color') mark.style.setProperty('--mark', color(value))
    },
  }
}

/** `checkbox`: one of many that may be chosen. */
export const checkbox: MakePart = (box, view) => {
  const mark = createMark(box, view, 'checkbox', 'mark tick')
  return {
    set: mark.set,
    disabled: mark.off,
    tap() {
      if (mark.off()) return true
      mark.show(!mark.isOn())
      view.changed(box, 'checked', mark.isOn())
      const group = groupAround(box, view, 'checkbox-group')
      if (group) view.fire(group, 'change', { value: chosen(group, view, 'checkbox') })
      return true
    },
    properties: name => propertyOf(box, name, mark.isOn()),
    invoke: method => void (method === 'reset' && mark.reset()),
  }
}

/** `radio`: one of several of which one is chosen. */
export const radio: MakePart = (box, view) => {
  const mark = createMark(box, view, 'radio', 'mark tick round')
  return {
    set(name, value) {
      mark.set(name, value)
      if (name === 'checked' && bool(value)) alone(box, view)
    },
    // Attributes come before the group is around it.
    mounted: () => void (mark.isOn() && alone(box, view)),
    disabled: mark.off,
    tap() {
      if (mark.off() || mark.isOn()) return true
      mark.show(true)
      alone(box, view)
      view.changed(box, 'checked', true)
      const group = groupAround(box, view, 'radio-group')
      if (group) view.fire(group, 'change', { value: chosen(group, view, 'radio')[0] ?? '' })
      return true
    },
    properties: name => propertyOf(box, name, mark.isOn()),
    invoke(method) {
      if (method === 'reset') mark.reset()
      if (method === 'off') mark.show(false)
    },
  }
}

/** `switch`: on or off at once. */
export const toggle: MakePart = (box, view) => {
  let part: Part = {}
  let mark = createMark(box, view, 'switch', 'mark switch')
  part = {
    set(name, value) {
      if (name === 'type' && text(value) === 'checkbox') {
        const on = mark.isOn()
        box.dom.querySelector(':scope > .mark')?.remove()
        mark = createMark(box, view, 'checkbox', 'mark tick')
        mark.show(on)
      }
      mark.set(name, value)
    },
    disabled: () => mark.off(),
    tap() {
      if (mark.off()) return true
      mark.show(!mark.isOn())
      view.changed(box, 'checked', mark.isOn())
      view.fire(box, 'change', { value: mark.isOn() })
      return true
    },
    value: () => mark.isOn(),
    reset: () => mark.reset(),
    properties: name => propertyOf(box, name, mark.isOn()),
  }
  return part
}

const propertyOf = (box: Box, name: string, on: boolean): unknown =>
  name === 'checked' ? on : name === 'value' ? text(box.attrs?.get('value')) : undefined

function groupAround(box: Box, view: View, tag: string): Box | undefined {
  return view.recOf(box.dom.closest(`wx-${tag}`)) as Box | undefined
}

/** Marks of a group, however many components lie between, but none of a group within it. */
function marksIn(group: Box, view: View, tag: string): Box[] {
  return [...group.dom.querySelectorAll<HTMLElement>(`wx-${tag}`)]
    .filter(element => element.parentElement?.closest(`wx-${tag}-group`) === group.dom)
    .flatMap(element => (view.recOf(element) as Box | undefined) ?? [])
}

/** Values of what is chosen in a group, in the order of the page. */
function chosen(group: Box, view: View, tag: string): string[] {
  return marksIn(group, view, tag)
    .filter(({ part }) => part?.properties?.('checked') === true)
    .map(({ part }) => text(part?.properties?.('value')))
}

/** Turns off the others of a radio's group. */
function alone(box: Box, view: View): void {
  const group = groupAround(box, view, 'radio-group')
  for (const other of group ? marksIn(group, view, 'radio') : []) if (other !== box) other.part?.invoke?.('off', [])
}

/** `checkbox-group` and `radio-group`: a value for their form. */
export const group: MakePart = (box, view) => {
  const tag = box.tag === 'radio-group' ? 'radio' : 'checkbox'
  if (tag === 'radio') box.dom.setAttribute('role', 'radiogroup')
  return {
    value() {
      const values = chosen(box, view, tag)
      return tag === 'radio' ? (values[0] ?? '') : values
    },
    reset() {
      for (const mark of marksIn(box, view, tag)) mark.part?.invoke?.('reset', [])
    },
  }
}
