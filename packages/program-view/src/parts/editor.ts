import { make } from '../dom.ts'
import { richNodes, type RichNode } from '../html.ts'
import { setInlineStyle } from '../style.ts'
import type { MakePart, Rec } from '../types.ts'
import { bool, isRecord, list, num, text } from '../values.ts'

/** How each format of the context is done by the browser's own editing. */
const COMMANDS: Readonly<Record<string, string>> = {
  bold: 'bold',
  italic: 'italic',
  underline: 'underline',
  ins: 'underline',
  strike: 'strikeThrough',
  color: 'foreColor',
  backgroundColor: 'hiliteColor',
  fontFamily: 'fontName',
}

const ALIGNS: Readonly<Record<string, string>> = {
  left: 'justifyLeft',
  center: 'justifyCenter',
  right: 'justifyRight',
  justify: 'justifyFull',
}

/** `editor`: simple rich text; what is pasted into it comes as text. */
export const editor: MakePart = (box, view) => {
  const { dom } = box
  const paper = make('div', 'w-paper')
  dom.append(paper)
  paper.contentEditable = 'true'
  paper.setAttribute('role', 'textbox')
  paper.setAttribute('aria-multiline', 'true')
  const holds: (() => void)[] = []
  const addresses = new WeakMap<Element, string>()

  const contents = () => ({
    html: [...paper.childNodes].map(node => serialize(node, addresses)).join(''),
    text: `${paper.innerText.replace(/\n$/, '')}\n`,
    delta: { ops: [{ insert: `${paper.innerText.replace(/\n$/, '')}\n` }] },
  })
  const run = (command: string, value = '') => {
    paper.focus({ preventScroll: true })
    // Old, but the only editing that all browsers have built in, with undo.
    document.execCommand(command, false, value)
  }
  const hint = () => paper.classList.toggle('empty', paper.textContent === '' && !paper.querySelector('img'))

  function put(nodes: readonly Node[]): void {
    paper.focus({ preventScroll: true })
    const selection =
      (paper.getRootNode() as Document & { getSelection?: () => Selection | null }).getSelection?.() ?? getSelection()
    const range = selection?.rangeCount ? selection.getRangeAt(0) : null
    if (range && paper.contains(range.commonAncestorContainer)) {
      range.deleteContents()
      for (const node of [...nodes].reverse()) range.insertNode(node)
      range.collapse(false)
    } else paper.append(...nodes)
    changed()
  }

  function build(node: RichNode): Node {
    if (!node.name) return document.createTextNode(node.text ?? '')
    const element = document.createElement(node.name)
    for (const [name, value] of Object.entries(node.attrs ?? {})) {
      if (name === 'style') {
        const styled: Rec & { dom: HTMLElement } = { id: 0, tag: '', dom: element }
        setInlineStyle(styled, value, view)
      } else if (name === 'src') {
        addresses.set(element, value)
        const base = view.pageOf(dom)?.options.path ?? ''
        holds.push(view.assets.use(value, base, url => void (url && element.setAttribute('src', url))))
      } else element.setAttribute(name, value)
    }
    element.append(...(node.children ?? []).map(build))
    return element
  }

  function setContents(given: Record<string, unknown>): void {
    const delta = isRecord(given['delta']) ? list(given['delta']['ops']) : null
    const nodes = delta ? delta.flatMap(fromDelta) : richNodes(text(given['html']))
    paper.replaceChildren(...nodes.map(build))
    changed()
  }

  function changed(): void {
    hint()
    view.fire(box, 'input', contents())
  }

  function format(name: string, value: unknown): void {
    if (name in COMMANDS) run(COMMANDS[name] as string, text(value))
    else if (name === 'align') run(ALIGNS[text(value)] ?? 'justifyLeft')
    else if (name === 'header') run('formatBlock', num(value) > 0 ? `h${num(value)}` : 'p')
    else if (name === 'list') run(text(value) === 'ordered' ? 'insertOrderedList' : 'insertUnorderedList')
    else if (name === 'indent') run(text(value) === '-1' ? 'outdent' : 'indent')
    else if (name === 'script') run(text(value) === 'super' ? 'superscript' : 'subscript')
    tellStatus()
  }

  function tellStatus(): void {
    const on = (command: string) => document.queryCommandState(command)
    view.fire(box, 'statuschange', {
      ...(on('bold') && { bold: 'strong' }),
      ...(on('italic') && { italic: 'em' }),
      ...(on('underline') && { underline: 'underline' }),
      ...(on('strikeThrough') && { strike: 'del' }),
    })
  }

  paper.addEventListener('input', changed)
  paper.addEventListener('focus', () => view.fire(box, 'focus', contents()))
  paper.addEventListener('blur', () => view.fire(box, 'blur', contents()))
  paper.addEventListener('keyup', tellStatus)
  paper.addEventListener('pointerup', tellStatus)
  paper.addEventListener('paste', event => {
    event.preventDefault()
    document.execCommand('insertText', false, event.clipboardData?.getData('text/plain') ?? '')
  })
  paper.addEventListener('drop', event => event.preventDefault())

  const methods: Readonly<Record<string, (asked: Record<string, unknown>, args: readonly unknown[]) => unknown>> = {
    getContents: contents,
    setContents: setContents,
    clear: () => setContents({ html: '' }),
    insertText: ({ text: words }) => run('insertText', text(words)),
    insertDivider: () => put([make('hr')]),
    insertImage: ({ src, alt, width, height }) =>
      put([
        build({ name: 'img', attrs: { src: text(src), alt: text(alt), width: text(width), height: text(height) } }),
      ]),
    format: (asked, [name, value]) =>
      typeof name === 'string' ? format(name, value) : format(text(asked['name']), asked['value']),
    removeFormat: () => run('removeFormat'),
    undo: () => run('undo'),
    redo: () => run('redo'),
    blur: () => paper.blur(),
    focus: () => view.focus(paper),
    scrollIntoView: () => paper.scrollIntoView({ block: 'nearest' }),
    getSelectionText: () => ({ text: getSelection()?.toString() ?? '' }),
  }

  return {
    closed: true,
    set(name, value) {
      if (name === 'placeholder') paper.dataset['hint'] = text(value)
      else if (name === 'readOnly') paper.contentEditable = String(!bool(value))
    },
    mounted() {
      hint()
      view.fire(box, 'ready', {})
    },
    invoke(method, args) {
      const last = args.at(-1)
      const request = isRecord(last) ? num(last['request']) : 0
      const result = methods[method]?.(isRecord(args[0]) ? args[0] : {}, args)
      hint()
      if (request) view.reply(request, result ?? {})
    },
    tap({ target }) {
      if (target === box && !bool(view.attr(box, 'readOnly'))) view.focus(paper)
      return true
    },
    dropped() {
      for (const letGo of holds) letGo()
    },
  }
}

const DELTA_MARKS: Readonly<Record<string, string>> = { bold: 'strong', italic: 'em', underline: 'u', strike: 'del' }

function fromDelta(op: unknown): RichNode[] {
  if (!isRecord(op)) return []
  const { insert, attributes } = op
  if (isRecord(insert) && typeof insert['image'] === 'string') return [{ name: 'img', attrs: { src: insert['image'] } }]
  if (typeof insert !== 'string') return []
  const marks = isRecord(attributes) ? attributes : {}
  const names = Object.entries(DELTA_MARKS).flatMap(([mark, name]) => (marks[mark] ? [name] : []))
  return insert.split('\n').flatMap((line, index) => {
    const inner = names.reduce<RichNode>((node, name) => ({ name, children: [node] }), {
      text: line,
    })
    return index > 0 ? [{ name: 'br' }, inner] : [inner]
  })
}

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
const escaped = (raw: string) => raw.replace(/[&<>"]/g, sign => ESCAPES[sign] ?? sign)
const VOID = new Set(['br', 'hr', 'img'])

/** HTML of what stands on the paper, with pictures by the addresses that the program gave them. */
function serialize(node: Node, addresses: WeakMap<Element, string>): string {
  if (node.nodeType === Node.TEXT_NODE) return escaped(node.nodeValue ?? '')
  if (!(node instanceof Element)) return ''
  const attributes = [...node.attributes]
    .map(({ name, value }) => ` ${name}="${escaped(name === 'src' ? (addresses.get(node) ?? '') : value)}"`)
    .join('')
  const inner = [...node.childNodes].map(child => serialize(child, addresses)).join('')
  return VOID.has(node.localName)
    ? `<${node.localName}${attributes}>`
    : `<${node.localName}${attributes}>${inner}</${node.localName}>`
}
