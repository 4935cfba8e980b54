import type { CallParty, CallWish, IceServer, RoomWord, Switched } from '@plaza/contract'
import { CALL_BIG_BPS, CALL_SMALL_BPS } from '@plaza/contract/limits'
import type { Lines, View } from './lines.ts'
import type { Signal } from './link.ts'
import { speakOnly, stripped } from './offer.ts'
import type { OwnMedia } from './own-media.ts'

/** How many others there are lines for: a call that outgrows them connects anew with more. */
const SLOTS = [3, 7, 15]
const SMALL_FRAMES = 15
/** By how much the small picture is smaller on each side: of a camera, and of a screen. */
const SMALLER = { camera: 2, screen: 4 }
/** What is not connected by then never will be; a way that is interrupted mostly comes back by itself before. */
const CONNECT_WITHIN_MS = 8_000
const INTERRUPTED_MAX_MS = 6_000
/** Many lose a forwarding unit at the same moment: they do not all come back at once. */
const SPREAD_MS = 400

/** What the forwarding unit says by signals: its answer, or that it lost this device. */
type HubSignal = Signal | { readonly gone: true }

export interface HubPorts {
  /** The call, in whose name the forwarding unit speaks. */
  readonly call: string
  readonly ice: readonly IceServer[]
  readonly media: OwnMedia
  readonly signal: (signal: Signal) => void
  readonly changed: () => void
}

/** One connection, with all its lines. */
interface Connection {
  readonly pc: RTCPeerConnection
  readonly channel: RTCDataChannel
  readonly sound: RTCRtpSender
  readonly big: RTCRtpSender
  readonly small: RTCRtpSender
  /** What comes of each other one. */
  readonly slots: readonly MediaStream[]
  readonly at: number
}

const NOTHING_ON: Switched = { mic: true, camera: false, screen: false }

/**
 * Through the city's forwarding unit: one connection, on which my sound goes up, and my picture large and small; and lines on
 * which the others come, whom the unit puts there. It needs no new negotiation when somebody comes or goes.
 */
export class Hub implements Lines {
  readonly views = new Map<string, View>()
  speaker: string | undefined
  readonly #ports: HubPorts
  #now: Connection | undefined
  /** Since when the way is interrupted. */
  #interruptedAt: number | undefined
  #others: readonly CallParty[] = []
  #people: RoomWord['people'] = []
  #wishes = ''
  #closed = false

  constructor(ports: HubPorts) {
    this.#ports = ports
  }

  update(mine: CallParty | undefined, others: readonly CallParty[], expected: number): void {
    this.#others = others
    const slots = SLOTS.find(count => count >= expected) ?? Math.max(...SLOTS)
    if (mine && (!this.#now || this.#now.slots.length < slots)) this.#connect(slots)
    this.#draw()
  }

  hear(from: string, b: string): void {
    const now = this.#now
    // Another party could put itself in the place of everybody else.
    if (!now || from !== this.#ports.call) return
    const signal = JSON.parse(b) as HubSignal
    if ('gone' in signal) setTimeout(() => this.#now === now && this.#again(), Math.random() * SPREAD_MS)
    else if ('d' in signal && now.pc.signalingState === 'have-local-offer')
      now.pc.setRemoteDescription(signal.d).catch(() => {})
  }

  sendWhatIsOn(): void {
    const now = this.#now
    if (!now) return
    const { sound, picture, on } = this.#ports.media
    void this.#put(now.sound, sound)
    void this.#put(now.big, picture)
    void this.#put(now.small, picture)
    tune(now.small, { scaleResolutionDownBy: on.screen ? SMALLER.screen : SMALLER.camera })
    this.#say({ on })
  }

  want(wishes: Readonly<Record<string, CallWish>>): void {
    const words = JSON.stringify({ want: wishes })
    if (words === this.#wishes) return
    this.#wishes = words
    this.#tellWishes()
  }

  tryAgain(): void {
    const now = this.#now
    if (!now || now.pc.connectionState === 'connected') return
    const waited = Date.now() - (this.#interruptedAt ?? now.at)
    if (waited > (this.#interruptedAt === undefined ? CONNECT_WITHIN_MS : INTERRUPTED_MAX_MS)) this.#again()
  }

  close(): void {
    this.#closed = true
    this.#now?.pc.close()
    this.views.clear()
  }

  #again(): void {
    if (!this.#closed) this.#connect(this.#now?.slots.length ?? SLOTS[0]!)
  }

  #connect(count: number): void {
    this.#now?.pc.close()
    const pc = new RTCPeerConnection({ iceServers: this.#ports.ice as RTCIceServer[], bundlePolicy: 'max-bundle' })
    const send = (kind: 'audio' | 'video', sendEncodings?: RTCRtpEncodingParameters[]) => {
      const line = pc.addTransceiver(kind, { direction: 'sendonly', ...(sendEncodings ? { sendEncodings } : {}) })
      speakOnly(line, kind === 'audio' ? 'audio/opus' : 'video/VP8')
      return line.sender
    }
    const take = () => {
      const lines = (['audio', 'video'] as const).map(kind => pc.addTransceiver(kind, { direction: 'recvonly' }))
      speakOnly(lines[0]!, 'audio/opus')
      speakOnly(lines[1]!, 'video/VP8')
      return new MediaStream(lines.map(line => line.receiver.track))
    }
    const sound = send('audio')
    const big = send('video', [{ maxBitrate: CALL_BIG_BPS }])
    const small = send('video', [
      { maxBitrate: CALL_SMALL_BPS, maxFramerate: SMALL_FRAMES, scaleResolutionDownBy: SMALLER.camera },
    ])
    const slots = Array.from({ length: count }, take)
    const channel = pc.createDataChannel('room')
    const now = (this.#now = { pc, channel, sound, big, small, slots, at: Date.now() })
    this.#people = []
    this.#interruptedAt = undefined
    channel.addEventListener('open', () => {
      this.#say({ on: this.#ports.media.on })
      this.#tellWishes()
    })
    channel.addEventListener('message', ({ data }) => this.#now === now && this.#hearRoom(JSON.parse(String(data))))
    pc.addEventListener('connectionstatechange', () => {
      if (this.#now !== now) return
      this.#interruptedAt = pc.connectionState === 'disconnected' ? Date.now() : undefined
      if (pc.connectionState === 'failed') this.#again()
      this.#draw()
    })
    this.sendWhatIsOn()
    void this.#offer(now)
  }

  async #offer(now: Connection): Promise<void> {
    try {
      await now.pc.setLocalDescription()
      const { localDescription: own } = now.pc
      if (this.#now === now && own) this.#ports.signal({ d: { type: own.type, sdp: stripped(own.sdp) } })
    } catch {
      // It was closed meanwhile, or is tried again.
    }
  }

  #hearRoom(word: RoomWord): void {
    this.#people = word.people
    this.speaker = word.speaker
    if (this.#now) tune(this.#now.big, { active: word.big })
    this.#draw()
  }

  /** Everybody who is there, on the lines where they are. */
  #draw(): void {
    const now = this.#now
    const state = now?.pc.connectionState ?? 'new'
    for (const peer of this.views.keys()) if (!this.#others.some(party => party.peer === peer)) this.views.delete(peer)
    for (const { peer } of this.#others) {
      const at = this.#people.find(one => one.peer === peer)
      const stream = (at && now?.slots[at.slot]) ?? this.views.get(peer)?.stream ?? new MediaStream()
      const theirs = at?.on ?? this.views.get(peer)?.theirs ?? NOTHING_ON
      this.views.set(peer, { stream, theirs, state: state === 'connected' && !at ? 'connecting' : state })
    }
    this.#ports.changed()
  }

  #tellWishes(): void {
    const { channel } = this.#now ?? {}
    if (channel?.readyState === 'open' && this.#wishes !== '') channel.send(this.#wishes)
  }

  #say(word: { on: Switched }): void {
    const { channel } = this.#now ?? {}
    if (channel?.readyState === 'open') channel.send(JSON.stringify(word))
  }

  #put(sender: RTCRtpSender, track: MediaStreamTrack | undefined): Promise<void> {
    return sender.track === (track ?? null) ? Promise.resolve() : sender.replaceTrack(track ?? null).catch(() => {})
  }
}

/** Changes how something is encoded, where that is a change. */
function tune(sender: RTCRtpSender, wish: Partial<RTCRtpEncodingParameters>): void {
  const parameters = sender.getParameters()
  const [encoding] = parameters.encodings
  if (!encoding || Object.entries(wish).every(([name, value]) => Reflect.get(encoding, name) === value)) return
  parameters.encodings[0] = { ...encoding, ...wish }
  void sender.setParameters(parameters).catch(() => {})
}
