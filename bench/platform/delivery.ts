import { Agent, request, type IncomingHttpHeaders } from 'node:http'
import { parseArgs } from 'node:util'
import { startPinned } from '../lib/pinned-server.ts'

// Files of a mini program and openings of it over HTTP, each beside the same bytes from a bare server of Node in the same process,
// which has nothing else to do: see bench/README.md.
//   node --import tsx bench/platform/delivery.ts [--rounds 3] [--seconds 3] [--callers 24]

const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '3' },
    seconds: { type: 'string', default: '3' },
    callers: { type: 'string', default: '24' },
  },
})
/** So many people that nobody opens more often than one may. */
const PEOPLE = 400
/** Of an answer, those that a bare server has to send as well. */
const KEPT_HEADERS = ['content-type', 'content-encoding', 'cache-control', 'content-length', 'vary', 'etag']

interface Town {
  readonly port: number
  readonly barePort: number
  readonly appId: string
  readonly tokens: readonly string[]
}
interface Ask {
  readonly verb: 'GET' | 'POST'
  readonly path: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: string
}
interface Heard {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}
interface Figures {
  readonly perSecond: number
  readonly us: number
}

const say = (text: string) => process.stdout.write(`${text}\n`)
const agent = new Agent({ keepAlive: true, maxSockets: Number(values.callers) })
const server = await startPinned<Town>(new URL('./delivery-server.ts', import.meta.url), ['--people', String(PEOPLE)])
try {
  await measure(server.town)
} finally {
  agent.destroy()
  await server[Symbol.asyncDispose]()
}
process.exit(0)

async function measure(town: Town): Promise<void> {
  const open = (i: number): Ask => ({
    verb: 'POST',
    path: `/api/programs/${town.appId}/open`,
    headers: { authorization: `Bearer ${town.tokens[i % PEOPLE]}`, 'content-type': 'application/json' },
    body: '{}',
  })
  const run = JSON.parse((await must(town.port, open(0))).body.toString('utf8')) as {
    versionId: string
    manifest: string
  }
  const { files } = JSON.parse(run.manifest) as { files: Record<string, { sha256: string; bytes: number }> }
  const bySize = Object.values(files).toSorted((a, b) => b.bytes - a.bytes)
  const file =
    ({ sha256 }: { sha256: string }) =>
    (): Ask => ({
      verb: 'GET',
      path: `/program-files/${town.appId}/${run.versionId}/${sha256}`,
      headers: { 'accept-encoding': 'br' },
    })
  await beside(town, `largest file, ${bySize[0]?.bytes} bytes`, file(bySize[0]!))
  const middle = bySize[Math.floor(bySize.length / 2)]!
  await beside(town, `middle file, ${middle.bytes} bytes`, file(middle))
  await beside(town, 'openings', open)
}

/** So many answers a second and what each costs the server's process, beside the same bytes from the bare server. */
async function beside(town: Town, title: string, ask: (i: number) => Ask): Promise<void> {
  const { headers, body } = await must(town.port, ask(0))
  const kept = Object.fromEntries(KEPT_HEADERS.flatMap(name => (headers[name] ? [[name, String(headers[name])]] : [])))
  await server.order(JSON.stringify({ headers: kept, body: body.toString('base64') }))
  const rounds: { ours: Figures; bare: Figures }[] = []
  for (let i = 0; i < Number(values.rounds); i++)
    rounds.push({ bare: await load(town.barePort, ask), ours: await load(town.port, ask) })
  const ratios = rounds.map(({ ours, bare }) => bare.us / ours.us).toSorted((a, b) => a - b)
  const best = rounds.toSorted((a, b) => a.ours.us - b.ours.us)[0]!
  say(
    `${title} (${body.length} on the wire): ${tellFigures(best.ours)}; bare ${tellFigures(best.bare)}; ` +
      `middle ratio by CPU ${ratios[Math.floor(ratios.length / 2)]?.toFixed(2)}`,
  )
}

function tellFigures({ perSecond, us }: Figures): string {
  return `${Math.round(perSecond)}/s, ${Math.round(us)} us each`
}

async function load(port: number, ask: (i: number) => Ask): Promise<Figures> {
  await server.order('cpu')
  const began = performance.now()
  const until = began + Number(values.seconds) * 1000
  let n = 0
  const caller = async () => {
    while (performance.now() < until) await must(port, ask(n++))
  }
  await Promise.all(Array.from({ length: Number(values.callers) }, caller))
  const perSecond = (n * 1000) / (performance.now() - began)
  const { us } = await server.order<{ us: number }>('cpu')
  return { perSecond, us: us / n }
}

function must(port: number, { verb, path, headers, body }: Ask): Promise<Heard> {
  return new Promise((resolve, reject) => {
    const asked = request({ port, host: '127.0.0.1', method: verb, path, headers, agent }, response => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const heard = { status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }
        if (heard.status === 200) resolve(heard)
        else reject(new Error(`${path}: ${heard.status} ${heard.body.toString('utf8').slice(0, 200)}`))
      })
      response.on('error', reject)
    })
    asked.on('error', reject)
    asked.end(body)
  })
}
