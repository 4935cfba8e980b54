import type { Stage } from './stage.ts'

type Point = readonly [x: number, y: number]

const STEPS = 8
const STEP_MS = 16

/** Draws one finger from place to place and lifts it, as a hand would: with touches of the browser itself. */
export async function finger(stage: Stage, path: readonly Point[], holdMs = 0): Promise<void> {
  const session = await stage.page.context().newCDPSession(stage.page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: readonly Point[]) =>
    session.send('Input.dispatchTouchEvent', { type, touchPoints: points.map(([x, y]) => ({ x, y })) })
  const [first, ...rest] = path
  if (!first) return
  await send('touchStart', [first])
  let from = first
  for (const to of rest) {
    for (let step = 1; step <= STEPS; step += 1) {
      const part = step / STEPS
      await send('touchMove', [[from[0] + (to[0] - from[0]) * part, from[1] + (to[1] - from[1]) * part]])
      await pause(STEP_MS)
    }
    from = to
  }
  await pause(holdMs)
  await send('touchEnd', [])
  await session.detach()
}

/** Two fingers that part or come together around a point. */
export async function pinch(stage: Stage, [x, y]: Point, from: number, to: number): Promise<void> {
  const session = await stage.page.context().newCDPSession(stage.page)
  const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', apart: number) =>
    session.send('Input.dispatchTouchEvent', {
      type,
      touchPoints:
        type === 'touchEnd'
          ? []
          : [
              { x: x - apart / 2, y, id: 1 },
              { x: x + apart / 2, y, id: 2 },
            ],
    })
  await send('touchStart', from)
  for (let step = 1; step <= STEPS; step += 1) {
    await send('touchMove', from + ((to - from) * step) / STEPS)
    await pause(STEP_MS)
  }
  await send('touchEnd', to)
  await session.detach()
}

function pause(ms: number): Promise<void> {
  return new Promise(done => setTimeout(done, ms))
}
