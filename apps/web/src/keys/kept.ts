import { findFocus } from '../ui/focus.ts'
import { besideIn } from './rows.ts'

/**
 * While somebody goes by key, the focus is never nowhere: what was only moved to another place has it again; where it was taken
 * away, what stood beside it in its list has it, or else the page. Not with a field, whose keyboard a phone may have put away.
 */
export function keepFocus(): void {
  let byKey = false
  addEventListener('pointerdown', () => (byKey = false), true)
  addEventListener('keydown', () => (byKey = true), true)
  addEventListener('focusout', ({ target, relatedTarget }) => {
    if (!byKey || relatedTarget || !(target instanceof HTMLElement) || target.matches('input, textarea')) return
    const beside = besideIn(target)
    setTimeout(() => {
      if (document.activeElement !== document.body) return
      const next = target.isConnected ? target : beside.find(one => one.isConnected)
      if (next) next.focus({ preventScroll: next === target })
      else findFocus()
    })
  })
}
