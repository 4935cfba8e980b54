import { citizen, device, own } from './calls-own.ts'
import { network } from './calls-network.ts'
import type { Program } from './program.ts'
import { record, Refused, type Given } from './types.ts'

export type Calls = Readonly<Record<string, (program: Program, args: Given) => unknown>>

const calls: Calls = Object.assign(Object.create(null) as Calls, own, citizen, device, network)

export type Reply = { ok: true; res?: unknown } | { ok: false; errMsg: string }

/** Answers one call of the program. What only a phone or other citizens could answer is refused, and said to be so. */
export async function answerCall(program: Program, api: string, args: unknown): Promise<Reply> {
  const call = Object.hasOwn(calls, api) ? calls[api] : undefined
  if (!call) {
    program.panes.say('warn', `wx.${api} needs a phone or other citizens: see it with "plaza program preview".`)
    return { ok: false, errMsg: `${api}:fail not supported` }
  }
  try {
    const res = await call(program, record(args))
    return res === undefined ? { ok: true } : { ok: true, res }
  } catch (error) {
    return { ok: false, errMsg: `${api}:fail ${error instanceof Refused ? error.message : String(error)}` }
  }
}
