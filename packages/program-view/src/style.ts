import { addressesIn, withAddresses } from './addresses.ts'
import { STYLE_LENGTH_MAX } from './limits.ts'
import type { Box, View } from './types.ts'

const RPX = /(-?(?:\d+\.?\d*|\.\d+))rpx\b/g

/** Lengths in rpx become lengths that follow the width of the window. */
export function withRpx(css: string): string {
  return css.includes('rpx') ? css.replace(RPX, 'calc($1 * var(--rpx))') : css
}

/** Gives a node its inline style; pictures in it are asked of the host and shown when they are there. */
export function setInlineStyle(box: Box, css: unknown, view: View): void {
  box.styleGo?.()
  delete box.styleGo
  const text = typeof css === 'string' ? withRpx(css.slice(0, STYLE_LENGTH_MAX)) : ''
  const written = text.includes('url') ? addressesIn(text) : []
  if (written.length === 0) {
    box.dom.style.cssText = text
    restore(box)
    return
  }
  const known = new Map<string, string | null>()
  const show = () => {
    box.dom.style.cssText = withAddresses(text, address => known.get(address))
    restore(box)
  }
  const base = view.pageOf(box.dom)?.options.path ?? view.topPage()?.options.path ?? ''
  let now = true
  const holds = [...new Set(written)].map(address =>
    view.assets.use(address, base, url => {
      known.set(address, url)
      if (!now) show()
    }),
  )
  now = false
  box.styleGo = () => holds.forEach(letGo => letGo())
  show()
}

/** What animations and components themselves wrote on the node. */
function restore(box: Box): void {
  for (const [name, value] of Object.entries(box.kept ?? {})) box.dom.style.setProperty(name, value)
  box.part?.styled?.()
}
