import { make } from '../dom.ts'
import type { MakePart } from '../types.ts'
import { bool, text } from '../values.ts'

/** How each `mode` lays the picture in its box: `object-fit`, then `object-position`. */
const MODES: Readonly<Record<string, readonly [fit: string, position: string]>> = {
  scaleToFill: ['fill', 'center'],
  aspectFit: ['contain', 'center'],
  aspectFill: ['cover', 'center'],
  widthFix: ['fill', 'center'],
  heightFix: ['fill', 'center'],
  top: ['none', 'top'],
  bottom: ['none', 'bottom'],
  center: ['none', 'center'],
  left: ['none', 'left'],
  right: ['none', 'right'],
  'top left': ['none', 'left top'],
  'top right': ['none', 'right top'],
  'bottom left': ['none', 'left bottom'],
  'bottom right': ['none', 'right bottom'],
}

const STRETCHED = ['fill', 'center'] as const

/** A picture comes when it is this near to the window, with `lazy-load`. */
const LAZY_MARGIN = '600px'

/** `image` and `cover-image`: asks the host for the picture, and says how large it is or that there is none. */
export const image: MakePart = (box, view) => {
  const { dom } = box
  const img = make('img')
  img.alt = ''
  img.decoding = 'async'
  img.draggable = false
  let letGo = () => {}
  let mode = 'scaleToFill'
  let lazy: IntersectionObserver | null = null
  let wanted: unknown = ''

  img.addEventListener('load', () => {
    fix()
    view.fire(box, 'load', { width: img.naturalWidth, height: img.naturalHeight })
  })
  img.addEventListener('error', fail)

  function fail(): void {
    view.fire(box, 'error', { errMsg: `GET ${text(wanted)} 404 (Not Found)` })
  }

  /** `widthFix` and `heightFix`: the side that the program left free follows the picture. */
  function fix(): void {
    const { naturalWidth: width, naturalHeight: height } = img
    const free = mode === 'widthFix' ? 'height' : mode === 'heightFix' ? 'width' : null
    if (!free || !width || !height) return
    dom.style[free] = 'auto'
    dom.style.aspectRatio = `${width} / ${height}`
  }

  function show(src: unknown): void {
    letGo()
    wanted = src
    if (!src) {
      img.remove()
      return
    }
    const base = view.pageOf(dom)?.options.path ?? view.topPage()?.options.path ?? ''
    letGo = view.assets.use(src, base, url => {
      if (url === null) return fail()
      if (!img.isConnected) dom.prepend(img)
      img.src = url
    })
  }

  function come(): void {
    lazy?.disconnect()
    lazy = null
    if (wanted !== view.attr(box, 'src')) show(view.attr(box, 'src'))
  }

  return {
    closed: true,
    set(name, value) {
      switch (name) {
        case 'src':
          if (lazy) return
          return show(value)
        case 'mode': {
          mode = text(value, 'scaleToFill')
          const [fit, position] = MODES[mode] ?? STRETCHED
          img.style.objectFit = fit
          img.style.objectPosition = position
          return fix()
        }
        case 'lazyLoad':
          // Set before `src` or after it: what was already asked comes anyway.
          if (!bool(value) || wanted || lazy) return
          lazy = new IntersectionObserver(entries => entries.some(entry => entry.isIntersecting) && come(), {
            rootMargin: LAZY_MARGIN,
          })
          return lazy.observe(dom)
        case 'ariaLabel':
          img.alt = text(value)
      }
    },
    styled: fix,
    dropped() {
      lazy?.disconnect()
      letGo()
    },
    properties: name => (name === 'src' ? wanted : undefined),
  }
}
