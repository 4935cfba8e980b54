import { encoded } from './egress.ts'
import { HEADERS_MAX, SOCKET_DATA_BYTES_MAX, TASK_NAME_LENGTH_MAX, URL_LENGTH_MAX } from './limits.ts'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'
import type { HostCalls } from './call.ts'

const PROTOCOLS_MAX = 5
/** How the city says that it let nothing through. */
const CLOSED = { 4003: 'url not in domain list', 4004: 'unreachable', 4029: 'exceed max task count' } as const
const sockets = new WeakMap<Program, Map<string, WebSocket>>()

/** `wx.connectSocket`, by way of the city. */
export const socket: HostCalls = {
  connectSocket(program, args) {
    const task = args.mustText('task', TASK_NAME_LENGTH_MAX)
    const wish = {
      url: args.mustText('url', URL_LENGTH_MAX),
      headers: args.record('header', HEADERS_MAX),
      protocols: args.texts('protocols', PROTOCOLS_MAX, 60),
    }
    const address = new URL(`/program-socket/${program.appId}?ask=${encoded(wish)}`, location.href)
    address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    const opened = new WebSocket(address)
    opened.binaryType = 'arraybuffer'
    const mine = sockets.get(program) ?? new Map<string, WebSocket>()
    sockets.set(program, mine.set(task, opened))
    program.tasks.add(task, () => opened.close(1000))
    let through = false
    opened.addEventListener('message', ({ data }: MessageEvent<string | ArrayBuffer>) => {
      if (through) return program.tasks.tell(task, 'message', { data })
      through = true
      program.tasks.tell(task, 'open', { header: {} })
    })
    opened.addEventListener('close', ({ code, reason }) => {
      mine.delete(task)
      program.tasks.done(task)
      const why = CLOSED[code as keyof typeof CLOSED] ?? (through ? undefined : 'unreachable')
      if (why) program.tasks.tell(task, 'error', { errMsg: `connectSocket:fail ${why}` })
      program.tasks.tell(task, 'close', { code, reason })
    })
  },
  sendSocketMessage(program, args) {
    const opened = socketOf(program, args.mustText('task', TASK_NAME_LENGTH_MAX))
    const text = args.raw('data')
    if (typeof text === 'string') {
      if (text.length > SOCKET_DATA_BYTES_MAX) throw new Refused('data exceeds the limit')
      return opened.send(text)
    }
    opened.send(args.bytes('data', SOCKET_DATA_BYTES_MAX) ?? new ArrayBuffer(0))
  },
  closeSocket(program, args) {
    const code = args.number('code', 1000, 1000, 4999)
    const own = code === 1000 || code >= 3000 ? code : 1000
    socketOf(program, args.mustText('task', TASK_NAME_LENGTH_MAX)).close(own, args.text('reason', 100))
  },
}

function socketOf(program: Program, task: string): WebSocket {
  const opened = sockets.get(program)?.get(task)
  if (opened?.readyState !== WebSocket.OPEN) throw new Refused('socket not connected')
  return opened
}
