const PANES = '.tabs:not([inert]), section.page:not([inert]), section.page:not([inert]) .composer'
const all = () => [...document.querySelectorAll<HTMLElement>(PANES)].filter(pane => pane.checkVisibility())

/** What had the focus in each pane last. */
const last = new WeakMap<Element, HTMLElement>()

/** Keeps where one is in a pane, to come back to it. */
export function notePane({ target }: FocusEvent): void {
  const pane = target instanceof Element ? paneOf(target) : undefined
  if (pane) last.set(pane, target as HTMLElement)
}

/** The innermost: where one writes is a pane within its page. */
const paneOf = (element: Element) => all().findLast(pane => pane.contains(element))

/** Leads to the next of the tabs, the list, the page, where one writes, and the details. False where there is none. */
export function toPane(step: 1 | -1): boolean {
  const panes = all()
  const at = panes.findLastIndex(pane => pane.contains(document.activeElement))
  for (let i = 1; i <= panes.length; i++) {
    const pane = panes[(Math.max(at, step < 0 ? 0 : -1) + step * i + panes.length * 2) % panes.length]!
    const target = targetIn(pane)
    target?.focus()
    if (target && document.activeElement === target) return true
  }
  return false
}

function targetIn(pane: HTMLElement): HTMLElement | undefined {
  const before = pane.matches('.page') ? last.get(pane) : undefined
  // A heading only had it because the page came.
  if (before?.isConnected && before.checkVisibility() && !before.matches('h1')) return before
  const find = (what: string) => pane.querySelector<HTMLElement>(what)
  if (pane.matches('.composer')) return find('textarea') ?? find('button') ?? undefined
  return (
    find('[aria-current]') ??
    find('[data-row]') ??
    [...pane.querySelectorAll<HTMLElement>('.bubble')].at(-1) ??
    find('h1') ??
    undefined
  )
}
