import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { Complaint } from '../complaint.ts'
import { FakeCitizen, type Citizen } from './citizen.ts'
import { serveFrame } from './frame.ts'
import { destinationOf, reach, type ReachKind } from './gateway.ts'
import { LISTENERS_MAX, PORTS_TRIED_MAX } from './limits.ts'
import { pageFiles, type PageFiles } from './page.ts'
import { PROBE } from './probe.ts'
import type { Build, Watch } from './watch.ts'

const LOOPBACK = '127.0.0.1'

export interface DevServer extends AsyncDisposable {
  /** Of the page, for a browser on this machine. */
  readonly url: string
}

/**
 * Serves a program that is watched: the page around it, its files, the cage on an origin of its own, and the gateway.
 * `citizen` runs it: without one, somebody whom no city knows.
 */
export async function serveDev(watch: Watch, port: number, citizen: Citizen = new FakeCitizen()): Promise<DevServer> {
  const files = await pageFiles()
  const listeners = new Set<ServerResponse>()
  const host = createServer()
  const cage = createServer()
  // Two sites, as far as a browser can tell: the cage gets a process of its own.
  const url = `http://localhost:${await listen(host, port)}`
  const cageUrl = `http://${LOOPBACK}:${await listen(cage, port + 1)}`
  cage.on('request', (request, response) => {
    if (!isFor(request, cageUrl)) return void response.writeHead(403).end()
    void serveFrame(request.url ?? '/', response, { own: cageUrl, host: url, nodes: files.nodes })
  })
  host.on('request', (request, response) => {
    // Another site's page may not use this machine's gateway, by whatever name it reaches it.
    if (!isFor(request, url)) return void response.writeHead(403).end()
    answer({ watch, files, citizen, listeners, cageUrl }, request, response).catch(() => {
      if (!response.headersSent) response.writeHead(400)
      response.end()
    })
  })
  watch.heard = build => {
    for (const listener of listeners) listener.write(`data: ${build.number}\n\n`)
  }
  return {
    url,
    async [Symbol.asyncDispose]() {
      for (const server of [host, cage]) {
        server.closeAllConnections()
        await new Promise(done => server.close(done))
      }
    },
  }
}

interface Serving {
  readonly watch: Watch
  readonly files: PageFiles
  readonly citizen: Citizen
  readonly listeners: Set<ServerResponse>
  readonly cageUrl: string
}

async function answer(serving: Serving, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { watch, files, citizen } = serving
  const url = new URL(request.url ?? '/', 'http://localhost')
  const [, first = '', second = ''] = url.pathname.split('/')
  if (request.method === 'POST' && request.headers['x-plaza'] !== '1') return void response.writeHead(403).end()
  switch (`${request.method} /${first}`) {
    case 'GET /':
      response.setHeader('content-security-policy', pagePolicy(serving.cageUrl))
      return send(response, 'text/html', files.html)
    case 'GET /page.css':
      return send(response, 'text/css', files.css)
    case 'GET /page.js':
      return send(response, 'text/javascript', files.script)
    case 'GET /program':
      return send(response, 'application/json', JSON.stringify(described(watch.build, serving.cageUrl)))
    case 'GET /files':
      return sendFile(watch.build, second, response)
    case 'GET /changes':
      return listenFor(serving.listeners, response)
    case 'GET /socket':
      return send(
        response,
        'application/json',
        JSON.stringify(destinationOf(watch.build.about, 'socket', url.searchParams.get('url') ?? '') ?? null),
      )
    case 'POST /reach':
      if (!['request', 'upload', 'download'].includes(second)) return void response.writeHead(404).end()
      return reach(watch.build.about, second as ReachKind, request, response)
    case 'POST /login':
      return send(
        response,
        'application/json',
        JSON.stringify(await told(async () => ({ code: await citizen.login() }))),
      )
    case 'POST /pay':
      return send(response, 'application/json', JSON.stringify(await told(() => paid(citizen, url.searchParams))))
    case 'GET /sns': {
      const { appid = '', js_code: code = '' } = Object.fromEntries(url.searchParams)
      return send(response, 'application/json', JSON.stringify(citizen.session(appid, code)))
    }
    default:
      response.writeHead(404).end()
  }
}

function described({ number, about, compiled, errors, warnings, ms }: Build, cage: string): object {
  const { appId = compiled.manifest.appId, names, scopes } = about
  const { manifest } = compiled
  return { number, appId, name: names?.en ?? appId, scopes: scopes ?? {}, manifest, errors, warnings, ms, cage }
}

/** A file of the compiled program; its logic with its source map, and with the probe that tells the data of its pages. */
function sendFile({ compiled }: Build, name: string, response: ServerResponse): void {
  const bytes = compiled.files.get(name)
  if (!bytes) return void response.writeHead(404).end()
  const isMain = compiled.manifest.packages.some(part => part.root === '' && part.logic === name)
  const map = compiled.maps.get(name)
  const tail = [
    isMain ? PROBE : '',
    map ? `//# sourceMappingURL=data:application/json;base64,${Buffer.from(map).toString('base64')}` : '',
  ].join('\n')
  const type = compiled.manifest.files[name]?.type ?? 'application/octet-stream'
  if (map) return send(response, type, `${Buffer.from(bytes).toString('utf8')}\n${tail}\n`)
  send(response, type, bytes)
}

function listenFor(listeners: Set<ServerResponse>, response: ServerResponse): void {
  if (listeners.size >= LISTENERS_MAX) return void response.writeHead(503).end()
  response.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-cache' })
  response.write('\n')
  listeners.add(response)
  response.on('close', () => listeners.delete(response))
}

function send(response: ServerResponse, type: string, body: string | Uint8Array): void {
  response.setHeader('content-type', type.startsWith('text/') ? `${type}; charset=utf-8` : type)
  response.setHeader('cache-control', 'no-store')
  response.setHeader('x-content-type-options', 'nosniff')
  response.end(body)
}

const pagePolicy = (cage: string): string =>
  `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; connect-src 'self' ws: wss:; frame-src ${cage}; base-uri 'none'; form-action 'none'`

/** Whether a request came by the address that was told, so that no other name leads here. */
const isFor = (request: IncomingMessage, own: string): boolean => {
  const { port } = new URL(own)
  return [`localhost:${port}`, `${LOOPBACK}:${port}`].includes(request.headers.host ?? '')
}

/** Listens on this machine at the port, or at the next one that is free. */
async function listen(server: Server, port: number): Promise<number> {
  for (let next = port; next <= Math.min(port + PORTS_TRIED_MAX, 65_535); next++) {
    const isFree = await new Promise<boolean>(done => {
      server.once('error', () => done(false))
      server.listen(next, LOOPBACK, () => done(true))
    })
    server.removeAllListeners('error')
    if (isFree) return (server.address() as AddressInfo).port
  }
  throw new Complaint(`No port from ${port} on is free. Name one: plaza program dev --port …`)
}

async function paid(citizen: Citizen, call: URLSearchParams): Promise<{ paid: string | null }> {
  return { paid: (await citizen.pay(Object.fromEntries(call))) ?? null }
}

/** What came of it, or the city's no in its words. */
async function told(act: () => Promise<object>): Promise<object> {
  try {
    return await act()
  } catch (error) {
    return { no: error instanceof Complaint ? error.message : 'the city cannot be reached' }
  }
}
