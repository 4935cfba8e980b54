import type { CallKind } from '@plaza/contract'

const PICTURE: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, facingMode: 'user' }
/** Sent to each of several others, and shown small. */
const SMALL_PICTURE: MediaTrackConstraints = { ...PICTURE, width: { ideal: 640 }, height: { ideal: 360 } }
const SOUND: MediaTrackConstraints = { echoCancellation: true, noiseSuppression: true, autoGainControl: true }

/** My microphone, camera and screen, as far as they are on. What is off is let go of: no light shines for nothing. */
export class OwnMedia {
  sound: MediaStreamTrack | undefined
  #camera: MediaStreamTrack | undefined
  #screen: MediaStreamTrack | undefined
  #wish = PICTURE
  readonly #changed: () => void

  constructor(changed: () => void) {
    this.#changed = changed
  }

  /** What the others see of me: my screen, else my camera. */
  get picture(): MediaStreamTrack | undefined {
    return this.#screen ?? this.#camera
  }

  get on(): { mic: boolean; camera: boolean; screen: boolean } {
    return {
      mic: this.sound?.enabled === true,
      camera: this.#camera !== undefined,
      screen: this.#screen !== undefined,
    }
  }

  /** Asks for what a call of this kind needs. Without a microphone there is no call; without a camera there is still a voice. */
  async open(kind: CallKind, many: boolean): Promise<void> {
    this.#wish = many ? SMALL_PICTURE : PICTURE
    const both = kind === 'video' ? { audio: SOUND, video: this.#wish } : { audio: SOUND }
    const stream = await navigator.mediaDevices.getUserMedia(both).catch((error: unknown) => {
      if (kind === 'voice') throw error
      return navigator.mediaDevices.getUserMedia({ audio: SOUND })
    })
    this.sound = stream.getAudioTracks()[0]
    this.#camera = stream.getVideoTracks()[0]
    this.#changed()
  }

  mute(on: boolean): void {
    if (this.sound) this.sound.enabled = !on
    this.#changed()
  }

  async camera(on: boolean): Promise<void> {
    this.#camera?.stop()
    this.#camera = on
      ? (await navigator.mediaDevices.getUserMedia({ video: this.#wish })).getVideoTracks()[0]
      : undefined
    this.#changed()
  }

  async screen(on: boolean): Promise<void> {
    this.#screen?.stop()
    this.#screen = on ? (await navigator.mediaDevices.getDisplayMedia({ video: true })).getVideoTracks()[0] : undefined
    // The browser has a button of its own to end it.
    this.#screen?.addEventListener('ended', () => void this.screen(false))
    this.#changed()
  }

  close(): void {
    for (const track of [this.sound, this.#camera, this.#screen]) track?.stop()
    this.sound = this.#camera = this.#screen = undefined
  }
}
