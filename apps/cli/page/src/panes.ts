import { el, tree } from './dom.ts'
import type { Noted } from './reach.ts'
import type { Storage } from './storage.ts'

const LINES_MAX = 1_000
const NAMES = ['Console', 'Requests', 'Storage', 'Data', 'Bridge', 'Nodes'] as const
type Name = (typeof NAMES)[number]

/** A page's node as the cage tells it. */
export interface NodeTold {
  readonly tag: string
  readonly about: string
  readonly text?: string
  readonly children: readonly NodeTold[]
}

/** What the page shows of the program beside it. */
export interface Panes {
  readonly box: HTMLElement
  say(level: string, text: string): void
  request(noted: Noted): void
  call(from: 'program' | 'host', api: string, detail: unknown, ok?: boolean): void
  data(text: string): void
  storage(storage: Storage): void
  nodes(told: NodeTold): void
  painted(path: string): void
  /** What is wrong with the sources; nothing when nothing is. */
  problems(errors: readonly string[], warnings: readonly string[]): void
}

/** Makes the panes; `lookAtNodes` asks the cage for the nodes of its page. */
export function makePanes(lookAtNodes: () => void): Panes {
  const bodies = new Map(
    NAMES.map(name => [
      name,
      el('div', { className: 'pane', role: 'tabpanel', hidden: name !== 'Console', ariaLabel: name }),
    ]),
  )
  const body = (name: Name) => bodies.get(name)!
  const problems = el('div', { className: 'problems', role: 'status' })
  const tabs = NAMES.map(name =>
    el(
      'button',
      { type: 'button', role: 'tab', ariaSelected: String(name === 'Console'), onclick: () => choose(name) },
      name,
    ),
  )
  const clear = el('button', { type: 'button', className: 'clear', onclick: () => shown().replaceChildren() }, 'Clear')
  const box = el(
    'section',
    { className: 'panes' },
    el('div', { className: 'tabs', role: 'tablist' }, ...tabs, clear),
    problems,
    ...bodies.values(),
  )
  const shown = () => [...bodies.values()].find(one => !one.hidden)!

  function choose(name: Name): void {
    for (const [one, pane] of bodies) pane.hidden = one !== name
    for (const tab of tabs) tab.ariaSelected = String(tab.textContent === name)
    if (name === 'Nodes') lookAtNodes()
  }

  /** Adds a line, keeps the newest in sight unless somebody scrolled away, and forgets the oldest. */
  function add(name: Name, line: HTMLElement): void {
    const pane = body(name)
    const isAtEnd = pane.scrollHeight - pane.scrollTop - pane.clientHeight < 40
    pane.append(line)
    while (pane.childElementCount > LINES_MAX) pane.firstElementChild?.remove()
    if (isAtEnd) pane.scrollTop = pane.scrollHeight
  }

  return {
    box,
    say: (level, text) => add('Console', el('pre', { className: level }, text)),
    request({ kind, method, url, status, ms, detail }) {
      const head = `${status} ${kind === 'request' ? method : kind} ${url} ${ms} ms`
      const line = tree(head, detail)
      line.classList.toggle('error', !/^(2|3|open)/.test(status))
      add('Requests', line)
    },
    call(from, api, detail, ok = true) {
      const line = tree(`${from === 'program' ? '→' : '←'} ${api}`, detail)
      line.classList.toggle('error', !ok)
      add('Bridge', line)
    },
    data(text) {
      const { app, pages } = JSON.parse(text) as { app?: unknown; pages: { route: string; data: unknown }[] }
      const trees = pages.toReversed().map((page, index) => tree(page.route, page.data, index === 0))
      body('Data').replaceChildren(...trees, ...(app === undefined ? [] : [tree('App.globalData', app)]))
    },
    storage(storage) {
      const rows = Object.entries(storage.all()).map(([key, value]) => {
        const { data } = JSON.parse(value) as { data?: unknown }
        const drop = el(
          'button',
          { type: 'button', ariaLabel: `Remove ${key}`, onclick: () => storage.remove(key) },
          '×',
        )
        return el('div', { className: 'row' }, tree(key, data, true), drop)
      })
      body('Storage').replaceChildren(
        ...(rows.length > 0 ? rows : [el('p', { className: 'empty' }, 'Nothing is stored.')]),
      )
    },
    nodes: told => body('Nodes').replaceChildren(nodeTree(told, 0)),
    painted: () => {
      if (!body('Nodes').hidden) lookAtNodes()
    },
    problems(errors, warnings) {
      problems.replaceChildren(
        ...errors.map(text => el('pre', { className: 'error' }, text)),
        ...warnings.map(text => el('pre', { className: 'warn' }, text)),
      )
    },
  }
}

const OPEN_DEPTH = 4

function nodeTree({ tag, about, text, children }: NodeTold, depth: number): HTMLElement {
  const head = [el('b', {}, `<${tag}`), el('i', {}, about), el('b', {}, '>'), text ? ` ${text}` : '']
  if (children.length === 0) return el('div', { className: 'leaf' }, ...head)
  const box = el('details', { open: depth < OPEN_DEPTH }, el('summary', {}, ...head))
  box.append(...children.map(child => nodeTree(child, depth + 1)))
  return box
}
