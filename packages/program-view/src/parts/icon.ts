import type { MakePart } from '../types.ts'
import { color, length, text } from '../values.ts'

const SVG = 'http://www.w3.org/2000/svg'
const SIZE = 23
const DISC = 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22z'
const RING = 'M12 1a11 11 0 1 0 0 22 11 11 0 0 0 0-22zm0 1.6a9.4 9.4 0 1 1 0 18.8 9.4 9.4 0 0 1 0-18.8z'
const TICK = 'M10.4 16.9 5.9 12.4l1.2-1.2 3.3 3.3 6.5-6.6 1.2 1.2z'
const CROSS = 'M7.6 6.4l4.4 4.4 4.4-4.4 1.2 1.2-4.4 4.4 4.4 4.4-1.2 1.2-4.4-4.4-4.4 4.4-1.2-1.2 4.4-4.4-4.4-4.4z'
const BANG = 'M11.1 5.5h1.8l-.2 8.6h-1.4zm.9 10.2a1.2 1.2 0 1 1 0 2.4 1.2 1.2 0 0 1 0-2.4z'
const INFO = 'M11.1 10.2h1.8v8h-1.8zM12 6a1.2 1.2 0 1 1 0 2.4A1.2 1.2 0 0 1 12 6z'

/** Shapes of the icons (holes where they overlap) and their colours. */
const ICONS: Readonly<Record<string, readonly [path: string, color: string]>> = {
  success: [DISC + TICK, '#09bb07'],
  success_no_circle: [TICK, '#09bb07'],
  success_circle: [RING + TICK, '#09bb07'],
  safe_success: [`M12 1 3 4.4v7c0 5.300 3.800 9.700 9 11.600 5.200-1.900 9-6.300 9-11.600v-7z${TICK}`, '#09bb07'],
  safe_warn: [`M12 1 3 4.4v7c0 5.300 3.800 9.700 9 11.600 5.200-1.900 9-6.300 9-11.600v-7z${BANG}`, '#ffbe00'],
  info: [DISC + INFO, '#10aeff'],
  info_circle: [RING + INFO, '#10aeff'],
  warn: [DISC + BANG, '#f76260'],
  waiting: [`${DISC}M11.200 5.500h1.500v6.300l4.200 2.400-.8 1.300-4.900-2.900z`, '#10aeff'],
  waiting_circle: [`${RING}M11.200 5.500h1.500v6.300l4.200 2.400-.8 1.300-4.900-2.900z`, '#10aeff'],
  cancel: [RING + CROSS, '#f43530'],
  clear: [DISC + CROSS, '#b2b2b2'],
  search: [
    'M10.500 3a7.500 7.500 0 1 0 4.700 13.300l5 5 1.100-1.100-5-5A7.500 7.500 0 0 0 10.500 3zm0 1.500a6 6 0 1 1 0 12 6 6 0 0 1 0-12z',
    '#b2b2b2',
  ],
  download: [
    `${DISC}M11.200 6h1.600v7.200l2.500-2.500 1.100 1.100-4.400 4.400-4.400-4.400 1.100-1.100 2.500 2.500zM7 17h10v1.500H7z`,
    '#09bb07',
  ],
}

/** `icon`: one of the named signs, drawn by ourselves. */
export const icon: MakePart = (box, view) => {
  const svg = document.createElementNS(SVG, 'svg')
  const path = document.createElementNS(SVG, 'path')
  svg.setAttribute('viewBox', '0 0 24 24')
  svg.setAttribute('aria-hidden', 'true')
  path.setAttribute('fill-rule', 'evenodd')
  svg.append(path)
  box.dom.append(svg)

  function draw(): void {
    const [shape, own] = ICONS[text(view.attr(box, 'type'))] ?? ['', '']
    const size = `${length(view.attr(box, 'size'), SIZE)}px`
    path.setAttribute('d', shape)
    path.style.fill = color(view.attr(box, 'color'), own)
    svg.style.width = size
    svg.style.height = size
  }
  return { closed: true, set: draw, mounted: draw }
}
