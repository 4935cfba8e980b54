import type { NodeTold } from './panes.ts'

// In the cage, before its own scripts, and only while developing: tells the page around it what nodes there are.
const NODES_MAX = 3_000
const TEXT_LENGTH_MAX = 80
const TOLD = ['id', 'class', 'type', 'placeholder', 'aria-label']

const shadows = new WeakMap<Element, ShadowRoot>()
const { attachShadow } = Element.prototype
Element.prototype.attachShadow = function (options) {
  const root = attachShadow.call(this, options)
  shadows.set(this, root)
  return root
}

addEventListener('message', ({ source, data }: MessageEvent<{ plaza?: string } | null>) => {
  if (source !== parent || data?.plaza !== 'nodes') return
  let left = NODES_MAX
  const tell = (element: Element): NodeTold => {
    left -= 1
    const inside = [...(shadows.get(element)?.childNodes ?? []), ...element.childNodes]
    const elements = inside.filter((node): node is Element => node instanceof Element && node.tagName !== 'SCRIPT')
    const words = inside.flatMap(node => (node instanceof Text ? [node.data.trim()] : [])).join(' ')
    const about = TOLD.flatMap(name => {
      const value = element.getAttribute(name)
      return value ? [` ${name}="${value.slice(0, TEXT_LENGTH_MAX)}"`] : []
    })
    return {
      tag: element.localName.replace(/^wx-/, ''),
      about: about.join(''),
      text: words.slice(0, TEXT_LENGTH_MAX),
      children: left > 0 ? elements.map(tell) : [],
    }
  }
  parent.postMessage({ plaza: 'nodes', told: tell(document.body) }, '*')
})
