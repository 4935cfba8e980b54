import { rtcDevice, type RtcDevice } from '@plaza/testkit'
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest'
import { canForward, ForwardingProcess } from '../src/sfu.ts'
import type { RoomWord } from '@plaza/contract'

// Devices without browsers, in the real forwarding process: real ICE, DTLS and SRTP on this machine.

const PLACE = { bind: '127.0.0.1', portFirst: 52_000, portLast: 52_199 }
const OTHERS = 3
const POLL = { timeout: 8_000, interval: 20 }
const ON = { mic: true, camera: true, screen: false }

describe.skipIf(!canForward())('a forwarding process', () => {
  const answers = new Map<string, (sdp: string) => void>()
  const lost = vi.fn()
  const refused = vi.fn()
  const devices: RtcDevice[] = []
  let sfu: ForwardingProcess
  let calls = 0

  beforeAll(() => {
    sfu = new ForwardingProcess(PLACE, {
      answered: (_call, peer, sdp) => answers.get(peer)?.(sdp),
      refused,
      lost,
    })
  })
  afterEach(() => {
    for (const device of devices.splice(0)) device.close()
  })
  afterAll(() => sfu.close())

  /** A call of its own for each test. */
  function forwarding() {
    const call = `call-${calls++}`
    const enter = async (name: string): Promise<RtcDevice> => {
      const device = await rtcDevice(name, OTHERS)
      devices.push(device)
      const answer = new Promise<string>(resolve => answers.set(name, resolve))
      sfu.offer(call, name, device.offer)
      device.take(await answer)
      await expect.poll(() => device.open(), POLL).toBe(true)
      device.say({ on: ON })
      return device
    }
    return { call, enter }
  }
  const place = (of: RtcDevice, peer: string) =>
    (of.told() as RoomWord | undefined)?.people.find(one => one.peer === peer && one.on.mic)?.slot
  /** Sends until something comes of it. */
  const until = (send: () => void, come: () => boolean) => expect.poll(() => (send(), come()), POLL).toBe(true)

  test('everybody hears everybody else and nobody themselves; who left is gone', async () => {
    const { call, enter } = forwarding()
    const [anna, bruno, carla] = [await enter('anna'), await enter('bruno'), await enter('carla')]
    for (const [from, name, to] of [
      [anna, 'anna', [bruno, carla]],
      [bruno, 'bruno', [anna, carla]],
    ] as const)
      for (const other of to) {
        await expect.poll(() => place(other, name), POLL).toBeDefined()
        const before = other.voices[place(other, name)!]!.length
        await until(from.voice, () => other.voices[place(other, name)!]!.length > before)
      }
    const came = anna.voices.flat().length
    anna.voice()
    expect(anna.voices.flat().length).toBe(came)
    await expect.poll(() => (bruno.voice(), (anna.told() as RoomWord).speaker), POLL).toBe('bruno')
    sfu.keep(call, ['anna', 'carla'])
    await expect.poll(() => (anna.told() as RoomWord).people.map(one => one.peer), POLL).toEqual(['carla'])
  })

  test('a picture begins with a key frame, is the size that is wanted, and its numbers run on when that changes', async () => {
    const { enter } = forwarding()
    const [anna, bruno] = [await enter('anna'), await enter('bruno')]
    await expect.poll(() => place(bruno, 'anna'), POLL).toBeDefined()
    const seen = bruno.pictures[place(bruno, 'anna')!]!
    await expect.poll(() => (anna.picture('small', false), anna.asked.small), POLL).toBeGreaterThan(0)
    expect(seen).toEqual([])
    await until(
      () => anna.picture('small', true),
      () => seen.length > 0,
    )
    bruno.say({ want: { anna: 'big' } })
    await expect.poll(() => (anna.told() as RoomWord).big, POLL).toBe(true)
    await expect
      .poll(() => (anna.picture('big', false), anna.picture('small', false), anna.asked.big), POLL)
      .toBeGreaterThan(0)
    const before = seen.length
    await until(
      () => anna.picture('big', true),
      () => seen.length > before + 5,
    )
    const numbers = seen.map(packet => packet.readUInt16BE(2)).sort((a, b) => ((a - b) << 16) >> 16)
    expect(numbers.every((seq, i) => i === 0 || seq === ((numbers[i - 1]! + 1) & 0xffff))).toBe(true)
    expect(new Set(seen.map(packet => packet.readUInt32BE(8))).size).toBe(1)
  })

  test('when it is killed all are told, and come in again', async () => {
    const { call, enter } = forwarding()
    await enter('anna')
    await enter('bruno')
    process.kill(sfu.pid as number, 'SIGKILL')
    await expect
      .poll(() => lost.mock.calls.filter(([of]) => of === call), POLL)
      .toEqual([
        [call, 'anna'],
        [call, 'bruno'],
      ])
    const [anna, bruno] = [await enter('anna'), await enter('bruno')]
    await expect.poll(() => place(bruno, 'anna'), POLL).toBeDefined()
    await until(anna.voice, () => bruno.voices[place(bruno, 'anna')!]!.length > 0)
  })

  test('what is no offer is refused', async () => {
    const { call } = forwarding()
    sfu.offer(call, 'anna', 'no session')
    sfu.offer(call, 'bruno', 'x'.repeat(30_000))
    await expect.poll(() => refused.mock.calls.length, POLL).toBe(2)
  })
})
