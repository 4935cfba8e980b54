import {
  OP_ARITY,
  Op,
  type Boot,
  type FromWorker,
  type Launch,
  type NavPage,
  type OpCode,
  type PackageText,
  type ToWorker,
  type UiEvent,
} from '@plaza/program-wire'

/** A node of the plain tree that stands for the page. */
export interface FakeNode {
  readonly id: number
  readonly tag: string
  text?: string
  className: string
  style: string
  domId: string
  parent: FakeNode | undefined
  readonly children: FakeNode[]
  readonly attributes: Record<string, unknown>
  readonly listeners: Set<string>
}

export interface FakePage {
  readonly id: number
  readonly root: FakeNode
  readonly sheets: string[]
}

type Answer = (args: Record<string, unknown>, api: string) => unknown

/** Plays the view and the host for one program: applies operations to a plain tree and answers calls from a table. */
export class FakeView {
  readonly nodes = new Map<number, FakeNode>()
  readonly pages = new Map<number, FakePage>()
  readonly calls: { api: string; args: Record<string, unknown> }[] = []
  readonly logs: { level: string; text: string }[] = []
  readonly errors: { kind: string; message: string; stack: string; fatal: boolean }[] = []
  readonly faults: string[] = []
  stack: readonly NavPage[] = []
  shown: number | undefined
  ops = 0
  readonly answers: Record<string, Answer>
  readonly #send: (message: ToWorker) => void

  constructor(send: (message: ToWorker) => void, answers: Record<string, Answer> = {}) {
    this.#send = send
    this.answers = answers
  }

  receive(message: FromWorker): void {
    if (message.t === 'ops') this.#apply(message.ops)
    else if (message.t === 'call') this.#call(message)
    else if (message.t === 'nav') this.stack = message.stack
    else if (message.t === 'log') this.logs.push({ level: message.level, text: message.text })
    else if (message.t === 'error') this.errors.push(message)
  }

  #call({ id, api, args }: { id: number; api: string; args: unknown }): void {
    const options = (args ?? {}) as Record<string, unknown>
    this.calls.push({ api, args: options })
    const answer = this.answers[api]
    setTimeout(() => {
      if (!answer) return this.#send({ t: 'reply', id, ok: false, errMsg: `${api}:fail not supported` })
      Promise.resolve(answer(options, api)).then(
        res => this.#send({ t: 'reply', id, ok: true, res }),
        (error: unknown) => this.#send({ t: 'reply', id, ok: false, errMsg: (error as Error).message }),
      )
    }, 0)
  }

  #make(id: number, tag: string): FakeNode {
    const node: FakeNode = {
      id,
      tag,
      className: '',
      style: '',
      domId: '',
      parent: undefined,
      children: [],
      attributes: {},
      listeners: new Set(),
    }
    if (this.nodes.has(id)) this.faults.push(`node ${id} made twice`)
    this.nodes.set(id, node)
    return node
  }

  #node(id: unknown, code: number): FakeNode {
    const node = this.nodes.get(id as number)
    if (node) return node
    this.faults.push(`operation ${code} names node ${String(id)}, which is not there`)
    return this.#make(-this.nodes.size - 1_000_000, '?')
  }

  #apply(ops: readonly unknown[]): void {
    let shown: number | undefined
    for (let at = 0; at < ops.length;) {
      const code = ops[at] as OpCode
      const arity = OP_ARITY[code]
      if (arity === undefined) {
        this.faults.push(`no such operation ${String(code)}`)
        return
      }
      const args = ops.slice(at + 1, at + 1 + arity)
      at += 1 + arity
      this.ops++
      if (code === Op.showPage) shown = args[0] as number
      this.#one(code, args)
    }
    if (shown !== undefined) {
      const page = shown
      this.shown = page
      setTimeout(() => this.#send({ t: 'painted', page }), 0)
    }
  }

  #one(code: OpCode, args: readonly unknown[]): void {
    const [a, b, c, d] = args
    switch (code) {
      case Op.newPage:
        this.pages.set(a as number, { id: a as number, root: this.#make(b as number, 'page'), sheets: [] })
        return
      case Op.dropPage:
        this.pages.delete(a as number)
        return
      case Op.sheet:
        this.pages.get(a as number)?.sheets.push(b as string)
        return
      case Op.element:
        this.#make(a as number, b as string)
        return
      case Op.text:
        this.#make(a as number, '#text').text = b as string
        return
      case Op.release:
        if (!this.nodes.delete(a as number)) this.faults.push(`released ${String(a)}, which is not there`)
        return
      case Op.append:
        return this.#insert(this.#node(a, code), [this.#node(b, code)], undefined, 0)
      case Op.insert:
        return this.#insert(this.#node(a, code), [this.#node(b, code)], this.#node(c, code), 0)
      case Op.replace:
        return this.#insert(this.#node(a, code), [this.#node(b, code)], this.#node(c, code), 1)
      case Op.remove:
        return this.#insert(this.#node(a, code), [], this.#node(b, code), 1)
      case Op.splice: {
        const list = (d as number[]).map(id => this.#node(id, code))
        return this.#insert(this.#node(a, code), list, b === 0 ? undefined : this.#node(b, code), c as number)
      }
      case Op.setId:
        this.#node(a, code).domId = b as string
        return
      case Op.setStyle:
        this.#node(a, code).style = b as string
        return
      case Op.setClass:
        this.#node(a, code).className = b as string
        return
      case Op.setAttribute:
        this.#node(a, code).attributes[b as string] = c
        return
      case Op.removeAttribute:
        delete this.#node(a, code).attributes[b as string]
        return
      case Op.setText:
        this.#node(a, code).text = b as string
        return
      case Op.listen:
        this.#node(a, code).listeners.add(b as string)
        return
      case Op.query:
        return this.#later({
          t: 'answer',
          request: a as number,
          results: (b as { items: unknown[] }).items.map(() => RECT),
        })
      case Op.invoke: {
        const request = ((c as unknown[]).at(-1) as { request?: number } | undefined)?.request
        if (request !== undefined) this.#later({ t: 'answer', request, results: [{}] })
        return
      }
      case Op.takeCanvas:
        return this.#later({ t: 'canvas', request: a as number, canvas: null, width: 300, height: 150 })
      default:
    }
  }

  #later(message: ToWorker): void {
    setTimeout(() => this.#send(message), 0)
  }

  #insert(parent: FakeNode, list: readonly FakeNode[], before: FakeNode | undefined, deleteCount: number): void {
    for (const node of list) node.parent?.children.splice(node.parent.children.indexOf(node), 1)
    const index = before ? parent.children.indexOf(before) : parent.children.length
    if (index < 0) {
      this.faults.push(`node ${before?.id} is not in ${parent.id}`)
      return
    }
    for (const gone of parent.children.splice(index, deleteCount, ...list)) gone.parent = undefined
    for (const node of list) node.parent = parent
  }

  get page(): FakePage | undefined {
    return this.shown === undefined ? undefined : this.pages.get(this.shown)
  }

  /** All nodes of the page that is shown, in the order of the document. */
  all(): FakeNode[] {
    const out: FakeNode[] = []
    const visit = (node: FakeNode): void => {
      out.push(node)
      for (const child of node.children) visit(child)
    }
    if (this.page) visit(this.page.root)
    return out
  }

  text(): string {
    return this.all()
      .map(node => node.text ?? '')
      .join('')
  }

  find(test: string | ((node: FakeNode) => boolean)): FakeNode | undefined {
    return this.all().find(
      typeof test === 'function'
        ? test
        : node => node.domId === test || node.tag === test || ` ${node.className} `.includes(` ${test} `),
    )
  }

  /** Makes an event, as the view would; `tap` and touches bubble. */
  event(node: FakeNode | undefined, type: string, detail: unknown = {}): void {
    if (!node) throw new Error('There is no such node')
    const bubbles = /^(tap|longpress|longtap|touch|transition|animation)/.test(type)
    const event: UiEvent = {
      page: this.shown ?? 0,
      node: node.id,
      type,
      detail,
      bubbles,
      timeStamp: 1,
      touches: [],
      changedTouches: [],
    }
    this.#send({ t: 'ui', events: [event] })
  }
}

const RECT = {
  left: 0,
  top: 0,
  right: 10,
  bottom: 10,
  width: 10,
  height: 10,
  scrollLeft: 0,
  scrollTop: 0,
  scrollHeight: 10,
  scrollWidth: 10,
}

/** A boot for a compiled program. */
export function bootOf(
  manifest: Boot['manifest'],
  packages: readonly PackageText[],
  launch: Partial<Launch> = {},
  more: Partial<Boot> = {},
): Boot {
  const box = { left: 0, top: 0, right: 375, bottom: 667, width: 375, height: 667 }
  return {
    manifest,
    packages,
    launch: { path: '', query: {}, scene: 1001, referrerInfo: {}, ...launch },
    storage: {},
    system: {
      windowWidth: 375, windowHeight: 667, screenWidth: 375, screenHeight: 667, pixelRatio: 2, statusBarHeight: 20, safeArea: box,
      language: 'en', theme: 'light', fontSizeSetting: 16, brand: 'Plaza', model: 'web', system: 'Linux', platform: 'android',
      SDKVersion: '3.7.0', version: '8.0.50', capsule: box, networkType: 'wifi',
    }, // prettier-ignore
    account: { appId: 'test', envVersion: 'develop', version: '1.0.0' },
    settings: {},
    ...more,
  }
}
