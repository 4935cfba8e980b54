type Child = Node | string | undefined

/** An element with properties and children; text is only ever text. */
export function el<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<HTMLElementTagNameMap[K]> = {},
  ...children: Child[]
): HTMLElementTagNameMap[K] {
  const made = Object.assign(document.createElement(tag), properties)
  made.append(...children.filter(child => child !== undefined))
  return made
}

/** A value as a tree that opens, as consoles show them. */
export function tree(name: string, value: unknown, open = false): HTMLElement {
  if (typeof value !== 'object' || value === null || Object.keys(value).length === 0)
    return el(
      'div',
      { className: 'leaf' },
      el('b', {}, `${name}: `),
      el('span', { className: typeof value }, plain(value)),
    )
  const box = el('details', { open }, el('summary', {}, el('b', {}, name), el('i', {}, ` ${short(value)}`)))
  // Children are made when somebody looks.
  const fill = () => {
    if (box.childElementCount > 1) return
    for (const [key, child] of Object.entries(value).slice(0, CHILDREN_MAX)) box.append(tree(key, child))
  }
  if (open) fill()
  box.addEventListener('toggle', fill)
  return box
}

const CHILDREN_MAX = 500
const SHORT_LENGTH = 60

const plain = (value: unknown): string => JSON.stringify(value) ?? String(value)
const short = (value: object): string => {
  const text = Array.isArray(value) ? `[${value.length}]` : plain(value)
  return text.length > SHORT_LENGTH ? `${text.slice(0, SHORT_LENGTH)}…` : text
}
