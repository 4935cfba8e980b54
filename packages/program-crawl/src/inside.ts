import type { CDPSession, Frame, Page } from 'playwright-core'

const WAIT_MS = 30_000
const LOOK_EVERY_MS = 100
const SOON_MS = 2_000
const TRIES_MAX = 3
/** Run on a node: whether it is drawn, also when its page is kept below another. */
const IS_SHOWN = `function () {
  const parent = this.parentNode
  const box = this.nodeType === 3 ? (parent.host ?? parent) : this
  return box.checkVisibility({ visibilityProperty: true, opacityProperty: true })
}`
const TEXT_NODE = 3

interface Node {
  readonly backendNodeId: number
  readonly nodeType: number
  readonly nodeName: string
  readonly nodeValue: string
  readonly attributes?: string[]
  readonly children?: Node[]
  readonly shadowRoots?: Node[]
  readonly contentDocument?: Node
}

export interface Spot {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

/**
 * Sees and touches what is inside the cage of a mini program, as a person does: by what stands there and where it is. Its
 * pages are closed shadow roots of a frame of an origin of its own, which no script reaches, so the browser is asked.
 */
export class Inside {
  readonly #page: Page
  readonly #session: CDPSession
  readonly #frame: Frame

  private constructor(page: Page, frame: Frame, session: CDPSession) {
    this.#page = page
    this.#frame = frame
    this.#session = session
  }

  /** The cage that is shown on a page, once it is there. */
  static async of(page: Page): Promise<Inside> {
    const shown = page.locator('.cage.shown iframe')
    await shown.waitFor({ timeout: WAIT_MS })
    const frame = await (await shown.elementHandle())?.contentFrame()
    if (!frame) throw new Error('the cage has no frame')
    const session = await page.context().newCDPSession(frame)
    return new Inside(page, frame, session)
  }

  /** All texts that are shown, in their order. */
  async texts(): Promise<string[]> {
    const found: string[] = []
    for (const node of await this.#nodes())
      if (node.nodeType === TEXT_NODE && node.nodeValue.trim() && (await this.#spotOf(node)))
        found.push(node.nodeValue.trim())
    return found
  }

  /** Waits until a text is shown; `exact` or a part of it. */
  async see(text: string | RegExp, withinMs = WAIT_MS): Promise<Spot> {
    const fits = (value: string) => (typeof text === 'string' ? value.trim() === text : text.test(value))
    return this.#find(node => node.nodeType === TEXT_NODE && fits(node.nodeValue), String(text), 0, withinMs)
  }

  async tap(text: string | RegExp): Promise<void> {
    await this.touch(await this.see(text))
  }

  /** Taps until something else is shown: what is tapped may not listen yet. */
  async tapFor(text: string | RegExp, then: string | RegExp): Promise<void> {
    for (let tries = 0; ; tries++) {
      await this.tap(text)
      try {
        await this.see(then, SOON_MS)
        return
      } catch (error) {
        if (tries === TRIES_MAX) throw error
      }
    }
  }

  /** Taps the nth box of a tag (`wx-switch`). */
  async tapTag(tag: string, nth = 0): Promise<void> {
    await this.touch(await this.seeTag(tag, nth))
  }

  /** Waits for the nth box of a tag. */
  seeTag(tag: string, nth = 0): Promise<Spot> {
    return this.#find(node => node.nodeName.toLowerCase() === tag, tag, nth)
  }

  /** What is drawn at a place of the program, as a PNG. */
  async picture(spot: Spot): Promise<Buffer> {
    const corner = await this.#corner()
    return this.#page.screenshot({ clip: { ...spot, x: corner.x + spot.x, y: corner.y + spot.y } })
  }

  /** Types into the nth field. */
  async type(nth: number, text: string): Promise<void> {
    const isField = (node: Node) => ['INPUT', 'TEXTAREA'].includes(node.nodeName)
    await this.touch(await this.#find(isField, 'field', nth))
    await this.#page.keyboard.type(text)
  }

  async swipe(from: readonly [number, number], to: readonly [number, number]): Promise<void> {
    const { x, y } = await this.#corner()
    await this.#page.mouse.move(x + from[0], y + from[1])
    await this.#page.mouse.down()
    await this.#page.mouse.move(x + to[0], y + to[1], { steps: 8 })
    await this.#page.mouse.up()
  }

  /** Where the first things stand that ask to be touched. */
  async tappable(most: number): Promise<Spot[]> {
    const spots: Spot[] = []
    for (const node of await this.#nodes()) {
      if (spots.length === most) break
      if (!/^WX-(BUTTON|NAVIGATOR|SWITCH|CHECKBOX|RADIO|SLIDER|PICKER)$/.test(node.nodeName) && !isButton(node))
        continue
      const spot = await this.#spotOf(node)
      if (spot && spot.y >= 0 && spot.y + spot.height <= this.#page.viewportSize()!.height) spots.push(spot)
    }
    return spots
  }

  async touch({ x, y, width, height }: Spot): Promise<void> {
    const corner = await this.#corner()
    await this.#page.mouse.click(corner.x + x + width / 2, corner.y + y + height / 2)
  }

  async #corner(): Promise<{ x: number; y: number }> {
    const box = await (await this.#frame.frameElement()).boundingBox()
    return box ?? { x: 0, y: 0 }
  }

  async #find(fits: (node: Node) => boolean, what: string, nth = 0, withinMs = WAIT_MS): Promise<Spot> {
    const until = Date.now() + withinMs
    let last: Spot | undefined
    for (;;) {
      let seen = 0
      for (const node of (await this.#nodes()).filter(fits)) {
        const spot = await this.#spotOf(node)
        if (!spot || seen++ !== nth) continue
        // What still slides is not where it will be touched.
        if (last && last.x === spot.x && last.y === spot.y) return spot
        last = spot
      }
      if (Date.now() > until) throw new Error(`${what} is not shown; there is: ${(await this.texts()).join(' | ')}`)
      await new Promise(done => setTimeout(done, LOOK_EVERY_MS))
    }
  }

  async #nodes(): Promise<Node[]> {
    const { root } = (await this.#session.send('DOM.getDocument', { depth: -1, pierce: true })) as unknown as {
      root: Node
    }
    const all: Node[] = []
    const walk = (node: Node): void => {
      all.push(node)
      for (const child of [...(node.shadowRoots ?? []), ...(node.children ?? [])]) walk(child)
    }
    walk(root)
    return all
  }

  /** Where a node is, if it is drawn and within the window of the program. */
  async #spotOf(node: Node): Promise<Spot | undefined> {
    try {
      const { quads } = await this.#session.send('DOM.getContentQuads', { backendNodeId: node.backendNodeId })
      const quad = quads[0]
      if (!quad) return undefined
      const { object } = await this.#session.send('DOM.resolveNode', { backendNodeId: node.backendNodeId })
      const { result } = await this.#session.send('Runtime.callFunctionOn', {
        objectId: object.objectId!,
        functionDeclaration: IS_SHOWN,
        returnByValue: true,
      })
      if (result.value !== true) return undefined
      const xs = quad.filter((_, i) => i % 2 === 0)
      const ys = quad.filter((_, i) => i % 2 === 1)
      const [x, y] = [Math.min(...xs), Math.min(...ys)]
      const [width, height] = [Math.max(...xs) - x, Math.max(...ys) - y]
      return width > 0 && height > 0 ? { x, y, width, height } : undefined
    } catch {
      return undefined
    }
  }
}

/** Boxes that listen to taps say so to screen readers. */
function isButton(node: Node): boolean {
  const at = node.attributes?.indexOf('role') ?? -1
  return at >= 0 && node.attributes?.[at + 1] === 'button'
}
