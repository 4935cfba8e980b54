import { make } from '../dom.ts'
import { Echoes } from '../echoes.ts'
import { setInlineStyle } from '../style.ts'
import type { Box, Part, View } from '../types.ts'
import { bool, num, text } from '../values.ts'

export interface Field {
  readonly part: Part
  /** Does the hint show: nothing is written yet. */
  readonly hinted: () => void
}

/** What `input` and `textarea` share: value, placeholder, focus, selection and what they tell of them. */
export function createField(box: Box, view: View, inner: HTMLInputElement | HTMLTextAreaElement): Field {
  const hint = make('div', 'hint input-placeholder')
  hint.setAttribute('aria-hidden', 'true')
  box.dom.append(hint, inner)
  let before = ''
  let first: string | null = null
  const echoes = new Echoes()

  function hinted(): void {
    hint.hidden = inner.value !== ''
  }

  function write(value: unknown): void {
    const now = text(value)
    first ??= now
    if (inner.value !== now) inner.value = now
    before = now
    hinted()
  }

  inner.addEventListener('input', event => {
    hinted()
    const { value } = inner
    const cursor = inner.selectionStart ?? value.length
    const keyCode = value.length < before.length ? BACKSPACE : value.charCodeAt(cursor - 1)
    before = value
    echoes.tell(value, performance.now())
    view.changed(box, 'value', value)
    if (!(event as InputEvent).isComposing || view.attr(box, 'type') !== 'nickname')
      view.fire(box, 'input', { value, cursor, keyCode: Number.isNaN(keyCode) ? 0 : keyCode })
  })
  inner.addEventListener('focus', () => {
    place()
    accessory(true)
    view.fire(box, 'focus', { value: inner.value, height: keyboardHeight() })
    setTimeout(() => view.fire(box, 'keyboardheightchange', { height: keyboardHeight(), duration: 0 }), KEYBOARD_MS)
  })
  inner.addEventListener('blur', () => {
    accessory(false)
    view.changed(box, 'focus', false)
    const { value } = inner
    view.fire(box, 'blur', { value, cursor: inner.selectionStart ?? value.length })
    view.fire(box, 'keyboardheightchange', { height: 0, duration: 0 })
  })
  inner.addEventListener('select', () => {
    view.fire(box, 'selectionchange', { selectionStart: inner.selectionStart, selectionEnd: inner.selectionEnd })
  })

  /** A `keyboard-accessory` in the field stands over the keyboard while somebody writes. */
  function accessory(on: boolean): void {
    const bar = box.dom.querySelector<HTMLElement>(':scope > wx-keyboard-accessory')
    if (!bar?.isConnected || !bar.showPopover) return
    bar.popover = on ? 'manual' : null
    if (!on) return
    bar.style.insetBlockEnd = `${keyboardHeight()}px`
    bar.showPopover()
    setTimeout(() => (bar.style.insetBlockEnd = `${keyboardHeight()}px`), KEYBOARD_MS)
  }

  // A tap there does not end the writing.
  box.dom.addEventListener('mousedown', event => {
    if (event.target instanceof Element && event.target.closest('wx-keyboard-accessory')) event.preventDefault()
  })

  /** The cursor and selection that the program asked for. */
  function place(): void {
    const start = num(view.attr(box, 'selectionStart'), NOWHERE)
    const end = num(view.attr(box, 'selectionEnd'), NOWHERE)
    const cursor = num(view.attr(box, 'cursor'), NOWHERE)
    if (start >= 0 && end >= 0) inner.setSelectionRange(start, end)
    else if (cursor >= 0) inner.setSelectionRange(cursor, cursor)
  }

  function focus(on: boolean): void {
    if (on) view.focus(inner)
    else inner.blur()
  }

  function set(name: string, value: unknown): void {
    switch (name) {
      case 'value':
        return echoes.isOld(text(value), performance.now()) ? undefined : write(value)
      case 'placeholder':
        hint.textContent = text(value)
        inner.setAttribute('aria-label', text(view.attr(box, 'ariaLabel'), text(value)))
        return
      case 'placeholderClass':
        hint.className = `hint ${text(value, 'input-placeholder')}`
        return
      case 'placeholderStyle':
        return setInlineStyle({ id: 0, tag: '', dom: hint }, value, view)
      case 'disabled':
        inner.disabled = bool(value)
        return
      case 'ariaLabel':
        return inner.setAttribute('aria-label', text(value))
      case 'cursorColor':
        return box.dom.style.setProperty('--caret', text(value))
      case 'focus':
      case 'autoFocus':
        // After the whole batch: `disabled` or the page itself may still come.
        if (box.dom.isConnected || bool(value)) queueMicrotask(() => inner.isConnected && focus(bool(value)))
        return
      case 'cursor':
      case 'selectionStart':
      case 'selectionEnd':
        if (document.activeElement && inner.matches(':focus')) place()
    }
  }

  return {
    hinted,
    part: {
      only: 'keyboard-accessory',
      set,
      tap({ target }) {
        if (target === box) view.focus(inner)
        return true
      },
      invoke(method) {
        if (method === 'focus' || method === 'blur') focus(method === 'focus')
      },
      value: () => inner.value,
      reset() {
        write(first ?? '')
        view.changed(box, 'value', inner.value)
      },
      properties: name => (name === 'value' ? inner.value : undefined),
      disabled: () => inner.disabled,
    },
  }
}

const BACKSPACE = 8
const NOWHERE = -1
const KEYBOARD_MS = 300

/** Height that the keyboard takes of the window, where the browser tells it. */
function keyboardHeight(): number {
  return visualViewport ? Math.max(0, Math.round(innerHeight - visualViewport.height)) : 0
}
