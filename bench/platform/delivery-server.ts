import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { installFolder, startServer } from '@plaza/server'
import { freePort } from '@plaza/testkit'
import pino from 'pino'
import { makeCrowd } from '../lib/crowd.ts'

// A Plaza with one mini program, and beside it in the same process a bare server of Node that answers what it was told to, from
// memory: what an answer of that size costs at least. It says one line of JSON when it serves, and one for each order.
//   --home DIR --database URL --out FILE --people N

const PROGRAM = fileURLToPath(new URL('../../programs/gallery', import.meta.url))

const { values } = parseArgs({
  options: {
    home: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
    people: { type: 'string', default: '400' },
  },
})
const { home, database: databaseUrl } = values
const log = pino({ level: 'warn' }, pino.destination(2))
const crowd = await makeCrowd(databaseUrl, home, { people: Number(values.people), devices: 1, pairs: [], groups: [] })
const { appId, errors } = await installFolder({ databaseUrl, home, log }, PROGRAM)
if (errors.length > 0) throw new Error(errors[0]?.message)
const [port, programPort] = [await freePort(), await freePort()]
const server = await startServer({
  home,
  port,
  programPort,
  host: '127.0.0.1',
  publicUrl: 'http://localhost',
  databaseUrl,
  roles: ['api'],
  log,
})
let answer = { headers: {} as Record<string, string>, body: Buffer.alloc(0) }
const bare = createServer((request, response) => {
  request.resume()
  response.writeHead(200, answer.headers).end(answer.body)
})
const barePort = await new Promise<number>(resolve =>
  bare.listen(0, '127.0.0.1', () => resolve((bare.address() as { port: number }).port)),
)
const tokens = crowd.people.map(({ tokens: [token] }) => token)
writeFileSync(values.out, JSON.stringify({ port, barePort, appId, tokens }))

const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)
tell({ ready: true })
let before = process.cpuUsage()
for await (const line of createInterface({ input: process.stdin })) {
  if (line === 'cpu') {
    const { user, system } = process.cpuUsage(before)
    before = process.cpuUsage()
    tell({ us: user + system })
  } else if (line.startsWith('{')) {
    const { headers, body } = JSON.parse(line) as { headers: Record<string, string>; body: string }
    answer = { headers, body: Buffer.from(body, 'base64') }
    tell({ set: true })
  } else break
}
bare.closeAllConnections()
await server.stop()
process.exit(0)
