import { make } from '../dom.ts'
import { replay } from '../canvas-replay.ts'
import type { MakePart } from '../types.ts'
import { isRecord, list, num, text } from '../values.ts'

/** `canvas`: with `type="2d"` its surface goes to the Worker; without, it draws the lists of commands it is told. */
export const canvas: MakePart = (box, view) => {
  const surface = make('canvas')
  box.dom.append(surface)
  const ratio = Math.min(devicePixelRatio, RATIO_MAX)
  const images = new Map<string, HTMLImageElement | null>()
  const holds: (() => void)[] = []
  let drawn: Promise<unknown> = Promise.resolve()

  /** The surface of the old interface, whose units are CSS px. */
  function pen(): CanvasRenderingContext2D | null {
    const { clientWidth, clientHeight } = surface
    const got = surface.getContext('2d')
    if (got && (surface.width !== clientWidth * ratio || surface.height !== clientHeight * ratio) && !sized) {
      sized = true
      surface.width = clientWidth * ratio
      surface.height = clientHeight * ratio
      got.scale(ratio, ratio)
    }
    return got
  }
  let sized = false

  function load(src: string): Promise<HTMLImageElement | null> {
    const known = images.get(src)
    if (known !== undefined) return Promise.resolve(known)
    const base = view.pageOf(box.dom)?.options.path ?? ''
    return new Promise(done => {
      const finish = (image: HTMLImageElement | null) => {
        images.set(src, image)
        done(image)
      }
      const got = (url: string | null) => {
        if (!url) return finish(null)
        const image = new Image()
        image.addEventListener('load', () => finish(image))
        image.addEventListener('error', () => finish(null))
        image.src = url
      }
      holds.push(view.assets.use(src, base, got))
    })
  }

  async function draw(asked: Record<string, unknown>): Promise<unknown> {
    const context = pen()
    if (!context) return { errMsg: 'draw:fail' }
    if (!asked['reserve']) {
      context.setTransform(1, 0, 0, 1, 0, 0)
      context.clearRect(0, 0, surface.width, surface.height)
      context.scale(ratio, ratio)
    }
    await replay(context, list(asked['actions']), load)
    return {}
  }

  async function toTempFile(asked: Record<string, unknown>): Promise<unknown> {
    const wide = surface.clientWidth
    const high = surface.clientHeight
    const x = num(asked['x'])
    const y = num(asked['y'])
    const width = num(asked['width'], wide - x)
    const height = num(asked['height'], high - y)
    const out = make('canvas')
    out.width = Math.min(num(asked['destWidth'], width * ratio), SIDE_MAX)
    out.height = Math.min(num(asked['destHeight'], height * ratio), SIDE_MAX)
    const scale = surface.width / (wide || 1)
    out
      .getContext('2d')
      ?.drawImage(surface, x * scale, y * scale, width * scale, height * scale, 0, 0, out.width, out.height)
    const type = text(asked['fileType']) === 'jpg' ? 'image/jpeg' : 'image/png'
    const blob = await new Promise<Blob | null>(done => out.toBlob(done, type, num(asked['quality'], 1)))
    return blob
      ? { bytes: await blob.arrayBuffer(), type, width: out.width, height: out.height }
      : { errMsg: 'toTempFile:fail' }
  }

  function getImageData(asked: Record<string, unknown>): unknown {
    const width = Math.min(num(asked['width'], 1), SIDE_MAX)
    const height = Math.min(num(asked['height'], 1), SIDE_MAX)
    const out = make('canvas')
    out.width = width
    out.height = height
    const context = out.getContext('2d')
    const scale = surface.width / (surface.clientWidth || 1)
    context?.drawImage(
      surface,
      num(asked['x']) * scale,
      num(asked['y']) * scale,
      width * scale,
      height * scale,
      0,
      0,
      width,
      height,
    )
    return { width, height, data: context?.getImageData(0, 0, width, height).data }
  }

  function putImageData(asked: Record<string, unknown>): unknown {
    const width = Math.round(num(asked['width']))
    const height = Math.round(num(asked['height']))
    const { data } = asked
    const context = pen()
    if (!context || !(data instanceof Uint8ClampedArray) || data.length !== width * height * BYTES_A_PIXEL)
      return { errMsg: 'canvasPutImageData:fail' }
    const between = make('canvas')
    between.width = width
    between.height = height
    between.getContext('2d')?.putImageData(new ImageData(new Uint8ClampedArray(data), width, height), 0, 0)
    context.drawImage(between, num(asked['x']), num(asked['y']))
    return {}
  }

  const methods: Readonly<Record<string, (asked: Record<string, unknown>) => unknown>> = {
    draw,
    toTempFile,
    getImageData,
    putImageData,
  }

  return {
    closed: true,
    invoke(method, args) {
      const [first] = args
      const last = args.at(-1)
      const asked = isRecord(first) ? first : {}
      const request = isRecord(last) ? num(last['request']) : 0
      // One after the other: what is read back must be what was drawn before.
      drawn = drawn.then(async () => {
        const result = await methods[method]?.(asked)
        if (request) view.reply(request, result ?? {})
      })
    },
    dropped() {
      for (const letGo of holds) letGo()
    },
    properties: name => (name === 'width' ? surface.clientWidth : name === 'height' ? surface.clientHeight : undefined),
  }
}

const RATIO_MAX = 2
const SIDE_MAX = 4_096
const BYTES_A_PIXEL = 4
