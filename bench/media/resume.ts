import { createCipheriv, createHash } from 'node:crypto'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { request } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { uuidv7, systemDice } from '@plaza/kernel'
import { openDatabase } from '@plaza/postgres'
import { migrateAll } from '@plaza/server'
import { freePort, startCity, type CityProcess } from '@plaza/testkit'
import pino from 'pino'

// A large file goes up while its server is killed again and again: it goes on where it stopped, and arrives as it was.
//   node --import tsx bench/media/resume.ts [megabytes = 1024] [kills = 5]

const MEGABYTES = Number(process.argv[2] ?? 1_024)
const KILLS = Number(process.argv[3] ?? 5)
const LENGTH = MEGABYTES * 1024 ** 2
const CHUNK = 1024 * 1024
const PERSON = '01890000-0000-7000-8000-000000000001'

/** The bytes of the file from a place on: the key stream of a cipher, which no disk has to keep. */
function* bytesFrom(offset: number): Generator<Buffer> {
  const iv = Buffer.alloc(16)
  iv.writeBigUInt64BE(BigInt(Math.floor(offset / 16)), 8)
  const cipher = createCipheriv('aes-128-ctr', Buffer.alloc(16, 7), iv)
  cipher.update(Buffer.alloc(offset % 16))
  for (let at = offset; at < LENGTH; at += CHUNK) yield cipher.update(Buffer.alloc(Math.min(CHUNK, LENGTH - at)))
}

const folder = mkdtempSync(join(tmpdir(), 'plaza-resume-'))
chmodSync(folder, 0o711)
const home = join(folder, 'city')
const quiet = { info() {}, warn() {}, error() {} }
const database = await openDatabase({ home, log: quiet })
await migrateAll(database.url, pino({ level: 'silent' }))
const port = await freePort()
const url = `http://127.0.0.1:${port}`
let server: CityProcess = await startCity({ home, databaseUrl: database.url, port })
const say = (line: string) => process.stdout.write(`${line}\n`)

const signUp = await fetch(`${url}/api/identity/sign-up`, {
  method: 'POST',
  headers: { 'content-type': 'application/json' },
  body: JSON.stringify({
    id: PERSON,
    handle: 'anna',
    name: 'Anna',
    password: 'seagull-and-chips',
    language: 'en',
    deviceName: 'bench',
  }),
})
const { token } = (await signUp.json()) as { token: string }
const headers = { authorization: `Bearer ${token}`, 'tus-resumable': '1.0.0' }
const id = uuidv7(Date.now(), systemDice)
const path = `/api/uploads/${id}`
const metadata = Object.entries({ id, as: 'file', name: 'large.bin' })
  .map(([name, value]) => `${name} ${Buffer.from(value).toString('base64')}`)
  .join(',')
await fetch(`${url}/api/uploads`, {
  method: 'POST',
  headers: { ...headers, 'upload-length': String(LENGTH), 'upload-metadata': metadata },
})

/** Sends from `offset` until the end, the moment to stop, or the death of the server. */
function send(offset: number, stopAt: number): Promise<void> {
  return new Promise(resolve => {
    const patch = request(url + path, {
      method: 'PATCH',
      headers: {
        ...headers,
        'content-type': 'application/offset+octet-stream',
        'content-length': LENGTH - offset,
        'upload-offset': offset,
      },
    })
    patch.on('error', () => resolve())
    patch.on('response', answer => answer.resume().on('end', resolve))
    const feed = async () => {
      let sent = offset
      for (const bytes of bytesFrom(offset)) {
        if (sent >= stopAt || patch.destroyed) return resolve()
        sent += bytes.length
        if (!patch.write(bytes)) await Promise.race([new Promise(go => patch.once('drain', go)), pause(5_000)])
      }
      patch.end()
    }
    void feed()
  })
}

const began = performance.now()
let again = 0
for (let kill = 1; ; kill++) {
  const head = await fetch(url + path, { method: 'HEAD', headers })
  const offset = Number(head.headers.get('upload-offset'))
  if (offset === LENGTH) break
  const stopAt = kill <= KILLS ? Math.floor((LENGTH * kill) / (KILLS + 1)) : Infinity
  await send(offset, stopAt)
  if (stopAt === Infinity) continue
  await server.kill9()
  server = await startCity({ home, databaseUrl: database.url, port })
  const there = Number((await fetch(url + path, { method: 'HEAD', headers })).headers.get('upload-offset'))
  again += Math.max(0, stopAt - there)
  say(`killed at ${Math.round(stopAt / CHUNK)} MB, ${Math.round(there / CHUNK)} MB were there`)
}
const sentMs = performance.now() - began
let state: { state: string; file?: { id: string } } = { state: 'working' }
while (state.state === 'working') {
  await pause(200)
  state = (await (await fetch(url + path, { headers })).json()) as typeof state
}
const hash = createHash('sha256')
for (const bytes of bytesFrom(0)) hash.update(bytes)
const same = state.file?.id === hash.digest('hex')
say(
  `${MEGABYTES} MB in ${Math.round(sentMs / 1000)} s over ${KILLS} kills, ${(again / CHUNK).toFixed(1)} MB sent again, kept ${Math.round((performance.now() - began - sentMs) / 1000)} s later: ${same ? 'as it was' : `DIFFERENT (${state.state})`}`,
)
await server[Symbol.asyncDispose]()
await database[Symbol.asyncDispose]()
rmSync(folder, { recursive: true })
process.exit(same ? 0 : 1)
