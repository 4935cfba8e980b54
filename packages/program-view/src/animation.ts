import type { Box, View } from './types.ts'
import { isRecord, list, num, text } from './values.ts'

const ANIMATION_MS = 400
const STEPS_MAX = 200
const STYLES = new Set([
  'opacity',
  'background-color',
  'width',
  'height',
  'left',
  'top',
  'right',
  'bottom',
  'color',
  'transform-origin',
])
const LENGTHS = new Set(['width', 'height', 'left', 'top', 'right', 'bottom'])

const UNITS: Readonly<Record<string, string>> = {
  rotate: 'deg',
  rotateX: 'deg',
  rotateY: 'deg',
  rotateZ: 'deg',
  skew: 'deg',
  skewX: 'deg',
  skewY: 'deg',
  translate: 'px',
  translate3d: 'px',
  translateX: 'px',
  translateY: 'px',
  translateZ: 'px',
  scale: '',
  scale3d: '',
  scaleX: '',
  scaleY: '',
  scaleZ: '',
  matrix: '',
  matrix3d: '',
}

/** One transformation as CSS: `rotate` and 45 is `rotate(45deg)`. */
function transformOf(type: string, given: unknown): string {
  const unit = UNITS[type]
  if (type === 'rotate3d') {
    const [x, y, z, angle] = list(given)
    return `rotate3d(${num(x)},${num(y)},${num(z)},${num(angle)}deg)`
  }
  if (unit === undefined) return ''
  const values = (Array.isArray(given) ? list(given) : [given]).map(value =>
    typeof value === 'string' && /[a-z%]\s*$/.test(value) && /^[-\d.a-z%]+$/.test(value)
      ? value
      : `${num(value)}${unit}`,
  )
  return `${type}(${values.join(',')})`
}

const dashed = (name: string) => name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)

function styleOf(name: string, value: unknown): string {
  return typeof value === 'number' && LENGTHS.has(name) ? `${value}px` : text(value)
}

/** What one step of `createAnimation` gives its node: CSS by property. */
export function stepStyles(animates: readonly unknown[]): Record<string, string> {
  const styles: Record<string, string> = {}
  const transforms: string[] = []
  for (const animate of animates) {
    if (!isRecord(animate)) continue
    const args = list(animate['args'])
    if (animate['type'] === 'style') {
      const name = dashed(text(args[0]))
      if (STYLES.has(name)) styles[name] = styleOf(name, args[1])
    } else transforms.push(transformOf(text(animate['type']), args))
  }
  if (transforms.length > 0) styles['transform'] = transforms.filter(Boolean).join(' ')
  return styles
}

/** The `animation` attribute: steps one after the other, each a transition. */
export function runAnimation(box: Box, exported: unknown): void {
  const steps = isRecord(exported) ? list(exported['actions']).slice(0, STEPS_MAX) : []
  const run = (index: number) => {
    const step = steps[index]
    if (!isRecord(step) || box.attrs?.get('animation') !== exported) return
    const option = isRecord(step['option']) ? step['option'] : {}
    const transition = isRecord(option['transition']) ? option['transition'] : {}
    const duration = num(transition['duration'], ANIMATION_MS)
    const delay = num(transition['delay'])
    const styles = stepStyles(list(step['animates']))
    box.kept = {
      ...box.kept,
      ...styles,
      'transform-origin': text(option['transformOrigin'], '50% 50% 0'),
      transition: `${Object.keys(styles).join(' 0s, ')} 0s`,
      'transition-duration': `${duration}ms`,
      'transition-delay': `${delay}ms`,
      'transition-timing-function': text(transition['timingFunction'], 'linear'),
    }
    keepStyles(box)
    if (index + 1 < steps.length) setTimeout(() => run(index + 1), duration + delay)
  }
  // The look before it must have been there for a moment, or nothing moves.
  requestAnimationFrame(() => run(0))
}

/** Writes what an animation gave, again after the program's own style replaced it. */
export function keepStyles(box: Box): void {
  for (const [name, value] of Object.entries(box.kept ?? {})) box.dom.style.setProperty(name, value)
}

const running = new WeakMap<Box, Animation[]>()
const FRAMES_MAX = 100

/** `this.animate` and `this.clearAnimation` of a component. */
export function animate(box: Box, view: View, method: string, [asked]: readonly unknown[]): void {
  const options = isRecord(asked) ? asked : {}
  const request = num(options['request'])
  const done = () => request > 0 && view.reply(request, {})
  if (method === 'clearAnimation') {
    for (const animation of running.get(box) ?? []) animation.cancel()
    running.delete(box)
    return void done()
  }
  const frames = list(options['keyframes']).slice(0, FRAMES_MAX).map(frameOf)
  const animation = box.dom.animate(frames, { duration: num(options['duration'], ANIMATION_MS), fill: 'forwards' })
  running.set(box, [...(running.get(box) ?? []), animation])
  animation.addEventListener('finish', done)
}

/** A keyframe as the program wrote it: `{ opacity: 0, rotate: 45, ease: 'ease-in' }`. */
function frameOf(written: unknown): Keyframe {
  if (!isRecord(written)) return {}
  const frame: Keyframe = {}
  const transforms: string[] = []
  for (const [name, value] of Object.entries(written)) {
    const property = dashed(name)
    if (name === 'offset' && typeof value === 'number') frame.offset = value
    else if (name === 'ease') frame.easing = EASINGS.test(text(value)) ? text(value) : 'linear'
    else if (name in UNITS || name === 'rotate3d') transforms.push(transformOf(name, value))
    else if (name === 'transformOrigin') frame['transformOrigin'] = text(value)
    else if (STYLES.has(property)) frame[name] = styleOf(property, value)
  }
  if (transforms.length > 0) frame['transform'] = transforms.filter(Boolean).join(' ')
  return frame
}

const EASINGS = /^(linear|ease|ease-in|ease-out|ease-in-out|step-start|step-end|cubic-bezier\([\d.,\s-]+\))$/
