import { Op } from '@plaza/program-wire'

/** A page in brackets: `['view', { class: 'a', 'on:tap': 0 }, child, 'text']`. Names: `class`, `style`, `id`, `#name`, `on:type`, `model:name`. */
export type Tree = string | readonly [tag: string, attributes?: Record<string, unknown>, ...children: Tree[]]

const NODES_A_PAGE = 100_000

/** Operations that show a page, as a Worker would send them. */
export class Drawing {
  readonly page: number
  readonly root: number
  readonly named: Record<string, number> = {}
  readonly #tree: Tree
  readonly #rewrite: (text: string) => string
  readonly #list: unknown[] = []
  #last: number

  constructor(page: number, tree: Tree, rewrite: (text: string) => string = text => text) {
    this.page = page
    this.root = page * NODES_A_PAGE + 1
    this.#last = this.root
    this.#tree = tree
    this.#rewrite = rewrite
  }

  ops(options: Record<string, unknown>, sheets: readonly string[] = ['app', 'page']): unknown[] {
    this.#list.push(Op.newPage, this.page, this.root, options)
    for (const sheet of sheets) this.#list.push(Op.sheet, this.page, sheet)
    this.#list.push(Op.append, this.root, this.#make(this.#tree))
    this.#list.push(Op.showPage, this.page, this.page === 1 ? 'none' : 'push')
    return this.#list
  }

  node(name: string): number {
    const found = this.named[name]
    if (found === undefined) throw new Error(`no node is named ${name}`)
    return found
  }

  #make(tree: Tree): number {
    this.#last += 1
    const node = this.#last
    if (typeof tree === 'string') {
      this.#list.push(Op.text, node, this.#rewrite(tree))
      return node
    }
    const [tag, attributes = {}, ...children] = tree
    this.#list.push(Op.element, node, tag)
    for (const [name, value] of Object.entries(attributes)) this.#dress(node, name, value)
    for (const child of children) this.#list.push(Op.append, node, this.#make(child))
    return node
  }

  #dress(node: number, name: string, written: unknown): void {
    const value = typeof written === 'string' ? this.#rewrite(written) : written
    if (name === '#name') this.named[String(value)] = node
    else if (name === 'class') this.#list.push(Op.setClass, node, value)
    else if (name === 'style') this.#list.push(Op.setStyle, node, value)
    else if (name === 'id') this.#list.push(Op.setId, node, value)
    else if (name.startsWith('on:')) this.#list.push(Op.listen, node, name.slice('on:'.length), false, value)
    else if (name.startsWith('model:')) {
      this.#list.push(Op.setAttribute, node, name.slice('model:'.length), value)
      this.#list.push(Op.bindModel, node, name.slice('model:'.length), true)
    } else this.#list.push(Op.setAttribute, node, name, value)
  }
}
