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
  const site = el('p', { className: 'site', hidden: true })
  const box = el('section', { className: 'phone', ariaLabel: 'The program' }, bar, slot, site, tabs, toast)
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

  function drawBar({ bar: said, webView }: NavPage, depth: number): void {
    back.hidden = depth < 2
    site.hidden = webView === undefined
    site.textContent = `Here citizens see ${webView ?? ''}: look at it with “plaza program preview”.`
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
        const image = icon ? picture(icon) : undefined
        const onclick = () => running()?.tell({ name: 'tab', index })
        const button = el('button', { type: 'button', onclick }, image, item.text)
        button.style.color = isOn ? tab.selectedColor : tab.color
        button.toggleAttribute('aria-current', isOn)
        return button
      }),
    )
  }

  function picture(src: string): HTMLElement {
    const image = el('img', { alt: '' })
    void running()
      ?.asset(src)
      .then(found => {
        if (found) image.src = URL.createObjectURL(new Blob([found.bytes], { type: found.type }))
        return undefined
      })
    image.addEventListener('load', () => URL.revokeObjectURL(image.src))
    return image
  }
}
