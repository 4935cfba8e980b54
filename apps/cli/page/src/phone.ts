import type { NavPage, NavTab } from '@plaza/program-wire'
import { el } from './dom.ts'
import type { Phone, Program } from './program.ts'

/** What the host draws around the program: the bar with the capsule, the tabs, what it wishes shown. */
export function makePhone(running: () => Program | undefined): Phone & { readonly box: HTMLElement } {
  const back = el(
    'button',
    { type: 'button', ariaLabel: 'Back', onclick: () => running()?.tell({ name: 'back', delta: 1 }) },
    '‹',
  )
  const title = el('h1')
  const capsule = el(
    'span',
    { className: 'capsule' },
    el(
      'button',
      { type: 'button', ariaLabel: 'Share', onclick: () => running()?.tell({ name: 'share', from: 'menu' }) },
      '•••',
    ),
    el('button', { type: 'button', ariaLabel: 'Start anew', onclick: () => running()?.restart() }, '◎'),
  )
  const bar = el('header', {}, back, title, capsule)
  const slot = el('div', { className: 'slot' })
  const toast = el('p', { className: 'toast', role: 'status', hidden: true })
  const tabs = el('nav', { hidden: true })
  const box = el('section', { className: 'phone', ariaLabel: 'The program' }, bar, slot, tabs, toast)
  let timer: ReturnType<typeof setTimeout> | undefined
  return {
    box,
    slot,
    nav(stack, tab) {
      const page = stack.at(-1)
      if (page) drawBar(page, stack.length)
      drawTabs(tab)
    },
    toast(words, ms) {
      clearTimeout(timer)
      toast.textContent = words
      toast.hidden = words === ''
      if (ms) timer = setTimeout(() => (toast.hidden = true), ms)
    },
    failed: why => slot.replaceChildren(el('p', { className: 'failed' }, `It was ended: ${why}`)),
  }

  function drawBar({ bar: said }: NavPage, depth: number): void {
    back.hidden = depth < 2
    title.textContent = said.title || running()?.told.name || ''
    box.classList.toggle('custom', said.custom)
    bar.style.background = said.background
    bar.style.color = said.background === '' ? '' : said.front
  }

  function drawTabs(tab: NavTab | null): void {
    tabs.hidden = !tab?.visible
    if (!tab) return
    tabs.style.background = tab.background
    tabs.replaceChildren(
      ...tab.items.map((item, index) => {
        const isOn = index === tab.index
        const icon = isOn ? (item.selectedIcon ?? item.icon) : item.icon
        const image = icon ? el('img', { alt: '', src: `/files/${icon}` }) : undefined
        const onclick = () => running()?.tell({ name: 'tab', index })
        const button = el('button', { type: 'button', onclick }, image, item.text)
        button.style.color = isOn ? tab.selectedColor : tab.color
        button.toggleAttribute('aria-current', isOn)
        return button
      }),
    )
  }
}
