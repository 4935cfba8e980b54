import type { DataChannel, PeerConnection, Track } from 'node-datachannel'

/** A device in a call that a forwarding unit serves, without a browser: it sends packets by hand, and counts what comes. */
export interface RtcDevice {
  readonly offer: string
  take(answer: string): void
  /** Sends one packet of sound or of a picture; pictures begin with a key frame where they are to. */
  voice(loudness?: number): void
  picture(size: 'big' | 'small', key: boolean): void
  say(word: object): void
  /** What it was told last on its channel. */
  readonly told: () => unknown
  /** What came, by lines: the k-th of each kind. */
  readonly voices: Buffer[][]
  readonly pictures: Buffer[][]
  /** Key frames that it was asked for, of each size. */
  readonly asked: { big: number; small: number }
  readonly open: () => boolean
  close(): void
}

const VOICE = { mid: '0', ssrc: 11, type: 111 }
const SIZES = { big: { mid: '1', ssrc: 22, type: 96 }, small: { mid: '2', ssrc: 33, type: 96 } } as const
const LOUD_EXTENSION = 3
const RTP_HEAD = 12
const PLI = 206

/** Opens a device of this machine with lines for so many others. */
export async function rtcDevice(name: string, others: number): Promise<RtcDevice> {
  const { default: rtc } = await import('node-datachannel')
  const pc: PeerConnection = new rtc.PeerConnection(name, {
    iceServers: [],
    bindAddress: '127.0.0.1',
    disableAutoNegotiation: true,
  })
  const channel: DataChannel = pc.createDataChannel('room')
  let told: unknown
  channel.onMessage(text => (told = typeof text === 'string' ? JSON.parse(text) : undefined))
  const asked = { big: 0, small: 0 }
  const mic = new rtc.Audio(VOICE.mid, 'SendOnly')
  mic.addOpusCodec(VOICE.type)
  mic.addSSRC(VOICE.ssrc, name)
  mic.parseSdpLine(`a=extmap:${LOUD_EXTENSION} urn:ietf:params:rtp-hdrext:ssrc-audio-level`)
  const sends = { voice: pc.addTrack(mic), big: picture('big'), small: picture('small') }
  function picture(size: 'big' | 'small'): Track {
    const line = new rtc.Video(SIZES[size].mid, 'SendOnly')
    line.addVP8Codec(SIZES[size].type)
    line.addSSRC(SIZES[size].ssrc, name)
    const track = pc.addTrack(line)
    track.onMessage(packet => {
      if (packet[1] === PLI && packet.readUInt32BE(8) === SIZES[size].ssrc) asked[size]++
    })
    return track
  }
  const voices: Buffer[][] = []
  const pictures: Buffer[][] = []
  const receives: Track[] = []
  for (let i = 0; i < others; i++) {
    const sound = new rtc.Audio(String(3 + 2 * i), 'RecvOnly')
    sound.addOpusCodec(VOICE.type)
    const seen = new rtc.Video(String(4 + 2 * i), 'RecvOnly')
    seen.addVP8Codec(SIZES.big.type)
    for (const [line, came] of [
      [sound, voices],
      [seen, pictures],
    ] as const) {
      const packets: Buffer[] = []
      came.push(packets)
      const track = pc.addTrack(line)
      track.onMessage(packet => void (packet[1]! < 192 || packet[1]! > 223 ? packets.push(packet) : 0))
      receives.push(track)
    }
  }
  const offer = await new Promise<string>(resolve => {
    pc.onGatheringStateChange(state => state === 'complete' && resolve(pc.localDescription()?.sdp ?? ''))
    pc.setLocalDescription('offer')
  })
  const seqs = new Map<number, number>()
  const send = (track: Track, { ssrc, type }: { ssrc: number; type: number }, rest: Buffer, extended: boolean) => {
    const seq = (seqs.get(ssrc) ?? 65_530) & 0xffff
    seqs.set(ssrc, seq + 1)
    const head = Buffer.alloc(RTP_HEAD)
    head[0] = extended ? 0x90 : 0x80
    head[1] = type
    head.writeUInt16BE(seq, 2)
    head.writeUInt32BE(seq * 960, 4)
    head.writeUInt32BE(ssrc, 8)
    if (track.isOpen()) track.sendMessageBinary(Buffer.concat([head, rest]))
  }
  return {
    offer,
    take: answer => pc.setRemoteDescription(answer, 'answer'),
    voice(loudness = 100) {
      const extension = Buffer.from([0xbe, 0xde, 0, 1, LOUD_EXTENSION << 4, 127 - loudness, 0, 0])
      send(sends.voice, VOICE, Buffer.concat([extension, Buffer.from('voice')]), true)
    },
    picture(size, key) {
      const [seq] = [(seqs.get(SIZES[size].ssrc) ?? 0) & 0x7f]
      send(sends[size], SIZES[size], Buffer.from([0x90, 0x80, seq, key ? 0 : 1, 1, 2, 3]), false)
    },
    say: word => void (channel.isOpen() && channel.sendMessage(JSON.stringify(word))),
    told: () => told,
    voices,
    pictures,
    asked,
    open: () => pc.state() === 'connected' && channel.isOpen(),
    close() {
      // A line that nobody holds any more is collected as rubbish, and nothing is heard on it.
      for (const track of receives) track.close()
      pc.close()
    },
  }
}
