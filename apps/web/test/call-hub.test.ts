import type { CallParty } from '@plaza/contract'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { Hub } from '../src/calls/hub.ts'
import type { Signal } from '../src/calls/link.ts'
import type { OwnMedia } from '../src/calls/own-media.ts'

const CALL = 'the-call'
const ANSWER = { type: 'answer', sdp: 'v=0' }

/** As much of a connection as the hub asks for. */
class Connection extends EventTarget {
  static readonly all: Connection[] = []
  signalingState = 'stable'
  connectionState = 'new'
  localDescription: object | null = null
  readonly heard: object[] = []
  closed = false

  constructor() {
    super()
    Connection.all.push(this)
  }
  addTransceiver() {
    const sender = {
      track: null,
      replaceTrack: async () => {},
      getParameters: () => ({ encodings: [{}] }),
      setParameters: async () => {},
    }
    return { sender, receiver: { track: {} }, setCodecPreferences() {} }
  }
  createDataChannel() {
    return Object.assign(new EventTarget(), { readyState: 'connecting', send() {} })
  }
  async setLocalDescription() {
    this.localDescription = { type: 'offer', sdp: 'v=0\r\n' }
    this.signalingState = 'have-local-offer'
  }
  async setRemoteDescription(description: object) {
    this.heard.push(description)
  }
  close() {
    this.closed = true
  }
}

const media = { sound: undefined, picture: undefined, on: { mic: true, camera: false, screen: false } }
const party = (peer: string): CallParty => ({ peer, person: `person of ${peer}`, joinedAt: 0 })

async function joined() {
  const said: Signal[] = []
  const ports = { call: CALL, ice: [], media: media as unknown as OwnMedia, changed() {} }
  const hub = new Hub({ ...ports, signal: signal => said.push(signal) })
  hub.update(party('me'), [party('bruno')], 2)
  await vi.waitFor(() => expect(said).toHaveLength(1))
  return hub
}

beforeEach(() => {
  vi.stubGlobal('RTCPeerConnection', Connection)
  vi.stubGlobal('RTCRtpReceiver', { getCapabilities: () => ({ codecs: [] }) })
  vi.stubGlobal('MediaStream', EventTarget)
  vi.useFakeTimers({ toFake: ['setTimeout'] })
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
  Connection.all.length = 0
})

test('only the call itself answers for the forwarding unit: no other party can stand in for everybody', async () => {
  const hub = await joined()
  const [connection] = Connection.all
  hub.hear('bruno', JSON.stringify({ d: ANSWER }))
  expect(connection?.heard).toEqual([])
  hub.hear('bruno', JSON.stringify({ gone: true }))
  await vi.runAllTimersAsync()
  expect(Connection.all).toHaveLength(1)
  hub.hear(CALL, JSON.stringify({ d: ANSWER }))
  expect(connection?.heard).toEqual([ANSWER])
  hub.close()
})

test('a unit that lost this device is connected to anew, once', async () => {
  const hub = await joined()
  for (let i = 0; i < 2; i++) hub.hear(CALL, JSON.stringify({ gone: true }))
  await vi.runAllTimersAsync()
  expect(Connection.all.map(one => one.closed)).toEqual([true, false])
  hub.close()
})

test('who comes when there are no more lines gets some by a new connection; who goes is no longer shown', async () => {
  const hub = await joined()
  hub.update(party('me'), ['a', 'b', 'c', 'd'].map(party), 5)
  expect(Connection.all).toHaveLength(2)
  expect([...hub.views.keys()]).toEqual(['a', 'b', 'c', 'd'])
  hub.update(party('me'), ['a', 'c'].map(party), 3)
  expect(Connection.all).toHaveLength(2)
  expect([...hub.views.keys()]).toEqual(['a', 'c'])
  hub.close()
})
