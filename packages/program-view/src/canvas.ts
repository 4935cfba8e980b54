import type { Rec, View } from './types.ts'

/** Gives the Worker the drawing surface of a `canvas type="2d"`; null when it has none or gave it before. */
export function takeCanvas(view: View, request: number, rec: Rec | undefined): void {
  const surface = rec?.dom instanceof HTMLElement ? rec.dom.querySelector('canvas') : null
  try {
    if (!(surface instanceof HTMLCanvasElement)) throw new TypeError('no canvas')
    const canvas = surface.transferControlToOffscreen()
    const { clientWidth: width, clientHeight: height } = surface
    view.toWorker({ t: 'canvas', request, canvas, width, height }, [canvas])
  } catch {
    view.toWorker({ t: 'canvas', request, canvas: null, width: 0, height: 0 })
  }
}
