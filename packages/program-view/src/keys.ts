import type { Box, Page, View } from './types.ts'

/** Enter and Space tap what has the focus, when it can be tapped and does not take text. */
export function listenKeys(page: Page, view: View, tap: (box: Box) => void): void {
  page.shadow.addEventListener('keydown', event => {
    if (!(event instanceof KeyboardEvent) || (event.key !== 'Enter' && event.key !== ' ')) return
    const target = event.target as HTMLElement
    if (/^(INPUT|TEXTAREA|VIDEO|AUDIO)$/.test(target.nodeName) || target.isContentEditable) return
    const box = view.boxAround(target)
    if (!box || event.defaultPrevented) return
    event.preventDefault()
    if (!event.repeat) tap(box)
  })
}
