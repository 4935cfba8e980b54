/** What a container of sound or moving pictures says of itself, once it was walked through. */
export interface Facts {
  readonly container: 'webm' | 'mp4' | 'ogg'
  readonly video: boolean
  readonly audio: boolean
  /** The codec of the pictures as the container calls it. */
  readonly codec: string | undefined
  readonly w: number | undefined
  readonly h: number | undefined
  readonly ms: number | undefined
  /** Sizes of the packets of sound in their order: louder is larger, where the encoder is free. */
  readonly packets: readonly number[]
}

/** The file ends too early, contradicts itself or never ends. */
export class Broken extends Error {
  override readonly name = 'Broken'
}
