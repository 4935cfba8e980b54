import { reach, type Ask } from './reach.ts'
import type { Calls } from './calls.ts'
import type { Program } from './program.ts'
import { record, Refused, text, type Given } from './types.ts'

/** The world, by way of the gateway of this machine. */
export const network: Calls = {
  async request(program, args) {
    const method = (text(args['method']) || 'GET').toUpperCase()
    const { data } = args
    const body = typeof data === 'string' || data instanceof ArrayBuffer ? data : null
    const { status, headers, body: bytes } = await run(program, args, 'request', { ...wish(args), method, body })
    program.task(args, 'headers', { header: headers, statusCode: status })
    const binary = args['responseType'] === 'arraybuffer'
    const whole = args['enableChunked'] === true
    if (whole) program.task(args, 'chunk', { data: bytes })
    const answer = whole ? '' : binary ? bytes : new TextDecoder().decode(bytes)
    return { statusCode: status, header: headers, data: answer, cookies: [] }
  },
  async downloadFile(program, args) {
    const { status, headers, body } = await run(program, args, 'download', wish(args))
    program.task(args, 'progress', { progress: 100, totalBytesWritten: body.byteLength })
    const blob = new Blob([body], { type: (headers['content-type'] ?? '').split(';')[0] ?? '' })
    const filePath = text(args['filePath'])
    if (filePath === '') return { statusCode: status, header: headers, tempFilePath: program.files.keep(blob, '') }
    program.files.write(filePath, blob)
    return { statusCode: status, header: headers, filePath, bytes: body }
  },
  async uploadFile(program, args) {
    const { bytes, filePath, name } = args
    const form = new FormData()
    for (const [key, value] of Object.entries(record(args['formData']))) form.append(key, String(value))
    const blob = bytes instanceof ArrayBuffer ? new Blob([bytes]) : program.files.must(text(filePath))
    form.append(text(name), blob, text(filePath).split('/').at(-1) || 'file')
    const whole = new Response(form)
    const asked = wish(args)
    const headers = { ...asked.headers, 'content-type': whole.headers.get('content-type') ?? '' }
    const body = await whole.arrayBuffer()
    const answer = await run(program, args, 'upload', { ...asked, method: 'POST', headers, body })
    return { statusCode: answer.status, data: new TextDecoder().decode(answer.body) }
  },
  abortTask: (program, args) => program.tasks.get(text(args['task']))?.(),
  getNetworkType: () => ({ networkType: navigator.onLine ? 'wifi' : 'none' }),
  async connectSocket(program, args) {
    const url = text(args['url'])
    const answer = await fetch(`/socket?url=${encodeURIComponent(url)}`)
    const to = (await answer.json()) as string | null
    const note = (status: string) =>
      program.panes.request({ kind: 'socket', method: '', url, status, ms: 0, detail: { header: args['header'] } })
    if (to === null) {
      note('refused')
      program.task(args, 'error', { errMsg: 'connectSocket:fail url not in domain list' })
      throw new Refused('url not in domain list')
    }
    const socket = new WebSocket(to.replace(/^http/, 'ws'))
    socket.binaryType = 'arraybuffer'
    const name = text(args['task'])
    program.sockets.set(name, socket)
    socket.addEventListener('open', () => {
      note('open')
      program.task(args, 'open', { header: {} })
    })
    socket.addEventListener('message', ({ data }: MessageEvent<unknown>) => program.task(args, 'message', { data }))
    socket.addEventListener('error', () => program.task(args, 'error', { errMsg: 'connectSocket:fail unreachable' }))
    socket.addEventListener('close', ({ code, reason }) => {
      program.sockets.delete(name)
      note(`closed ${code}`)
      program.task(args, 'close', { code, reason })
    })
  },
  sendSocketMessage(program, args) {
    const { data } = args
    if (typeof data === 'string' || data instanceof ArrayBuffer) socketOf(program, args).send(data)
  },
  closeSocket(program, args) {
    const { code } = args
    const isOwn = typeof code === 'number' && (code === 1000 || code >= 3000)
    socketOf(program, args).close(isOwn ? code : 1000, text(args['reason']))
  },
}

function socketOf(program: Program, args: Given): WebSocket {
  const socket = program.sockets.get(text(args['task']))
  if (socket?.readyState !== WebSocket.OPEN) throw new Refused('socket not connected')
  return socket
}

function wish(args: Given): Ask & { headers: Record<string, string> } {
  const entries = Object.entries(record(args['header'])).map(([name, value]) => [name, String(value)])
  return { url: text(args['url']), headers: Object.fromEntries(entries) as Record<string, string> }
}

async function run(program: Program, args: Given, kind: 'request' | 'upload' | 'download', ask: Ask) {
  const name = text(args['task'])
  const ended = new AbortController()
  program.tasks.set(name, () => ended.abort())
  const ms = typeof args['timeout'] === 'number' ? args['timeout'] : 60_000
  const timer = setTimeout(() => ended.abort('timeout'), ms)
  try {
    return await reach(kind, { ...ask, signal: ended.signal }, noted => program.panes.request(noted))
  } catch (error) {
    if (ended.signal.aborted) throw new Refused(ended.signal.reason === 'timeout' ? 'timeout' : 'abort')
    throw error
  } finally {
    clearTimeout(timer)
    program.tasks.delete(name)
  }
}
