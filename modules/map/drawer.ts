import type { ChildProcess } from 'node:child_process'
import { endChild, startChild } from '@plaza/child'
import type { DrawnTile } from './draw.ts'
import type { Block } from './features.ts'
import type { Theme } from './looks.ts'

/** What the drawing process is asked, and what it answers. */
export interface DrawOrder {
  readonly theme: Theme
  readonly block: Block
}
export type DrawAnswer = { readonly tiles: DrawnTile[] } | { readonly error: string }

const DRAW_WITHIN_MS = 30_000
const IDLE_MS = 60_000
const END_WITHIN_MS = 1000

/**
 * Draws squares of a map in a process of its own, one after the other: it takes no turn from messages, and reads SVG, which
 * pictures of strangers never may be. It starts with the first square and ends when nobody has asked for a minute.
 */
export class Drawer {
  readonly #file: string
  #child: ChildProcess | undefined
  #idle: NodeJS.Timeout | undefined

  constructor(file: string) {
    this.#file = file
  }

  /** Draws one square; not to be called again before it is done. Rejects when the process fails or takes too long. */
  async draw(order: DrawOrder): Promise<DrawnTile[]> {
    clearTimeout(this.#idle)
    const child = (this.#child ??= start(this.#file))
    const late = setTimeout(() => child.kill('SIGKILL'), DRAW_WITHIN_MS)
    try {
      const answer = await new Promise<DrawAnswer>((resolve, reject) => {
        const gone = () => reject(new Error('the process that draws the map ended'))
        child.once('exit', gone)
        child.once('error', gone)
        child.once('message', (message: DrawAnswer) => {
          child.off('exit', gone)
          child.off('error', gone)
          resolve(message)
        })
        child.send(order)
      })
      if ('error' in answer) throw new Error(answer.error)
      return answer.tiles
    } catch (error) {
      await this.close()
      throw error
    } finally {
      clearTimeout(late)
      this.#idle = setTimeout(() => void this.close(), IDLE_MS)
      this.#idle.unref()
    }
  }

  async close(): Promise<void> {
    clearTimeout(this.#idle)
    const child = this.#child
    this.#child = undefined
    if (child) await endChild(child, END_WITHIN_MS)
  }
}

function start(file: string): ChildProcess {
  const child = startChild(new URL('./drawer-child', import.meta.url), import.meta.url, {
    args: [file],
    complaints: true,
  })
  child.unref()
  child.channel?.unref()
  return child
}
