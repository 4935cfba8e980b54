import css from './css/sheet.css'
import { ownSheet } from './base.ts'
import { make, shadowOf } from './dom.ts'
import type { View } from './types.ts'
import { createWheel, type Wheel } from './wheel.ts'
import { wordsOf } from './words.ts'

export interface SheetColumns {
  readonly columns: readonly (readonly string[])[]
  readonly chosen: readonly number[]
}

export interface SheetOptions extends SheetColumns {
  readonly title: string
  /** A column came to rest: the sheet may get other rows. */
  readonly moved: (column: number, index: number) => SheetColumns | void
  readonly done: (chosen: readonly number[]) => void
  readonly cancelled: () => void
}

export interface OpenSheet {
  show(columns: SheetColumns): void
  close(): void
}

const ROW_PX = 48
const ECHO_MS = 400

interface Column {
  readonly dom: HTMLElement
  readonly wheel: Wheel
  fill(rows: readonly string[], chosen: number): void
}

/** A sheet with wheels from the bottom of the frame: what `picker` opens. Arrow keys, Enter and Escape work. */
export function openSheet(view: View, options: SheetOptions): OpenSheet {
  const words = wordsOf(view)
  const host = make('div', 'layer')
  const no = make('button', 'no', [words.cancel])
  const yes = make('button', 'yes', [words.confirm])
  const title = make('b', '', [options.title])
  const place = make('div', 'columns')
  const mask = make('div', 'mask')
  const panel = make('div', 'panel', [make('div', 'head', [no, title, yes]), place])
  panel.setAttribute('role', 'dialog')
  panel.setAttribute('aria-modal', 'true')
  if (options.title) panel.setAttribute('aria-label', options.title)
  shadowOf(host, ownSheet(css), [mask, panel])
  let columns: Column[] = []
  const opened = performance.now()
  let open = true

  function close(): void {
    if (!open) return
    open = false
    host.remove()
    back?.focus?.({ preventScroll: true })
  }
  function cancel(): void {
    if (open) options.cancelled()
    close()
  }
  function confirm(): void {
    if (open) options.done(columns.map(({ wheel }) => wheel.index()))
    close()
  }

  function addColumn(place: number): Column {
    const rows = make('div', 'rows')
    const dom = make('div', 'column', [rows])
    dom.tabIndex = 0
    dom.setAttribute('role', 'spinbutton')
    const speak = (index: number) => {
      dom.setAttribute('aria-valuenow', String(index))
      dom.setAttribute('aria-valuetext', rows.children[index]?.textContent ?? '')
    }
    const wheel = createWheel({
      catcher: dom,
      content: rows,
      row: () => ROW_PX,
      count: () => rows.childElementCount,
      still: view.env.reducedMotion,
      settled(index) {
        speak(index)
        const others = options.moved(place, index)
        if (others) show(others)
      },
    })
    dom.addEventListener('click', event => {
      const index = [...rows.children].indexOf(event.target as Element)
      if (index >= 0) wheel.by(index - wheel.index())
    })
    dom.addEventListener('keydown', event => {
      const steps = { ArrowUp: -1, ArrowDown: 1, PageUp: -5, PageDown: 5 }[event.key]
      if (!steps) return
      event.preventDefault()
      wheel.by(steps)
    })
    return {
      dom,
      wheel,
      fill(texts, chosen) {
        const same =
          texts.length === rows.childElementCount && texts.every((text, at) => rows.children[at]?.textContent === text)
        if (!same) rows.replaceChildren(...texts.map(text => make('div', '', [text])))
        if (!same || wheel.index() !== chosen) wheel.show(chosen)
        speak(wheel.index())
      },
    }
  }

  function show(now: SheetColumns): void {
    while (columns.length < now.columns.length) columns.push(addColumn(columns.length))
    columns = columns.slice(0, now.columns.length)
    // Only when there are others: one that is moved in the page loses the focus.
    if (place.childElementCount !== columns.length) place.replaceChildren(...columns.map(({ dom }) => dom))
    for (const [index, column] of columns.entries()) column.fill(now.columns[index] ?? [], now.chosen[index] ?? 0)
  }

  // The touch that opened it is followed by a click where the finger was: it means nothing here.
  host.addEventListener(
    'click',
    event => {
      if (performance.now() - opened < ECHO_MS) event.stopPropagation()
    },
    { capture: true },
  )
  no.addEventListener('click', cancel)
  yes.addEventListener('click', confirm)
  mask.addEventListener('click', cancel)
  panel.addEventListener('keydown', event => {
    if (event.key === 'Escape') cancel()
    else if (event.key === 'Enter' && !(event.target instanceof HTMLButtonElement)) confirm()
  })
  const back = view.topPage()?.shadow.activeElement as HTMLElement | null | undefined
  document.body.append(host)
  show(options)
  const first = columns[0]?.dom
  if (first) view.focus(first)
  return { show, close }
}
