import { make } from '../dom.ts'
import type { MakePart } from '../types.ts'
import { bool, num, text } from '../values.ts'
import { createField } from './field.ts'

const PLAIN = { type: 'text', mode: 'text' }
const TYPES: Readonly<Record<string, { readonly type: string; readonly mode: string }>> = {
  number: { type: 'text', mode: 'numeric' },
  digit: { type: 'text', mode: 'decimal' },
  'safe-password': { type: 'password', mode: 'text' },
}

const KEYS: Readonly<Record<string, string>> = { send: 'send', search: 'search', next: 'next', go: 'go', done: 'done' }

/** `input`: one line of text. */
export const input: MakePart = (box, view) => {
  const inner = make('input')
  const field = createField(box, view, inner)

  function setType(): void {
    const kind = TYPES[text(view.attr(box, 'type'))] ?? PLAIN
    inner.type = bool(view.attr(box, 'password')) ? 'password' : kind.type
    inner.inputMode = kind.mode
  }

  inner.addEventListener('keydown', event => {
    if (event.key !== 'Enter' || event.isComposing) return
    view.fire(box, 'confirm', { value: inner.value })
    if (!bool(view.attr(box, 'confirmHold'))) inner.blur()
  })
  inner.enterKeyHint = 'done'
  setType()

  return {
    ...field.part,
    set(name, value) {
      if (name === 'type' || name === 'password') return setType()
      if (name === 'confirmType') inner.enterKeyHint = KEYS[text(value)] ?? 'done'
      else if (name === 'maxlength') inner.maxLength = num(value, MAX_LENGTH) < 0 ? UNLIMITED : num(value, MAX_LENGTH)
      else field.part.set?.(name, value)
    },
  }
}

const MAX_LENGTH = 140
const UNLIMITED = 524_288
