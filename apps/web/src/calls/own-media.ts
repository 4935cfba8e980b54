import type { CallKind } from '@plaza/contract'
import { chosenDevice, chooseDevice, devicesOf, lookForDevices } from './devices.ts'
import { Mixed } from './mixed.ts'

const PICTURE: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 } }
/** Sent to each of several others, and shown small. */
const SMALL_PICTURE: MediaTrackConstraints = { width: { ideal: 640 }, height: { ideal: 360 } }
const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
/** What a screen plays is no voice, and the others are not to hear themselves. */
const SCREEN_SOUND = {
  echoCancellation: false,
  noiseSuppression: false,
  autoGainControl: false,
  restrictOwnAudio: true,
} as MediaTrackConstraints

/** My microphone, camera and screen, as far as they are on. What is off is let go of: no light shines for nothing. */
export class OwnMedia {
  #mic: MediaStreamTrack | undefined
  #camera: MediaStreamTrack | undefined
  #screen: MediaStreamTrack | undefined
  #screenSound: MediaStreamTrack | undefined
  #mixed: Mixed | undefined
  #size = PICTURE
  #facing: 'user' | 'environment' = 'user'
  /** Grows with each call: what a browser gives after its end is let go of. */
  #call = 0
  /** Grows with each wish for a camera, or for none: the last one counts. */
  #turn = 0
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** What the others hear of me: my voice, and with it what my screen plays. */
  get sound(): MediaStreamTrack | undefined {
    return this.#mixed?.track ?? this.#mic
  }

  /** What the others see of me: my screen, else my camera. */
  get picture(): MediaStreamTrack | undefined {
    return this.#screen ?? this.#camera
  }

  /** One knows oneself mirrored, but neither one's screen nor what lies before one. */
  get mirrored(): boolean {
    return !this.#screen && this.#camera?.getSettings().facingMode !== 'environment'
  }

  get on(): { mic: boolean; camera: boolean; screen: boolean } {
    return {
      mic: this.#mic?.enabled === true,
      camera: this.#camera !== undefined,
      screen: this.#screen !== undefined,
    }
  }

  /** The microphone and the camera that are in use. */
  get inUse(): { audioinput?: string | undefined; videoinput?: string | undefined } {
    return { audioinput: this.#mic?.getSettings().deviceId, videoinput: this.#camera?.getSettings().deviceId }
  }

  /** Asks for what a call of this kind needs. Without a microphone there is no call; without a camera there is still a voice. */
  async open(kind: CallKind, many: boolean): Promise<void> {
    this.#call += 1
    this.#size = many ? SMALL_PICTURE : PICTURE
    this.#facing = 'user'
    const audio = this.#soundWish()
    const both = kind === 'video' ? { audio, video: this.#pictureWish() } : { audio }
    const stream = await navigator.mediaDevices.getUserMedia(both).catch((error: unknown) => {
      if (kind === 'voice') throw error
      return navigator.mediaDevices.getUserMedia({ audio })
    })
    this.#speakInto(stream.getAudioTracks()[0])
    this.#camera = stream.getVideoTracks()[0]
    this.#changed()
    void this.#settle().catch(() => {})
  }

  mute(on: boolean): void {
    if (this.#mic) this.#mic.enabled = !on
    this.#changed()
  }

  /** Speaks into another microphone, as muted as before; kept for the next call. */
  async microphone(id: string): Promise<void> {
    await this.#openMic({ ...SOUND, deviceId: { exact: id } })
    chooseDevice('audioinput', id)
  }

  async camera(on: boolean): Promise<void> {
    await this.#openCamera(on ? this.#pictureWish() : undefined)
    if (on) void lookForDevices()
  }

  /** Shows what another camera sees; kept for the next call. One that is off stays off. */
  async cameraBy(id: string): Promise<void> {
    if (this.#camera) await this.#openCamera(this.#by(id))
    chooseDevice('videoinput', id)
  }

  /** From the camera in front to the one at the back, or the other way, for this call. */
  async flip(): Promise<void> {
    const before = this.#camera?.getSettings().deviceId
    this.#facing = this.#facing === 'user' ? 'environment' : 'user'
    const facing = { ...this.#size, facingMode: { exact: this.#facing } }
    // Cameras that do not say where they look are taken in turn.
    const other = devicesOf('videoinput').find(one => one.deviceId !== before)?.deviceId
    await this.#openCamera(facing).catch(error => {
      if (other === undefined) throw error
      return this.#openCamera(this.#by(other))
    })
  }

  async screen(on: boolean): Promise<void> {
    this.#endScreen()
    this.#changed()
    if (!on) return
    const stream = await this.#given(navigator.mediaDevices.getDisplayMedia({ video: true, audio: SCREEN_SOUND }))
    const [screen] = stream.getVideoTracks()
    this.#screen = screen
    this.#screenSound = stream.getAudioTracks()[0]
    if (this.#screenSound) this.#mixed = new Mixed(this.#mic, this.#screenSound)
    // The browser has a button of its own to end it.
    screen?.addEventListener('ended', () => this.#screen === screen && void this.screen(false))
    this.#changed()
  }

  close(): void {
    this.#call += 1
    this.#endScreen()
    for (const track of [this.#mic, this.#camera]) track?.stop()
    this.#mic = this.#camera = undefined
  }

  /** What was chosen before, where only the names that a browser tells now could find it. */
  async #settle(): Promise<void> {
    await lookForDevices()
    const { audioinput, videoinput } = this.inUse
    const [mic, camera] = [chosenDevice('audioinput'), chosenDevice('videoinput')]
    if (audioinput && mic && mic !== audioinput) await this.#openMic({ ...SOUND, deviceId: { exact: mic } })
    if (videoinput && camera && camera !== videoinput) await this.#openCamera(this.#by(camera))
  }

  readonly #by = (id: string): MediaTrackConstraints => ({ ...this.#size, deviceId: { exact: id } })

  #endScreen(): void {
    this.#mixed?.close()
    for (const track of [this.#screen, this.#screenSound]) track?.stop()
    this.#screen = this.#screenSound = this.#mixed = undefined
  }

  async #openMic(wish: MediaTrackConstraints): Promise<void> {
    const stream = await this.#given(navigator.mediaDevices.getUserMedia({ audio: wish }))
    const muted = this.#mic?.enabled === false
    this.#mic?.stop()
    this.#speakInto(stream.getAudioTracks()[0])
    this.mute(muted)
  }

  #speakInto(track: MediaStreamTrack | undefined): void {
    this.#mic = track
    this.#mixed?.speak(track)
    // It was pulled out: the call goes on with the one that is left.
    track?.addEventListener('ended', () => this.#mic === track && void this.#openMic(SOUND).catch(() => {}))
  }

  /** Many phones give one camera only after the other was let go of. */
  async #openCamera(wish: MediaTrackConstraints | undefined): Promise<void> {
    const turn = (this.#turn += 1)
    this.#see(undefined)
    if (!wish) return
    const stream = await this.#given(navigator.mediaDevices.getUserMedia({ video: wish }))
    const [camera] = stream.getVideoTracks()
    if (turn === this.#turn) this.#see(camera)
    else camera?.stop()
  }

  #see(camera: MediaStreamTrack | undefined): void {
    this.#camera?.stop()
    this.#camera = camera
    this.#changed()
  }

  /** What a browser gives while the call goes on; a call may end while its question stands. */
  async #given(asked: Promise<MediaStream>): Promise<MediaStream> {
    const call = this.#call
    const stream = await asked
    if (call === this.#call) return stream
    for (const track of stream.getTracks()) track.stop()
    throw new DOMException('the call is over', 'AbortError')
  }

  #soundWish(): MediaTrackConstraints {
    const id = chosenDevice('audioinput')
    return id === undefined ? SOUND : { ...SOUND, deviceId: { ideal: id } }
  }

  #pictureWish(): MediaTrackConstraints {
    const id = chosenDevice('videoinput')
    const flipped = this.#facing === 'environment'
    return {
      ...this.#size,
      ...(id === undefined || flipped ? { facingMode: this.#facing } : { deviceId: { ideal: id } }),
    }
  }
}
