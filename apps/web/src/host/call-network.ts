import { BODY_BYTES_MAX, HEADERS_MAX, TASK_NAME_LENGTH_MAX, TEMP_BYTES_MAX, URL_LENGTH_MAX } from './limits.ts'
import type { Args } from './args.ts'
import { reach, type Ask } from './egress.ts'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'
import type { HostCalls } from './call.ts'
import { extensionOf } from './call-files.ts'

const TIMEOUT_MS = 60_000
/** How the format says that a host is not among those declared. */
const NOT_DECLARED = 'url not in domain list'

/** The world, by way of the gateway alone. */
export const network: HostCalls = {
  async request(program, args) {
    const data = args.raw('data')
    const body = typeof data === 'string' ? data.slice(0, BODY_BYTES_MAX) : args.bytes('data', BODY_BYTES_MAX)
    const method = (args.text('method', 10) || 'GET').toUpperCase()
    const answer = await run(program, args, 'request', {
      ...wish(args),
      method,
      ...(body === undefined || method === 'GET' || method === 'HEAD' ? {} : { body }),
    })
    const { status, headers, response, task } = answer
    const header = flat(headers)
    program.tasks.tell(task, 'headers', { header, statusCode: status, cookies: cookiesOf(headers) })
    const chunked = args.flag('enableChunked')
    if (chunked) await chunks(response, chunk => program.tasks.tell(task, 'chunk', { data: chunk }))
    const binary = args.raw('responseType') === 'arraybuffer'
    const result = chunked ? '' : binary ? await response.arrayBuffer() : await response.text()
    program.tasks.done(task)
    return { statusCode: status, header, data: result, cookies: cookiesOf(headers) }
  },
  async downloadFile(program, args) {
    const answer = await run(program, args, 'download', wish(args))
    const { status, headers, response, task } = answer
    const header = flat(headers)
    program.tasks.tell(task, 'headers', { header })
    const total = Number(headers['content-length'] ?? 0)
    const parts: ArrayBuffer[] = []
    let written = 0
    await chunks(response, chunk => {
      parts.push(chunk)
      written += chunk.byteLength
      if (written > TEMP_BYTES_MAX) throw new Refused('exceed max file size')
      program.tasks.tell(task, 'progress', progress(written, total, 'Written'))
    })
    const type = String(headers['content-type'] ?? '').split(';')[0]!
    const blob = new Blob(parts, { type })
    const filePath = args.text('filePath', 300)
    program.tasks.done(task)
    if (!filePath) return { statusCode: status, header, tempFilePath: program.files.keep(blob, extensionOf(type)) }
    await program.files.write(filePath, blob)
    return { statusCode: status, header, filePath, bytes: await blob.arrayBuffer() }
  },
  async uploadFile(program, args) {
    const bytes = args.bytes('bytes', BODY_BYTES_MAX)
    const path = args.text('filePath', 300)
    const blob = bytes ? new Blob([bytes]) : await program.files.read(path)
    if (!blob) throw new Refused('createUploadTask:fail file not found')
    const form = new FormData()
    for (const [name, value] of Object.entries(args.record('formData', HEADERS_MAX))) form.append(name, value)
    form.append(args.mustText('name', 100), blob, path.split('/').at(-1) || 'file')
    // The browser writes the form, and its own boundary into the type.
    const whole = new Response(form)
    const body = await whole.arrayBuffer()
    const asked = wish(args)
    const headers = { ...asked.headers, 'content-type': whole.headers.get('content-type') ?? '' }
    const answer = await run(program, args, 'upload', { ...asked, method: 'POST', headers, body })
    program.tasks.tell(answer.task, 'progress', progress(body.byteLength, body.byteLength, 'Sent'))
    program.tasks.done(answer.task)
    return { statusCode: answer.status, data: await answer.response.text() }
  },
  abortTask: (program, args) => program.tasks.end(args.text('task', TASK_NAME_LENGTH_MAX)),
  getNetworkType: () => ({ networkType: navigator.onLine ? 'wifi' : 'none' }),
}

const wish = (args: Args): Ask => ({
  url: args.mustText('url', URL_LENGTH_MAX),
  headers: args.record('header', HEADERS_MAX),
  timeoutMs: args.number('timeout', TIMEOUT_MS, 1, TIMEOUT_MS),
})

async function run(program: Program, args: Args, kind: 'request' | 'upload' | 'download', ask: Ask) {
  const task = args.mustText('task', TASK_NAME_LENGTH_MAX)
  const ended = new AbortController()
  program.tasks.add(task, () => ended.abort())
  const timer = setTimeout(() => ended.abort('timeout'), ask.timeoutMs)
  try {
    const answer = await reach(program, kind, { ...ask, signal: ended.signal })
    if (!answer.ok) throw new Refused(why(answer.why))
    return { task, status: answer.status, headers: answer.headers, response: answer.body }
  } catch (error) {
    program.tasks.done(task)
    if (ended.signal.aborted) throw new Refused(ended.signal.reason === 'timeout' ? 'timeout' : 'abort')
    throw error
  } finally {
    clearTimeout(timer)
  }
}

const why = (code: string): string =>
  code === 'domain_not_declared' ? NOT_DECLARED : code === 'too_many_requests' ? 'exceed max concurrent limit' : code

async function chunks(response: Response, take: (chunk: ArrayBuffer) => void): Promise<void> {
  const reader = response.body?.getReader()
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
    take(read.value.slice().buffer)
  }
}

const progress = (done: number, total: number, what: 'Written' | 'Sent') => ({
  progress: total > 0 ? Math.min(100, Math.round((done / total) * 100)) : 100,
  [`totalBytes${what}`]: done,
  [`totalBytesExpectedTo${what === 'Sent' ? 'Send' : 'Write'}`]: total,
})

function flat(headers: Record<string, string | string[]>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : value]),
  )
}

function cookiesOf(headers: Record<string, string | string[]>): string[] {
  const set = headers['set-cookie']
  return set === undefined ? [] : Array.isArray(set) ? set : [set]
}
