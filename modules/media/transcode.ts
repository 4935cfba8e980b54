import { perCity, type City } from '@plaza/house'

/** Decodes and encodes sound and moving pictures. Every path is a file of this machine that was found to be of that container. */
export interface Transcoder {
  /** Writes a video anew as one that every browser plays (H.264 and AAC in MP4), without what a camera wrote about itself. */
  video(from: Source, to: string): Promise<void>
  /** One frame of a video, as JPEG. */
  still(from: Source): Promise<Buffer>
  /** How loud a recording is, 16-bit samples of one channel, 8,000 a second. */
  samples(from: Source): Promise<Int16Array>
}

export interface Source {
  readonly path: string
  readonly container: 'webm' | 'mp4' | 'ogg'
}

const chosen = perCity((): { transcoder?: Transcoder } => ({}))

/** Door: what decodes video and sound here. Without one, videos are kept as they came and have no still. */
export function useTranscoder(city: City, transcoder: Transcoder): void {
  chosen(city).transcoder = transcoder
}

export const transcoderOf = (city: City): Transcoder | undefined => chosen(city).transcoder
