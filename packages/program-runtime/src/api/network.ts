import { EventChannel } from '../channel.ts'
import { ApiFault } from '../host.ts'
import { SOCKETS_MAX } from '../limits.ts'
import { str, bytesOf, isDict, plain, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { dataOf, settle, type Api } from './call.ts'
import type { Files } from './files.ts'

type Listener = (detail: unknown) => void

/** Requests, downloads, uploads and sockets; all go through the host, which checks their addresses. */
export function networkApis(program: Program, files: Files): Record<string, Api> {
  return {
    request: options => runTask(program, 'request', dictOf(options), (data, task) => request(program, data, task)),
    downloadFile: options =>
      runTask(program, 'downloadFile', dictOf(options), async (data, task) => {
        const res = await program.host.call('downloadFile', { ...data, task })
        return files.took(res, data['filePath'])
      }),
    uploadFile: options =>
      runTask(program, 'uploadFile', dictOf(options), async (data, task) => {
        const bytes = await files.bytesFor(data['filePath'])
        return program.host.call('uploadFile', { ...data, task, ...(bytes ? { bytes } : {}) })
      }),
    ...socketApis(program),
  }
}

function dictOf(options: unknown): Dict {
  return isDict(options) ? options : {}
}

async function request(program: Program, data: Dict, task: string): Promise<Dict> {
  const method = str(data['method'], 'GET').toUpperCase()
  const header = isDict(data['header']) ? data['header'] : {}
  const args: Dict = { dataType: 'json', responseType: 'text', ...data, method, header, task }
  const url = str(data['url'])
  if (url === '') throw new ApiFault('request:fail invalid url')
  const body = data['data']
  if (method === 'GET' || method === 'HEAD' || method === 'OPTIONS') {
    args['url'] = isDict(body) ? withQuery(url, body) : url
    delete args['data']
  } else args['data'] = bodyOf(body, header)
  const res = await program.host.call('request', args)
  const answer: Dict = { cookies: [], header: {}, ...res }
  if (args['dataType'] === 'json' && typeof answer['data'] === 'string') answer['data'] = parsed(answer['data'])
  return answer
}

/** A body in the form that its content type asks for. */
function bodyOf(body: unknown, header: Dict): unknown {
  if (body === undefined || body === null) return ''
  if (typeof body === 'string') return body
  const bytes = bytesOf(body)
  if (bytes) return bytes
  const type = Object.entries(header).find(([key]) => key.toLowerCase() === 'content-type')?.[1]
  if (isDict(body) && str(type).includes('application/x-www-form-urlencoded')) return pairs(body)
  return JSON.stringify(plain(body))
}

function withQuery(url: string, data: Dict): string {
  const query = pairs(data)
  if (query === '') return url
  const [address = '', hash] = url.split('#')
  return `${address}${address.includes('?') ? '&' : '?'}${query}${hash === undefined ? '' : `#${hash}`}`
}

function pairs(data: Dict): string {
  return Object.entries(data)
    .filter(([, value]) => value !== undefined)
    .map(
      ([key, value]) =>
        `${encodeURIComponent(key)}=${encodeURIComponent(typeof value === 'object' ? JSON.stringify(plain(value)) : str(value))}`,
    )
    .join('&')
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** Starts something that goes on, and gives the task that stands for it. */
function runTask(
  program: Program,
  name: string,
  options: Dict,
  work: (data: Dict, task: string) => Promise<Dict>,
): unknown {
  const events = new EventChannel(error => program.errors.tell('script', error))
  let isAborted = false
  const task = program.host.task((kind, detail) => events.emit(kind, detail))
  const abort = () => {
    isAborted = true
    program.host.tell('abortTask', { task })
  }
  const outcome = work(dataOf(options), task).then(
    res => {
      if (isAborted) throw new ApiFault(`${name}:fail abort`)
      return res
    },
    (error: unknown) => {
      throw isAborted ? new ApiFault(`${name}:fail abort`) : error
    },
  )
  outcome.catch(() => undefined).finally(() => program.host.endTask(task))
  const promise = settle(program, name, options, outcome)
  const handle: Dict = {
    abort,
    onHeadersReceived: (listener: Listener) => events.on('headers', listener),
    offHeadersReceived: (listener?: Listener) => events.off('headers', listener),
    onChunkReceived: (listener: Listener) => events.on('chunk', listener),
    offChunkReceived: (listener?: Listener) => events.off('chunk', listener),
    onProgressUpdate: (listener: Listener) => events.on('progress', listener),
    offProgressUpdate: (listener?: Listener) => events.off('progress', listener),
  }
  // Without callbacks the task is a promise too: both ways of writing are in use.
  if (!promise) return handle
  promise.catch(() => undefined)
  return Object.assign(promise, handle)
}

function socketApis(program: Program): Record<string, Api> {
  const open = new Set<Dict>()
  const events = new EventChannel(error => program.errors.tell('script', error))
  let latest: Dict | undefined
  const connectSocket: Api = given => {
    const options = dictOf(given)
    const own = new EventChannel(error => program.errors.tell('script', error))
    const full = open.size >= SOCKETS_MAX
    const task = program.host.task((kind, detail) => {
      socket['readyState'] = { open: 1, close: 3, error: 3 }[kind] ?? socket['readyState']
      if (kind === 'close' || kind === 'error') open.delete(socket)
      own.emit(kind, detail)
      if (socket === latest) events.emit(kind, detail)
    })
    const socket: Dict = {
      readyState: 0,
      CONNECTING: 0,
      OPEN: 1,
      CLOSING: 2,
      CLOSED: 3,
      send: (given: unknown) => {
        const options = dictOf(given)
        return settle(
          program,
          'sendSocketMessage',
          options,
          program.host.call('sendSocketMessage', { task, data: options['data'] }),
        )
      },
      close: (given: unknown) => {
        const options = dictOf(given)
        socket['readyState'] = 2
        const { code = 1000, reason = '' } = options
        return settle(program, 'closeSocket', options, program.host.call('closeSocket', { task, code, reason }))
      },
    }
    for (const [name, kind] of [
      ['Open', 'open'],
      ['Message', 'message'],
      ['Close', 'close'],
      ['Error', 'error'],
    ] as const) {
      socket[`on${name}`] = (listener: Listener) => own.on(kind, listener)
      socket[`off${name}`] = (listener?: Listener) => own.off(kind, listener)
    }
    const started = full
      ? Promise.reject(new ApiFault(`connectSocket:fail exceed max task count ${SOCKETS_MAX}`))
      : program.host.call('connectSocket', { ...dataOf(options), task })
    open.add(socket)
    started.catch(() => open.delete(socket))
    void settle(program, 'connectSocket', { fail: () => undefined, ...options }, started)
    latest = socket
    return socket
  }
  const onLatest =
    (name: string, method: 'send' | 'close'): Api =>
    options => {
      const socket = latest
      if (socket) return (socket[method] as Api)(options)
      return settle(
        program,
        name,
        dictOf(options),
        Promise.reject(new ApiFault(`${name}:fail WebSocket is not connected`)),
      )
    }
  const listen =
    (kind: string): Api =>
    listener =>
      events.on(kind, listener as Listener)
  return {
    connectSocket,
    sendSocketMessage: onLatest('sendSocketMessage', 'send'),
    closeSocket: onLatest('closeSocket', 'close'),
    onSocketOpen: listen('open'),
    onSocketMessage: listen('message'),
    onSocketClose: listen('close'),
    onSocketError: listen('error'),
  }
}
