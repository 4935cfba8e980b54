import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { monitorEventLoopDelay, performance } from 'node:perf_hooks'
import { createInterface } from 'node:readline'
import { parseArgs } from 'node:util'
import { signText } from '@plaza/pay-wire'
import { startServer } from '@plaza/server'
import { freePort } from '@plaza/testkit'
import pino from 'pino'
import { makeCrowd } from '../lib/crowd.ts'

// A Plaza whose door for merchants is measured. It is told what to do line by line, and answers each line with one of JSON.
//   --home DIR --database URL --out FILE

const PASSWORD = 'a ship at sea'
/** As long as the text of a usual answer. */
const TEXT = 'x'.repeat(420)
/** Signatures under way at once: as many as the pool has threads. */
const SIGNERS = 4
const LOOP_RESOLUTION_MS = 1

const { values } = parseArgs({
  options: {
    home: { type: 'string', default: '' },
    database: { type: 'string', default: '' },
    out: { type: 'string', default: '' },
  },
})
const { home, database: databaseUrl } = values
const log = pino({ level: 'warn' }, pino.destination(2))
const options = { people: 1, devices: 1, password: PASSWORD, pairs: [], groups: [] }
const crowd = await makeCrowd(databaseUrl, home, options)
const [port, merchantPort] = [await freePort(), await freePort()]
const server = await startServer({
  home,
  port,
  merchantPort,
  host: '127.0.0.1',
  publicUrl: 'http://localhost',
  databaseUrl,
  roles: ['api'],
  log,
})
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
/** Signs an answer of the usual length and does nothing else: no server of Node can do more. */
const bare = createServer((_request, response) => {
  void signText(privateKey, TEXT).then(signature =>
    response.writeHead(200, { 'content-type': 'application/json', 'wechatpay-signature': signature }).end(TEXT),
  )
})
const barePort = await freePort()
await once(bare.listen(barePort, '127.0.0.1'), 'listening')
const token = crowd.people[0]?.tokens[0] ?? ''
writeFileSync(values.out, JSON.stringify({ port, merchantPort, barePort, token, password: PASSWORD }))

const delay = monitorEventLoopDelay({ resolution: LOOP_RESOLUTION_MS })
let cpuBefore = process.cpuUsage()
/** CPU of all threads of this process since the last look, in microseconds. */
const cpuUs = () => {
  const { user, system } = process.cpuUsage(cpuBefore)
  cpuBefore = process.cpuUsage()
  return user + system
}
const tell = (what: object) => process.stdout.write(`${JSON.stringify(what)}\n`)
tell({ ready: true })
for await (const line of createInterface({ input: process.stdin })) {
  if (line.startsWith('sign ')) tell(await signFor(Number(line.slice('sign '.length))))
  else if (line === 'watch') tell({ watching: restart() })
  else if (line === 'watched')
    tell({ loopP99Ms: delay.percentile(99) / 1e6, loopMaxMs: delay.max / 1e6, cpuUs: cpuUs() })
  else break
}
bare.closeAllConnections()
await server.stop()
process.exit(0)

function restart(): true {
  delay.disable()
  delay.reset()
  delay.enable()
  cpuUs()
  return true
}

/** Signatures in a second, and the CPU of each, by a key like the platform's, on the same threads as the answers', and nothing else. */
async function signFor(ms: number): Promise<{ perSecond: number; eachUs: number }> {
  cpuUs()
  const began = performance.now()
  let count = 0
  const signer = async () => {
    while (performance.now() - began < ms) {
      await signText(privateKey, TEXT)
      count += 1
    }
  }
  await Promise.all(Array.from({ length: SIGNERS }, signer))
  return { perSecond: (count * 1000) / (performance.now() - began), eachUs: cpuUs() / count }
}
