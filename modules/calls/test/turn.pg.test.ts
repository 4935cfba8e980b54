import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { networkInterfaces, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { IceServer } from '@plaza/contract'
import { systemClock, TestClock } from '@plaza/kernel'
import { freePort, testCity } from '@plaza/testkit'
import { PeerConnection, type DataChannel, type IceServer as Relay } from 'node-datachannel'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { iceServers } from '../ice.ts'
import { CREDENTIAL_LIFE_MS } from '../limits.ts'

// What the city gives its devices to log in with is what a real coturn lets in, and lets in no longer than it says.

const SECRET = 'harbour-lights'
const ANNA = '0193a000-0000-7000-8000-000000000001'
const SOON_MS = 10_000
const BINDING_REQUEST = Buffer.from('000100002112a442706c617a612d7475726e2d21', 'hex')
const there = spawnSync('turnserver', ['--help'], { timeout: SOON_MS }).error === undefined
const both = Object.values(networkInterfaces()).some(one => one?.some(({ address }) => address === '::1'))
if (!there) process.stdout.write('skipped: no coturn (turnserver)\n')

describe.skipIf(!there)('coturn', () => {
  let port: number
  let folder: string
  let server: ChildProcess
  beforeAll(async () => {
    port = await freePort()
    folder = mkdtempSync(join(tmpdir(), 'plaza-turn-'))
    server = startCoturn(port, folder)
    await answers(port)
  })
  afterAll(async () => {
    const gone = once(server, 'exit')
    server.kill('SIGKILL')
    await gone
    rmSync(folder, { recursive: true, force: true })
  })

  /** What a device of Anna's gets that joins a call now, or so long ago. */
  const given = async (agoMs = 0, host = '127.0.0.1'): Promise<Relay> => {
    const clock = agoMs === 0 ? systemClock : new TestClock(systemClock.now() - agoMs)
    const turn = [`turn:127.0.0.1:${port}?transport=udp`]
    await using city = await testCity({ modules: [], clock, config: { calls: { stun: [], turn, turnSecret: SECRET } } })
    const [one] = iceServers(city, ANNA)
    return { ...relayOf(one as IceServer), hostname: host }
  }

  test.runIf(both)('lets devices of the city in, and carries what they send each other', async () => {
    // One of them has IPv4 only, and the other IPv6: nothing but the relay, which has both, brings them together.
    const line = connect(await given(), await given(0, '::1'))
    try {
      expect(await line.heard('good evening')).toBe('good evening')
    } finally {
      line.close()
    }
  })

  test('lets nobody in whose credential ended, was made up, or names somebody else', async () => {
    const good = await given()
    const ended = await given(CREDENTIAL_LIFE_MS + 1_000)
    const until = good.username?.split(':')[0]
    const others = { ...good, username: `${until}:0193a000-0000-7000-8000-000000000002` }
    // A machine with much to do may let one try pass: what is let in at last is not refused.
    const letsIn = () => expect.poll(() => candidates(good), { timeout: 20_000 }).toHaveLength(1)
    await letsIn()
    for (const relay of [ended, others, { ...good, password: 'guessed' }]) expect(await candidates(relay)).toEqual([])
    await letsIn()
  })
})

/** As the guide tells operators to run it; only that here it may lead to this machine itself. */
function startCoturn(port: number, folder: string): ChildProcess {
  const flags = `-n --no-cli --no-tls --no-dtls --use-auth-secret --realm=turn.plaza.test --fingerprint --log-file=/dev/null
    --static-auth-secret=${SECRET} --listening-ip=127.0.0.1 --listening-ip=::1 --relay-ip=127.0.0.1 --listening-port=${port}
    --allow-loopback-peers --userdb=${join(folder, 'turn.db')} --pidfile=${join(folder, 'turn.pid')}`
  return spawn('turnserver', flags.split(/\s+/), { stdio: 'ignore' })
}

/** Asks it for our own address (a STUN binding request, RFC 8489) until it answers. */
async function answers(port: number): Promise<void> {
  const socket = createSocket('udp4')
  const ask = setInterval(() => socket.send(BINDING_REQUEST, port, '127.0.0.1'), 100)
  await once(socket, 'message')
  clearInterval(ask)
  socket.close()
}

function relayOf({ urls, username, credential }: IceServer): Relay {
  const [, hostname, port] = /^turn:([^:]+):(\d+)\?transport=udp$/.exec(urls[0] ?? '') ?? []
  return {
    hostname: hostname as string,
    port: Number(port),
    username: username as string,
    password: credential as string,
    relayType: 'TurnUdp',
  }
}

const open = (name: string, relay: Relay) =>
  new PeerConnection(name, { iceServers: [relay], iceTransportPolicy: 'relay', bindAddress: relay.hostname })

/** The relayed addresses that a device gets with these credentials. */
async function candidates(relay: Relay): Promise<string[]> {
  const one = open('one', relay)
  const found: string[] = []
  try {
    const complete = new Promise<void>(resolve =>
      one.onGatheringStateChange(state => state === 'complete' && resolve()),
    )
    one.onLocalCandidate(candidate => void found.push(candidate))
    one.createDataChannel('line')
    await complete
    return found.filter(candidate => candidate.includes('typ relay'))
  } finally {
    one.close()
  }
}

/** Two devices that may reach each other over their relays only. */
function connect(of: Relay, to: Relay) {
  const [anna, bruno] = [open('anna', of), open('bruno', to)]
  for (const [one, other] of [
    [anna, bruno],
    [bruno, anna],
  ] as const) {
    one.onLocalDescription((sdp, type) => other.setRemoteDescription(sdp, type))
    one.onLocalCandidate((candidate, mid) => other.addRemoteCandidate(candidate, mid))
  }
  const arrives = new Promise<DataChannel>(resolve => bruno.onDataChannel(resolve))
  const channel = anna.createDataChannel('line')
  return {
    async heard(words: string): Promise<string> {
      channel.onOpen(() => channel.sendMessage(words))
      const theirs = await arrives
      return new Promise(resolve => theirs.onMessage(text => typeof text === 'string' && resolve(text)))
    },
    close: () => [anna, bruno].forEach(one => one.close()),
  }
}
