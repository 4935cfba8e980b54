/** My voice and the sound of my screen as one track: a call has one line of sound, whichever way it takes. */
export class Mixed {
  readonly track: MediaStreamTrack | undefined
  readonly #context = new AudioContext()
  readonly #out = this.#context.createMediaStreamDestination()
  #voice: MediaStreamAudioSourceNode | undefined

  constructor(voice: MediaStreamTrack | undefined, screen: MediaStreamTrack) {
    this.track = this.#out.stream.getAudioTracks()[0]
    this.#put(screen)
    this.speak(voice)
    void this.#context.resume().catch(() => {})
  }

  /** Another microphone. */
  speak(voice: MediaStreamTrack | undefined): void {
    this.#voice?.disconnect()
    this.#voice = voice && this.#put(voice)
  }

  close(): void {
    this.track?.stop()
    void this.#context.close().catch(() => {})
  }

  #put(track: MediaStreamTrack): MediaStreamAudioSourceNode {
    const source = this.#context.createMediaStreamSource(new MediaStream([track]))
    source.connect(this.#out)
    return source
  }
}
