import { Args } from './args.ts'
import { ApiError } from '../engine/api.ts'
import { calls } from './calls.ts'
import { isAsking } from './asking.ts'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'

export type Answer = { ok: true; res?: unknown } | { ok: false; errMsg: string; errno?: number }

/** Answers one call of a program. Whoever asks is known from the channel, never from what is asked. */
export async function answerCall(program: Program, api: string, args: unknown): Promise<Answer> {
  const call = Object.hasOwn(calls, api) ? calls[api] : undefined
  if (!call) return { ok: false, errMsg: `${api.slice(0, 60)}:fail not supported` }
  try {
    const work = () => call(program, new Args(args), api)
    const res = await (isAsking(api) ? program.asking.run(work) : work())
    return res === undefined ? { ok: true } : { ok: true, res }
  } catch (error) {
    if (error instanceof Refused)
      return { ok: false, errMsg: `${api}:fail ${error.message}`, ...(error.errno ? { errno: error.errno } : {}) }
    if (error instanceof ApiError) {
      if (error.code === 'program_stopped') program.fail('stopped')
      return { ok: false, errMsg: `${api}:fail ${error.code}` }
    }
    program.note('error', `${api}: ${String(error)}`)
    return { ok: false, errMsg: `${api}:fail internal error` }
  }
}
