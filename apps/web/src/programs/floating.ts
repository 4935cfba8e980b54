import type { ProgramCard } from '@plaza/contract'
import { createEffect, createRoot, createSignal } from 'solid-js'
import { session } from '../ui/state.ts'

const FLOATING_MAX = 5

/** Programs that float over other screens, the one put there last at the end. */
const [floating, setFloating] = createSignal<readonly ProgramCard[]>([])
export { floating }

export const isFloating = (appId: string): boolean => floating().some(one => one.appId === appId)

/** Another floats; the oldest gives way when there are too many. */
export function addFloating(program: ProgramCard): void {
  setFloating([...floating().filter(one => one.appId !== program.appId), program].slice(-FLOATING_MAX))
}

/** Its bubble goes; whether it runs is another matter. */
export function unfloat(appId: string): void {
  setFloating(floating().filter(one => one.appId !== appId))
}

createRoot(() =>
  createEffect(() => {
    if (session().s === 'out') setFloating([])
  }),
)
