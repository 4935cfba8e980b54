import { rove } from '../ui/rove.ts'

/** What one walks along with the arrows: lines that lead somewhere, and people and chats to tick. */
const ROW = '[data-row], button.cell, .face-cell, .program-tile, .pick input[type=checkbox]'
const ITEM = '[role=listitem], .line, li, .pick'
const LIST = '[role=list], .lines, .bills, .faces, .send-to-list, .picks'
const STOPS = 'a[href], button, input, select, textarea, [tabindex]'
const EDGES = ['Home', 'End', 'PageUp', 'PageDown']
/** What one has just read at the edge of a page is still there on the next. */
const KEPT_OF_PAGE = 1

const all = (box: ParentNode, what: string): HTMLElement[] => [...box.querySelectorAll<HTMLElement>(what)]
const itemOf = (row: Element): Element => row.closest(ITEM) ?? row

/** What had the focus in each list last. */
const last = new WeakMap<Element, HTMLElement>()

/** Keeps where one stands in a list, to come back to it. */
export function noteRow({ target }: FocusEvent): void {
  const list = target instanceof Element ? target.closest(LIST) : null
  if (list) last.set(list, target as HTMLElement)
}

/** Of messages their bubbles, or the boxes to tick while some are chosen. */
function rowsOf(list: Element): HTMLElement[] {
  if (!list.matches('.lines')) return all(list, ROW)
  const ticks = all(list, '.choose input')
  return ticks.length > 0 ? ticks : all(list, '.bubble')
}

/** The rows of its list that come after this one, then those before it. */
export function besideIn(element: Element): HTMLElement[] {
  const list = element.closest(LIST)
  const rows = list ? rowsOf(list) : []
  const at = rows.findIndex(row => itemOf(row).contains(element))
  return [...rows.slice(at + 1), ...rows.slice(0, Math.max(0, at)).toReversed()]
}

/** What is out of reach now, with the tab index it had. */
let hidden: [HTMLElement, string | null][] = []

function showAll(): void {
  for (const [one, before] of hidden)
    if (before === null) one.removeAttribute('tabindex')
    else one.setAttribute('tabindex', before)
  hidden = []
}

/**
 * A list is one stop for Tab, however long: while the browser looks where Tab leads, only the row that counts can be reached,
 * with what stands in it. Afterwards all is as it was, so that rows may come and go without anybody keeping book.
 */
export function oneStop(): void {
  showAll() // Tab may come again before the browser is done
  for (const list of all(document, LIST)) {
    const rows = rowsOf(list)
    if (rows.length < 2 || list.closest('[inert]')) continue
    const stop = itemOf(stopOf(list, rows))
    for (const item of new Set(rows.map(itemOf))) {
      if (item === stop) continue
      for (const one of [item as HTMLElement, ...all(item, STOPS)])
        if (one.tabIndex >= 0) {
          hidden.push([one, one.getAttribute('tabindex')])
          one.tabIndex = -1
        }
    }
  }
  setTimeout(showAll)
}

/** Where one is, was last, or what is open; else what is in view: of messages the newest, of others the first. */
function stopOf(list: Element, rows: HTMLElement[]): HTMLElement {
  const active = document.activeElement
  const isHere = (one: Element | null | undefined) => rows.find(row => one && itemOf(row).contains(one))
  const now = list.contains(active) ? isHere(active) : undefined
  if (now) return now
  const seen = list.closest('.scroller, .scroll, dialog')?.getBoundingClientRect()
  const isSeen = (row: HTMLElement) => {
    const { top, bottom } = row.getBoundingClientRect()
    return !seen || (bottom > seen.top && top < seen.bottom)
  }
  const before = isHere(last.get(list))
  if (list.matches('.lines')) return before && isSeen(before) ? before : (rows.findLast(isSeen) ?? rows.at(-1)!)
  return before ?? isHere(list.querySelector('[aria-current]')) ?? rows.find(isSeen) ?? rows[0]!
}

/** Arrows, Home, End and whole pages along rows, messages, and between them and the field above or below. */
export function alongRows(event: KeyboardEvent): boolean {
  const { key, target } = event
  if (!(target instanceof HTMLElement)) return false
  if (target.matches('.bubble, .choose input')) return alongMessages(key, target)
  const scope = target.closest('dialog, .page')
  if (!scope) return false
  if (target.matches('input[type=search]')) return intoRows(event, scope, target)
  const inside = target.matches('button, a') ? (target.closest(ITEM)?.querySelector<HTMLElement>(ROW) ?? null) : null
  const row = target.closest<HTMLElement>(ROW) ?? inside
  if (!row) return false
  if (key === 'ArrowLeft' || key === 'ArrowRight') return across(event, row, scope)
  if (EDGES.includes(key)) return far(key, row, scope)
  const rows = rowsIn(scope)
  const to = rove({ key, target: row } as unknown as KeyboardEvent, rows)
  if (to) to.focus()
  else if (key === 'ArrowUp') scope.querySelector<HTMLElement>('input[type=search]')?.focus()
  return to !== undefined || key === 'ArrowUp' || key === 'ArrowDown'
}

const rowsIn = (scope: Element): HTMLElement[] =>
  all(scope, ROW).filter(row => row.offsetParent !== null && !row.matches(':disabled'))

function alongMessages(key: string, message: HTMLElement): boolean {
  const step = { ArrowUp: -1, ArrowDown: 1 }[key]
  if (!step) return false
  const rows = rowsOf(message.closest('.lines')!)
  const at = rows.findIndex(row => itemOf(row) === itemOf(message))
  const composer = step > 0 && message.closest('.chat')?.querySelector<HTMLElement>('.composer textarea')
  const to = rows[at + step] ?? (composer || undefined)
  to?.focus()
  return to !== undefined
}

function intoRows(event: KeyboardEvent, scope: Element, field: HTMLElement): boolean {
  const isEnter = event.key === 'Enter' && !event.isComposing && !field.closest('form')
  if (event.key !== 'ArrowDown' && !isEnter) return false
  const follows = (row: Element) => field.compareDocumentPosition(row) & Node.DOCUMENT_POSITION_FOLLOWING
  const first = rowsIn(scope).find(follows)
  first?.focus()
  return first !== undefined
}

/** Sideways: to the buttons at the end of a row and back, or among rows that stand beside each other. */
function across(event: KeyboardEvent, row: HTMLElement, scope: Element): boolean {
  const within = all(itemOf(row), 'button')
  const beside = rowsIn(scope).filter(one => Math.abs(one.offsetTop - row.offsetTop) < 4)
  const to = rove(event, within.length > 1 ? within : beside)
  to?.focus()
  return to !== undefined
}

/** To an end or a page further. A list draws only what is near the screen: it is moved there first. */
function far(key: string, row: HTMLElement, scope: Element): boolean {
  const scroller = row.closest<HTMLElement>('.scroll, dialog')
  const step = Math.floor((scroller?.clientHeight ?? 0) / row.offsetHeight) - KEPT_OF_PAGE
  const at = rowsIn(scope).indexOf(row)
  if (scroller && (key === 'Home' || key === 'End')) {
    scroller.scrollTop = key === 'Home' ? 0 : scroller.scrollHeight
    scroller.dispatchEvent(new Event('scroll'))
  }
  const rows = rowsIn(scope)
  const to = { Home: 0, End: rows.length - 1, PageUp: at - step, PageDown: at + step }[key]!
  rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus()
  return true
}
