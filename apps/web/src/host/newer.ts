import { createEffect, createRoot, onCleanup } from 'solid-js'
import { call } from '../engine/api.ts'
import { store } from '../ui/state.ts'
import { live, renewProgram } from './live.ts'
import type { Program } from './program.ts'

/** The socket tells of releases; where its word got lost, asking does. A version that was taken back is gone within a minute. */
const ASK_EVERY_MS = 30_000

/** Looks which version of a running program this citizen gets now, and renews it where that is another. */
async function lookForNewer(program: Program): Promise<void> {
  const { appId, run } = program
  if (program.state().s !== 'open' || document.hidden) return
  const now = await call('GET /programs/:appId/serial', { appId, running: run.versionId })
  if (program.closed) return
  if (now.stopped) return program.fail('stopped')
  if (now.versionId === run.versionId) return program.setNewer(false)
  // What runs unseen is renewed unseen. What somebody uses waits for them, unless it was taken back.
  if (now.withdrawn || !program.visible) return renewProgram(program)
  if (!program.newer()) program.tell({ name: 'update', ready: true })
  program.setNewer(true)
}

const look = (program: Program) => void lookForNewer(program).catch(() => {})

createRoot(() =>
  createEffect(() => {
    const programs = live()
    const timer = setInterval(() => programs.forEach(look), ASK_EVERY_MS)
    const stops = programs.map(program => store().topics.on(`program:${program.appId}`, () => look(program)))
    onCleanup(() => {
      clearInterval(timer)
      for (const stop of stops) stop()
    })
  }),
)
