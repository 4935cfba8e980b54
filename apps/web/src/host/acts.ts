import { call } from '../engine/api.ts'
import type { Program } from './program.ts'

/** Writes down, for the citizen to read later, what a program was let do. */
export function noteAct(program: Program, act: string, detail?: string): void {
  const said = detail === undefined ? {} : { detail: detail.slice(0, 120) }
  void call('POST /programs/:appId/acts', { appId: program.appId, act, ...said }).catch(() => {})
}
