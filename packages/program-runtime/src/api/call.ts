import { ApiFault } from '../host.ts'
import { isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'

export type Api = (options?: unknown) => unknown
type Outcome = Dict | void
type Callback = (res: Dict) => void

/**
 * A function of `wx` in both documented forms: with callbacks, or without any as a promise. It never throws: what its work throws is
 * what `fail` gets.
 */
export function api(program: Program, name: string, work: (options: Dict) => Outcome | Promise<Outcome>): Api {
  return given => {
    const options: Dict = isDict(given) ? given : {}
    const started = attempt(() => work(options))
    return settle(program, name, options, started)
  }
}

/** Gives an outcome to callbacks, or as a promise when there are none. */
export function settle(
  program: Program,
  name: string,
  options: Dict,
  outcome: Promise<Outcome>,
): Promise<Dict> | undefined {
  const call = (key: string, res: Dict) => {
    const callback = options[key]
    if (typeof callback === 'function') program.errors.guard(`${name} ${key}`, () => (callback as Callback)(res))
  }
  const done = outcome.then(
    res => {
      const answer: Dict = { errMsg: `${name}:ok`, ...(isDict(res) ? res : {}) }
      call('success', answer)
      call('complete', answer)
      return answer
    },
    (error: unknown) => {
      const answer = faultOf(name, error)
      call('fail', answer)
      call('complete', answer)
      throw answer
    },
  )
  const hasCallbacks = ['success', 'fail', 'complete'].some(key => typeof options[key] === 'function')
  if (!hasCallbacks) return done
  done.catch(() => undefined)
  return undefined
}

/** A failure in the documented form, whatever was thrown. */
export function faultOf(name: string, error: unknown): Dict {
  const said = error instanceof ApiFault ? error.errMsg : error instanceof Error ? error.message : String(error)
  const errMsg = said.startsWith(`${name}:`) ? said : `${name}:${said.startsWith('fail') ? said : `fail ${said}`}`
  const errno = error instanceof ApiFault ? error.errno : undefined
  return errno === undefined ? { errMsg } : { errMsg, errno }
}

async function attempt(work: () => Outcome | Promise<Outcome>): Promise<Outcome> {
  return work()
}

/** Options without callbacks: what goes to the host. */
export function dataOf(options: Dict): Dict {
  const { success: _success, fail: _fail, complete: _complete, ...data } = options
  return data
}

/** A function of `wx` that the host does, with its own arguments or what `change` makes of them. */
export function hostApi(program: Program, name: string, change: (options: Dict) => Dict = dataOf): Api {
  return api(program, name, options => program.host.call(name, change(options)))
}

export function unsupported(program: Program, name: string): Api {
  return api(program, name, () => {
    throw new ApiFault(`${name}:fail not supported`)
  })
}

/** Something that exists but does nothing: can be called, made and extended, gives more of its kind, and is no promise. */
export function inert(): unknown {
  function Nothing(): void {}
  const known = new Map<PropertyKey, unknown>()
  return new Proxy(Nothing, {
    get: (target, key) => {
      if (key === 'then' || typeof key === 'symbol') return undefined
      if (key === 'toString' || key === 'valueOf') return () => ''
      if (key === 'prototype') return target.prototype as unknown
      if (!known.has(key)) known.set(key, inert())
      return known.get(key)
    },
    apply: () => inert(),
  })
}
