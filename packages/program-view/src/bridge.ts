import {
  CALL_BYTES_MAX,
  CALLS_BURST_MAX,
  CALLS_PER_SECOND_MAX,
  OPS_PER_MESSAGE_MAX,
  OPS_PER_SECOND_MAX,
  type FromFrame,
  type ToFrame,
  type ToWorker,
} from '@plaza/program-wire'
import { countOps, Forged } from './apply.ts'
import {
  CALLS_BINARY_BURST,
  CALLS_BINARY_PER_SECOND,
  CALLS_BYTES_BURST,
  CALLS_BYTES_PER_SECOND,
  LOG_LENGTH_MAX,
  LOGS_PER_SECOND_MAX,
  MESSAGES_PER_SECOND_MAX,
  NAV_EVERY_MS,
  NAME_LENGTH_MAX,
  NAV_PAGES_MAX,
} from './limits.ts'
import { TooManyNodes } from './nodes.ts'
import { atMostEvery, bucket, perSecond, weigh } from './rates.ts'
import { isRecord, list, num, text } from './values.ts'
import { createView, type RunningView } from './view.ts'

type Why = Extract<FromFrame, { t: 'ended' }>['why']

/** Weight of what a `call` carries besides buffers, and of its buffers: a picture drawn by a program is one. */
const CALL_BINARY_MAX = 16 * CALL_BYTES_MAX
const NAV_BYTES_MAX = CALL_BYTES_MAX

/**
 * Stands between a program's Worker, which may say anything, and its host: passes what has the right shape within its limits, and ends
 * the Worker when they are broken. The host checks every call again.
 */
export function createBridge(worker: Worker, toHost: (message: FromFrame) => void): (message: ToFrame) => void {
  const now = () => performance.now()
  const mayCall = bucket(CALLS_BURST_MAX, CALLS_PER_SECOND_MAX, now)
  const maySay = bucket(CALLS_BYTES_BURST, CALLS_BYTES_PER_SECOND, now)
  const mayHand = bucket(CALLS_BINARY_BURST, CALLS_BINARY_PER_SECOND, now)
  const messages = perSecond(MESSAGES_PER_SECOND_MAX, now)
  const operations = perSecond(OPS_PER_SECOND_MAX, now)
  const logs = perSecond(LOGS_PER_SECOND_MAX, now)
  const tellNav = atMostEvery<FromFrame>(NAV_EVERY_MS, toHost)
  let over = false

  const toWorker = (message: ToWorker, transfer: Transferable[] = []) => {
    if (!over) worker.postMessage(message, transfer)
  }
  const running: RunningView = createView({
    toHost,
    toWorker,
    failed(error) {
      if (error instanceof TooManyNodes) end('nodes')
    },
  })

  function end(why: Why): void {
    if (over) return
    over = true
    worker.terminate()
    running.applier.stop()
    toHost({ t: 'ended', why })
  }

  worker.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    if (over) return
    if (!messages()) return end('calls')
    try {
      fromWorker(data)
    } catch (error) {
      if (error instanceof Forged) end('forged')
      else throw error
    }
  })
  worker.addEventListener('messageerror', () => end('forged'))
  worker.addEventListener('error', event => {
    event.preventDefault()
    toHost({ t: 'error', kind: 'script', message: text(event.message, 'Script error.'), stack: '', fatal: false })
  })

  function fromWorker(message: unknown): void {
    if (!isRecord(message)) throw new Forged('not a message')
    switch (message['t']) {
      case 'ready':
        return toHost({ t: 'ready' })
      case 'ops':
        return takeOps(message['ops'])
      case 'styles':
        if (isRecord(message['styles'])) running.view.addStyles(message['styles'] as Record<string, string>)
        return
      case 'call':
        return takeCall(message)
      case 'nav':
        return takeNav(message)
      case 'log':
        if (logs()) toHost({ t: 'log', level: levelOf(message['level']), text: short(message['text']) })
        return
      case 'error':
        if (logs()) toHost(errorOf(message))
        return
      case 'pong':
        return toHost({ t: 'pong', n: num(message['n']) })
      default:
        throw new Forged('an unknown message')
    }
  }

  function takeOps(ops: unknown): void {
    if (!Array.isArray(ops)) throw new Forged('operations that are no list')
    const count = countOps(ops)
    if (count > OPS_PER_MESSAGE_MAX || !operations(count)) return end('operations')
    running.applier.push(ops)
  }

  /** One too many is refused and its program goes on: it may be an honest one in a hurry. */
  function takeCall(message: Record<string, unknown>): void {
    const { id, api, args } = message
    if (!Number.isSafeInteger(id) || typeof api !== 'string' || api.length > NAME_LENGTH_MAX)
      throw new Forged('a call without a number or a name')
    const refuse = (why: string) => toWorker({ t: 'reply', id: id as number, ok: false, errMsg: `${api}:fail ${why}` })
    if (!mayCall()) return refuse('busy')
    const { plain, binary } = weigh(args, CALL_BYTES_MAX)
    if (plain > CALL_BYTES_MAX || binary > CALL_BINARY_MAX) return refuse('data too large')
    if (!maySay(plain) || !mayHand(binary)) return refuse('busy')
    toHost({ t: 'call', id: id as number, api, args })
  }

  function takeNav(message: Record<string, unknown>): void {
    const { stack, tab } = message
    if (!Array.isArray(stack) || stack.length > NAV_PAGES_MAX || weigh(message, NAV_BYTES_MAX).plain > NAV_BYTES_MAX)
      throw new Forged('a page stack that is none')
    const whole = list(stack).every(
      page => isRecord(page) && Number.isSafeInteger(page['page']) && isRecord(page['bar']),
    )
    if (!whole) throw new Forged('a page stack that is none')
    tellNav({ t: 'nav', stack: stack as never, tab: (isRecord(tab) ? tab : null) as never })
  }

  return message => {
    switch (message.t) {
      case 'boot': {
        running.view.boot(message.boot)
        // The Worker has no use for the sheets.
        const packages = message.boot.packages.map(part => ({ ...part, styles: {} }))
        return toWorker({ t: 'boot', boot: { ...message.boot, packages } })
      }
      case 'asset':
        return running.view.assets.answer(message.id, message.bytes, message.type)
      case 'system':
        running.system(message.system)
        return toWorker(message)
      default:
        return toWorker(message)
    }
  }
}

const short = (value: unknown) => text(value).slice(0, LOG_LENGTH_MAX)

const LEVELS = ['debug', 'log', 'info', 'warn', 'error'] as const
const KINDS = ['script', 'promise', 'page', 'load'] as const

const levelOf = (value: unknown) => LEVELS.find(level => level === value) ?? 'log'

function errorOf(message: Record<string, unknown>): FromFrame {
  return {
    t: 'error',
    kind: KINDS.find(kind => kind === message['kind']) ?? 'script',
    message: short(message['message']),
    stack: short(message['stack']),
    fatal: message['fatal'] === true,
  }
}
