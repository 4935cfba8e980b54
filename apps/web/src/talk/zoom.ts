const ZOOM_MAX = 6
const ZOOM_TAP = 2.5
const TAPS_WITHIN_MS = 300
const SWIPE_PX = 60
const AWAY_PX = 110
const WHEEL_STEP = 0.0015

interface Deeds {
  /** To the next (1) or the one before (-1). */
  swipe(step: number): void
  /** Drawn down and away. */
  away(): void
}

/** Lets what stands on a stage be zoomed by wheel, pinch or double tap, moved while large, and swiped while whole. */
export function zoomable(stage: HTMLElement, deeds: Deeds): { reset: () => void } {
  const fingers = new Map<number, { x: number; y: number }>()
  let scale = 1
  let x = 0
  let y = 0
  let start = { x: 0, y: 0, at: 0 }
  let tappedAt = 0
  let spread = 0

  const draw = () => {
    const child = stage.firstElementChild as HTMLElement | null
    if (child)
      child.style.transform = scale === 1 && x === 0 && y === 0 ? '' : `translate(${x}px, ${y}px) scale(${scale})`
  }
  const reset = () => {
    ;[scale, x, y] = [1, 0, 0]
    draw()
  }
  /** Zooms so that the point under the finger stays there. */
  const zoom = (to: number, at: { x: number; y: number }) => {
    const next = Math.max(1, Math.min(ZOOM_MAX, to))
    const box = stage.getBoundingClientRect()
    const px = at.x - box.left - box.width / 2
    const py = at.y - box.top - box.height / 2
    x = px - ((px - x) * next) / scale
    y = py - ((py - y) * next) / scale
    scale = next
    if (scale === 1) [x, y] = [0, 0]
    draw()
  }
  const apart = () => {
    const [a, b] = [...fingers.values()]
    return a && b ? Math.hypot(a.x - b.x, a.y - b.y) : 0
  }

  stage.addEventListener(
    'wheel',
    event => {
      event.preventDefault()
      zoom(scale * (1 - event.deltaY * WHEEL_STEP), { x: event.clientX, y: event.clientY })
    },
    { passive: false },
  )
  stage.addEventListener('pointerdown', event => {
    // A film has its own buttons.
    if ((event.target as Element).matches('video')) return
    stage.setPointerCapture(event.pointerId)
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    start = { x: event.clientX, y: event.clientY, at: event.timeStamp }
    spread = apart()
  })
  stage.addEventListener('pointermove', event => {
    const before = fingers.get(event.pointerId)
    if (!before) return
    fingers.set(event.pointerId, { x: event.clientX, y: event.clientY })
    if (fingers.size === 2) {
      const now = apart()
      const [a, b] = [...fingers.values()]
      if (spread > 0) zoom((scale * now) / spread, { x: (a!.x + b!.x) / 2, y: (a!.y + b!.y) / 2 })
      spread = now
    } else if (scale > 1) {
      x += event.clientX - before.x
      y += event.clientY - before.y
      draw()
    }
  })
  const lift = (event: PointerEvent) => {
    if (!fingers.delete(event.pointerId) || fingers.size > 0 || event.type === 'pointercancel') return
    const dx = event.clientX - start.x
    const dy = event.clientY - start.y
    if (scale === 1 && Math.abs(dx) > SWIPE_PX && Math.abs(dx) > Math.abs(dy)) return deeds.swipe(dx < 0 ? 1 : -1)
    if (scale === 1 && dy > AWAY_PX) return deeds.away()
    if (Math.hypot(dx, dy) > SWIPE_PX / 4) return
    if (event.timeStamp - tappedAt < TAPS_WITHIN_MS)
      zoom(scale > 1 ? 1 : ZOOM_TAP, { x: event.clientX, y: event.clientY })
    tappedAt = event.timeStamp
  }
  stage.addEventListener('pointerup', lift)
  stage.addEventListener('pointercancel', lift)
  return { reset }
}
