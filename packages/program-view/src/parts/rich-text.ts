import { richNodes, type RichNode } from '../html.ts'
import { setInlineStyle } from '../style.ts'
import type { Box, MakePart, Rec, View } from '../types.ts'

const SPACES: Readonly<Record<string, string>> = { nbsp: '\u00a0', ensp: '\u2002', emsp: '\u2003' }

/** `rich-text`: shows a tree of allowed nodes. */
export const richText: MakePart = (box, view) => {
  let holds: (() => void)[] = []
  let queued = false

  function show(): void {
    queued = false
    for (const letGo of holds) letGo()
    holds = []
    const space = SPACES[String(view.attr(box, 'space'))]
    box.dom.replaceChildren(...richNodes(view.attr(box, 'nodes')).map(node => build(node, space, box, view, holds)))
  }

  return {
    closed: true,
    set() {
      if (!queued) queueMicrotask(show)
      queued = true
    },
    dropped() {
      for (const letGo of holds) letGo()
    },
  }
}

function build(node: RichNode, space: string | undefined, box: Box, view: View, holds: (() => void)[]): Node {
  if (!node.name) return document.createTextNode(space ? (node.text ?? '').replaceAll(' ', space) : (node.text ?? ''))
  const element = document.createElement(node.name)
  for (const [name, value] of Object.entries(node.attrs ?? {})) {
    if (name === 'style') {
      const styled: Rec & { dom: HTMLElement } = { id: 0, tag: '', dom: element }
      setInlineStyle(styled, value, view)
      if (styled.styleGo) holds.push(styled.styleGo)
    } else if (name === 'src') {
      const base = view.pageOf(box.dom)?.options.path ?? ''
      holds.push(view.assets.use(value, base, url => void (url && element.setAttribute('src', url))))
    } else element.setAttribute(name, value)
  }
  element.append(...(node.children ?? []).map(child => build(child, space, box, view, holds)))
  return element
}
