import type { IceServer, Switched } from '@plaza/contract'

/**
 * What two devices tell each other on the way: a description, a candidate, or what is switched on. Signals may overtake each
 * other, so what is switched on is numbered.
 */
export type Signal = { d: RTCSessionDescriptionInit } | { i: RTCIceCandidateInit } | { on: Switched; v: number }

const EARLY_MAX = 60

export interface LinkPorts {
  readonly ice: readonly IceServer[]
  /** The one that was in the call before waits for the other's offer, and gives way when both offer at once. */
  readonly offers: boolean
  readonly sound: () => MediaStreamTrack | undefined
  readonly picture: () => MediaStreamTrack | undefined
  readonly send: (signal: Signal) => void
  readonly changed: () => void
}

/**
 * The connection to one other party: "perfect negotiation" (W3C WebRTC, 10.7), with one line of sound and one of pictures
 * that stay for the whole call. What is switched on or off changes what runs on a line, never the lines.
 */
export class Link {
  readonly stream = new MediaStream()
  readonly #pc: RTCPeerConnection
  readonly #ports: LinkPorts
  #offering = false
  #ignoring = false
  /** Candidates that overtook the description that they belong to. */
  #early: RTCIceCandidateInit[] = []
  #toldAs = 0
  #theirs: Switched = { mic: true, camera: false, screen: false }

  constructor(ports: LinkPorts) {
    this.#ports = ports
    this.#pc = new RTCPeerConnection({ iceServers: ports.ice as RTCIceServer[], bundlePolicy: 'max-bundle' })
    this.#pc.addEventListener('track', ({ track }) => {
      this.stream.addTrack(track)
      ports.changed()
    })
    this.#pc.addEventListener('icecandidate', ({ candidate }) => candidate && ports.send({ i: candidate.toJSON() }))
    this.#pc.addEventListener('negotiationneeded', () => void this.#offer())
    this.#pc.addEventListener('connectionstatechange', () => {
      if (this.#pc.connectionState === 'failed') this.#pc.restartIce()
      ports.changed()
    })
    if (!ports.offers) return
    for (const kind of ['audio', 'video']) this.#pc.addTransceiver(kind, { direction: 'sendrecv' })
    this.sendWhatIsOn()
  }

  get state(): RTCPeerConnectionState {
    return this.#pc.connectionState
  }

  get theirs(): Switched {
    return this.#theirs
  }

  /** Puts on the lines what I have switched on. */
  sendWhatIsOn(): void {
    for (const { sender, receiver } of this.#pc.getTransceivers()) {
      const track = (receiver.track.kind === 'audio' ? this.#ports.sound() : this.#ports.picture()) ?? null
      if (sender.track !== track) void sender.replaceTrack(track).catch(() => {})
    }
  }

  /** After a change of networks, or a signal that was lost: the offer that nobody answered again, or a new one. */
  restart(): void {
    if (this.#pc.signalingState === 'have-local-offer') this.#tellDescription()
    else if (this.#ports.offers && this.#pc.signalingState === 'stable') this.#pc.restartIce()
  }

  async hear(signal: Signal): Promise<void> {
    if ('on' in signal) {
      if (signal.v < this.#toldAs) return
      this.#toldAs = signal.v
      this.#theirs = signal.on
      return this.#ports.changed()
    }
    if ('i' in signal) {
      if (this.#pc.remoteDescription) return this.#add(signal.i)
      if (this.#early.length < EARLY_MAX) this.#early.push(signal.i)
      return
    }
    const meets = signal.d.type === 'offer' && (this.#offering || this.#pc.signalingState !== 'stable')
    this.#ignoring = this.#ports.offers && meets
    if (this.#ignoring) return
    await this.#pc.setRemoteDescription(signal.d)
    for (const candidate of this.#early.splice(0)) await this.#add(candidate)
    if (signal.d.type !== 'offer') return
    for (const line of this.#pc.getTransceivers()) line.direction = 'sendrecv'
    this.sendWhatIsOn()
    await this.#pc.setLocalDescription()
    this.#tellDescription()
  }

  close(): void {
    this.#pc.close()
  }

  /** One that belongs to an offer that was passed over, or to one from before, is of no use. */
  #add(candidate: RTCIceCandidateInit): Promise<void> {
    return this.#pc.addIceCandidate(candidate).catch(() => {})
  }

  async #offer(): Promise<void> {
    try {
      this.#offering = true
      await this.#pc.setLocalDescription()
      this.#tellDescription()
    } catch {
      // The other side was quicker, or the call is over.
    } finally {
      this.#offering = false
    }
  }

  #tellDescription(): void {
    const { localDescription } = this.#pc
    if (localDescription) this.#ports.send({ d: { type: localDescription.type, sdp: localDescription.sdp } })
  }
}
