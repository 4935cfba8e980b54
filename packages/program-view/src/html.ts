import { isRecord, list, text } from './values.ts'

/** A node of `rich-text`, as its documentation says. */
export interface RichNode {
  readonly name?: string
  readonly attrs?: Readonly<Record<string, string>>
  readonly children?: readonly RichNode[]
  readonly text?: string
}

const TAGS = new Set(
  (
    'a abbr address article aside b bdi bdo big blockquote br caption center cite code col colgroup dd del div dl dt em fieldset ' +
    'font footer h1 h2 h3 h4 h5 h6 header hr i img ins label legend li mark nav ol p pre q rt ruby s section small span strong ' +
    'sub sup table tbody td tfoot th thead tr tt u ul'
  ).split(' '),
)

/** What each tag may carry besides `class` and `style`. Addresses only of pictures. */
const ATTRIBUTES: Readonly<Record<string, readonly string[]>> = {
  bdo: ['dir'],
  bdi: ['dir'],
  col: ['span', 'width'],
  colgroup: ['span', 'width'],
  font: ['color', 'size', 'face'],
  img: ['alt', 'src', 'height', 'width'],
  ol: ['start', 'type'],
  table: ['width', 'border', 'cellpadding', 'cellspacing', 'align'],
  td: ['colspan', 'height', 'rowspan', 'width', 'align', 'valign'],
  th: ['colspan', 'height', 'rowspan', 'width', 'align', 'valign'],
  tr: ['colspan', 'height', 'rowspan', 'width', 'align'],
}

const NODES_MAX = 5_000
const DEPTH_MAX = 60
const HTML_LENGTH_MAX = 1_000_000
const ATTRIBUTE_LENGTH_MAX = 8_192

/** Reads what a program gave as `nodes`, a tree or HTML, and keeps what is allowed. Nothing in it is ever run or loaded by reading. */
export function richNodes(given: unknown): RichNode[] {
  const budget = { left: NODES_MAX }
  if (typeof given === 'string') {
    const document = new DOMParser().parseFromString(unstyled(given), 'text/html')
    return [...document.body.childNodes].flatMap(node => fromDom(node, 0, budget))
  }
  return list(given).flatMap(node => fromTree(node, 0, budget))
}

/** A policy against inline styles complains while reading: they are read under another name and set by our own hand. */
const STYLE = 'data-w-style'
const unstyled = (html: string) =>
  html.slice(0, HTML_LENGTH_MAX).replace(/<[a-z][^>]*>/gi, tag => tag.replace(/\sstyle(?=\s*=)/gi, ` ${STYLE}`))

function fromTree(given: unknown, depth: number, budget: { left: number }): RichNode[] {
  if (!isRecord(given) || depth > DEPTH_MAX || (budget.left -= 1) < 0) return []
  if (given['type'] === 'text') return [{ text: unescaped(text(given['text'])) }]
  const name = text(given['name']).toLowerCase()
  const children = list(given['children']).flatMap(child => fromTree(child, depth + 1, budget))
  if (!TAGS.has(name)) return []
  return [{ name, attrs: allowed(name, isRecord(given['attrs']) ? given['attrs'] : {}), children }]
}

function fromDom(node: Node, depth: number, budget: { left: number }): RichNode[] {
  if (depth > DEPTH_MAX || (budget.left -= 1) < 0) return []
  if (node.nodeType === Node.TEXT_NODE) return [{ text: node.nodeValue ?? '' }]
  if (!(node instanceof Element)) return []
  const name = node.localName
  // A tag that is not known goes with all that is in it: scripts, frames, forms, drawings.
  if (!TAGS.has(name)) return []
  const attributes = Object.fromEntries(
    [...node.attributes].map(({ name, value }) => [name === STYLE ? 'style' : name, value]),
  )
  return [
    {
      name,
      attrs: allowed(name, attributes),
      children: [...node.childNodes].flatMap(child => fromDom(child, depth + 1, budget)),
    },
  ]
}

function allowed(tag: string, attributes: Readonly<Record<string, unknown>>): Record<string, string> {
  const names = ['class', 'style', ...(ATTRIBUTES[tag] ?? [])]
  return Object.fromEntries(
    names.flatMap(name => {
      const value = attributes[name]
      return value === undefined ? [] : [[name, text(value).slice(0, ATTRIBUTE_LENGTH_MAX)]]
    }),
  )
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&nbsp;': '\u00a0',
  '&lt;': '<',
  '&gt;': '>',
  '&amp;': '&',
  '&quot;': '"',
  '&apos;': "'",
  '&ensp;': '\u2002',
  '&emsp;': '\u2003',
}

const unescaped = (raw: string) => raw.replace(/&[a-z]+;/g, entity => ENTITIES[entity] ?? entity)
