import { limits, type FileKind } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import { open } from 'node:fs/promises'
import type { Source, Transcoder } from '../transcode.ts'
import { TRANSCODED_VIDEO_MS_MAX, WAVE_STEPS } from '../limits.ts'
import { Bytes } from './bytes.ts'
import { Broken, type Facts } from './facts.ts'
import { readMp4, type PrivateBox } from './mp4.ts'
import { readOgg } from './ogg.ts'
import { rewritePicture, stillCopies } from './picture.ts'
import { lookOf, PICTURES, type Look } from './sniff.ts'
import { waveOfPackets, waveOfSamples } from './wave.ts'
import { readWebm } from './webm.ts'

const HEAD_BYTES = 64
/** A recorder is stopped a moment late. */
const VOICE_GRACE_MS = 2_000

/** What an upload turned out to be: which file to keep and what is to be known of it. */
export interface Examined {
  readonly keep: 'as it came' | 'written anew'
  readonly type: string
  readonly w?: number | undefined
  readonly h?: number | undefined
  readonly ms?: number | undefined
  readonly hash?: string
  readonly wave?: string
  readonly thumb?: Buffer
  readonly view?: Buffer | undefined
}

/** An upload to be examined, and where what is written anew goes. */
export interface Subject {
  readonly path: string
  readonly anew: string
  readonly bytes: number
  readonly sentAs: FileKind
  readonly type: string
  readonly original: boolean
}

/**
 * Reads a file for what its sender says that it is; what it really is, only its bytes tell. Refuses `media_kind_refused`,
 * `media_broken`, `media_pixels`, `voice_too_long`.
 */
export async function examine(subject: Subject, transcoder: Transcoder | undefined): Promise<Examined> {
  if (subject.sentAs === 'file') return { keep: 'as it came', type: labelOf(subject.type) }
  const file = await open(subject.path, 'r+')
  try {
    const bytes = new Bytes(file, subject.bytes)
    const look = lookOf(Buffer.from(await bytes.read(0, HEAD_BYTES)))
    if (subject.sentAs === 'picture') {
      if (!PICTURES.has(look)) throw new Refusal('media_kind_refused')
      return { keep: 'written anew', ...(await rewritePicture(subject.path, subject.anew, subject.original)) }
    }
    const { facts, blank } = await containerOf(bytes, look)
    for (const box of blank) await blankOut(file, box)
    const source: Source = { path: subject.path, container: facts.container }
    return await (subject.sentAs === 'voice'
      ? voice(facts, source, transcoder)
      : video(facts, source, subject.anew, transcoder))
  } finally {
    await file.close()
  }
}

async function containerOf(bytes: Bytes, look: Look): Promise<{ facts: Facts; blank: readonly PrivateBox[] }> {
  try {
    switch (look) {
      case 'webm':
        return { facts: await readWebm(bytes), blank: [] }
      case 'ogg':
        return { facts: await readOgg(bytes), blank: [] }
      case 'mp4': {
        const { private: blank, ...facts } = await readMp4(bytes)
        return { facts, blank }
      }
      default:
        throw new Refusal('media_kind_refused')
    }
  } catch (error) {
    // Whatever a hostile file makes us stumble over, it is the file that is broken.
    if (error instanceof Broken || error instanceof RangeError) throw new Refusal('media_broken')
    throw error
  }
}

async function voice(facts: Facts, source: Source, transcoder: Transcoder | undefined): Promise<Examined> {
  if (facts.video || !facts.audio) throw new Refusal('media_kind_refused')
  const ms = facts.ms ?? 0
  if (ms > limits.VOICE_MS_MAX + VOICE_GRACE_MS) throw new Refusal('voice_too_long', { max: limits.VOICE_MS_MAX })
  if (facts.packets.length === 0 || ms === 0) throw new Refusal('media_broken')
  const heard = await transcoder?.samples(source).catch(() => undefined)
  return {
    keep: 'as it came',
    type: `audio/${facts.container}`,
    ms,
    wave: heard && heard.length >= WAVE_STEPS ? waveOfSamples(heard) : waveOfPackets(facts.packets),
  }
}

/**
 * A video plays as it came in most browsers; where something here can encode, what is not H.264 in MP4 is written anew. It has a
 * still picture only where something here can decode.
 */
async function video(
  facts: Facts,
  source: Source,
  anew: string,
  transcoder: Transcoder | undefined,
): Promise<Examined> {
  if (!facts.video || facts.container === 'ogg') throw new Refusal('media_kind_refused')
  const { w, h, ms, codec } = facts
  const frame = await transcoder?.still(source).catch(() => undefined)
  const still = frame && (await stillCopies(frame).catch(() => undefined))
  const plays = facts.container === 'mp4' && codec === 'avc1'
  const anewIs =
    transcoder && !plays && (ms ?? 0) <= TRANSCODED_VIDEO_MS_MAX
      ? await transcoder.video(source, anew).then(
          () => true,
          () => false,
        )
      : false
  return {
    keep: anewIs ? 'written anew' : 'as it came',
    type: anewIs ? 'video/mp4' : `video/${facts.container}`,
    w,
    h,
    ms,
    ...still,
  }
}

/** Names a box `free` and empties it: players pass over it, and where a video was taken is not in it any more. */
async function blankOut(file: Awaited<ReturnType<typeof open>>, { at, head, length }: PrivateBox): Promise<void> {
  await file.write(Buffer.from('free'), 0, 4, at + 4)
  const nothing = Buffer.alloc(Math.min(length - head, 64 * 1024))
  for (let done = 0; done < length - head; done += nothing.length)
    await file.write(nothing, 0, Math.min(nothing.length, length - head - done), at + head + done)
}

/** What a sender calls a file's type is a label beside it and nothing more: it is never served as that. */
const labelOf = (type: string): string =>
  /^[a-z0-9][a-z0-9.+-]*\/[a-z0-9][a-z0-9.+-]*$/i.test(type) && type.length <= limits.FILE_TYPE_LENGTH_MAX
    ? type.toLowerCase()
    : 'application/octet-stream'
