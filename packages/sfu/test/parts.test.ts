import { describe, expect, test } from 'vitest'
import { layersFor } from '../src/layers.ts'
import { linesOf, withAddress, withoutAddresses } from '../src/offer.ts'
import { askAgain, askKeyFrame, reportsIn, tellArrived, tellSent } from '../src/rtcp.ts'
import { headOf, isControl, later16, loudness, vp8Of } from '../src/rtp.ts'
import { Slot } from '../src/slot.ts'
import { Source } from '../src/source.ts'
import { Speaker } from '../src/speaker.ts'
import { deviceWord } from '../src/words.ts'

const rtp = (seq: number, rest: number[] = [], first = 0x80) =>
  Buffer.from([first, 96, seq >> 8, seq & 255, 0, 0, 0, 9, 0, 0, 0, 7, ...rest])

test('heads, loudness and key frames are read; broken packets are not', () => {
  expect(headOf(rtp(258))).toEqual({ type: 96, seq: 258, time: 9, ssrc: 7, payload: 12 })
  const loud = rtp(1, [0xbe, 0xde, 0, 1, 0x30, 20, 0, 0], 0x90)
  expect([headOf(loud)?.payload, loudness(loud, 3), loudness(loud, 4)]).toEqual([20, 107, undefined])
  expect([headOf(Buffer.alloc(5)), headOf(rtp(1, [0xbe, 0xde, 0, 9], 0x90)), headOf(rtp(1, [], 0x8f))]).toEqual([
    undefined,
    undefined,
    undefined,
  ])
  expect(isControl(tellSent({ ssrc: 1, ntp: 1n, time: 1, packets: 1, bytes: 1 }))).toBe(true)
  expect(vp8Of(rtp(1, [0x10, 0x00]), 12)).toEqual({ key: true })
  expect(vp8Of(rtp(1, [0x10, 0x01]), 12).key).toBe(false)
  expect(vp8Of(rtp(1, [0x90, 0xe0, 0x81, 0x02, 0x05, 0x20, 0x00]), 12)).toEqual({
    key: true,
    picture: { at: 14, long: true, id: 258 },
    base: { at: 16, id: 5 },
  })
  expect(vp8Of(rtp(1, [0x90, 0x80]), 12)).toEqual({ key: false })
  expect([later16(2, 65_535), later16(65_535, 2)]).toEqual([3, -3])
})

test('what is said in control packets is read as it was written, and broken ones end it', () => {
  const missing = askAgain(1, 7, [5, 900])
  const all = Buffer.concat([askKeyFrame(1, 7), missing, tellArrived(1, [], 250_000)])
  expect(reportsIn(all)).toEqual([
    { kind: 'key_frame', ssrc: 7 },
    { kind: 'missing', ssrc: 7, seqs: [5, 900] },
    { kind: 'takes', bps: 250_000 },
  ])
  expect(reportsIn(Buffer.concat([askKeyFrame(1, 7), Buffer.from([0x81, 206, 0xff, 0xff, 0, 0, 0, 0])]))).toHaveLength(
    1,
  )
  for (let length = 0; length < all.length; length++) expect(() => reportsIn(all.subarray(0, length))).not.toThrow()
})

test('lost packets are asked for again, and reported as lost', () => {
  const said: Buffer[] = []
  const source = new Source(7, control => said.push(control))
  for (const seq of [65_534, 65_535, 2]) source.hear(rtp(seq), 0)
  expect(said.flatMap(reportsIn)).toEqual([{ kind: 'missing', ssrc: 7, seqs: [0, 1] }])
  expect(source.arrived(0)).toMatchObject({ lostTotal: 2, highest: 65_538, lostPart: Math.floor((2 * 256) / 5) })
  source.askKeyFrame(1_000)
  source.askKeyFrame(1_100)
  expect(said).toHaveLength(2)
})

test('a key frame that does not come is asked for again, until the picture has changed', () => {
  const said: Buffer[] = []
  let now = 0
  const source = new Source(7, control => said.push(control))
  const slot = new Slot({ kind: 'video', ssrc: 1, type: 96, send: () => {}, now: () => now })
  for (; now < 1_500; now += 250) slot.show(source)
  expect(said).toHaveLength(3)
  // The head of a packet, and the descriptor and first byte of a key frame of VP8.
  const packet = Buffer.concat([Buffer.from([0x80, 96]), Buffer.alloc(10), Buffer.from([0x10, 0x00])])
  source.hear(packet, now)
  for (; now < 3_000; now += 250) slot.show(source)
  expect(slot.packets).toBe(1)
  expect(said).toHaveLength(3)
})

test('a narrow way makes large pictures small first, and then leaves the last ones out', () => {
  const wishes = [
    ['a', 'big'],
    ['b', 'small'],
    ['c', 'small'],
  ] as const
  const sizes = (bps?: number) => [...layersFor(wishes, bps).values()].join(' ')
  expect([sizes(), sizes(2_000_000), sizes(600_000), sizes(100_000), sizes(0)]).toEqual([
    'big small small',
    'big small small',
    'small small small',
    'small none none',
    'none none none',
  ])
})

test('whoever is louder for a while speaks; silence changes nothing', () => {
  const speaker = new Speaker()
  const speak = (peer: string, loudness: number) => {
    for (let i = 0; i < 13; i++) speaker.hear(peer, loudness)
    return speaker.look()
  }
  expect(speak('a', 100)).toBe(true)
  expect([speak('b', 127), speak('b', 127)].at(0)).toBe(false)
  for (let i = 0; i < 5; i++) speak('b', 127)
  expect(speaker.peer).toBe('b')
  for (let i = 0; i < 20; i++) speaker.look()
  expect(speaker.peer).toBe('b')
  speaker.leave('b')
  expect(speaker.peer).toBeUndefined()
})

describe('offers', () => {
  const offer = [
    'v=0',
    'm=audio 9 UDP/TLS/RTP/SAVPF 111 0',
    'a=mid:0',
    'a=extmap:4 urn:ietf:params:rtp-hdrext:ssrc-audio-level',
    'a=sendonly',
    'a=rtpmap:0 PCMU/8000',
    'a=rtpmap:111 opus/48000/2',
    'a=ssrc:11 cname:x',
    'm=video 9 UDP/TLS/RTP/SAVPF 98',
    'a=mid:1',
    'a=rtpmap:98 H264/90000',
    'm=video 9 UDP/TLS/RTP/SAVPF 96',
    'a=mid:2',
    'a=recvonly',
    'a=rtpmap:96 VP8/90000',
    'm=application 9 UDP/DTLS/SCTP webrtc-datachannel',
    'a=mid:3',
  ].join('\r\n')

  test('their lines are read; what has no codec of ours is left out', () => {
    expect(linesOf(offer)).toEqual([
      { kind: 'audio', mid: '0', sends: true, type: 111, ssrc: 11, loud: 4 },
      { kind: 'video', mid: '2', sends: false, type: 96, ssrc: undefined, loud: undefined },
    ])
    expect(linesOf('nothing')).toEqual([])
  })

  test('a device is not looked for where it says, but where it comes from', () => {
    const named = 'a=mid:0\r\na=candidate:1 1 UDP 1 192.0.2.1 9 typ host\r\na=end-of-candidates\r\na=x'
    expect(withoutAddresses(named)).toBe('a=mid:0\r\na=x')
  })

  test('an answer names the address that the world knows, too', () => {
    const answer = 'a=candidate:1 1 UDP 2114977791 10.0.0.2 50000 typ host\r\na=end'
    expect(withAddress(answer, undefined)).toBe(answer)
    expect(withAddress(answer, '203.0.113.7')).toBe(
      'a=candidate:1 1 UDP 2114977791 10.0.0.2 50000 typ host\r\na=candidate:p 1 UDP 2114977791 203.0.113.7 50000 typ host\r\na=end',
    )
  })
})

test('of what a device says only what it may say is heard', () => {
  expect(deviceWord('{"on":{"mic":true,"camera":1}}')).toEqual({ on: { mic: true, camera: false, screen: false } })
  expect(deviceWord('{"want":{"a":"big","b":"huge"}}')).toEqual({ want: { a: 'big' } })
  expect([deviceWord('{'), deviceWord('null'), deviceWord('{}'), deviceWord('x'.repeat(9_000))]).toEqual([
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})
