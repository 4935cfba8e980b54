import { uuidv7 } from '../engine/ids.ts'
import type { OutFile } from '../engine/outbox.ts'
import { client } from '../ui/state.ts'
import type { Attached } from './prepare.ts'
import type { Said } from './recorder.tsx'
import type { How } from './send-menu.tsx'

interface Words extends How {
  text: string
  original: boolean
  re: number | undefined
}

/**
 * Sends what was attached: the pictures together, then each film and file by itself. The words go below the first that can
 * have some, else they follow as a message. `kept` hears of each as soon as this device has it, and whether the words are with
 * it: should there be no room for the next, those are not sent again.
 */
export async function sendAttached(
  c: string,
  all: Attached[],
  how: Words,
  kept: (some: Attached[], words: boolean) => void,
): Promise<void> {
  const { text, original, re, silent, later } = how
  const pictures = all.filter(one => one.as === 'picture')
  const to = { c, ...(re === undefined ? {} : { re }), ...(silent ? { silent } : {}) }
  const when = later === undefined ? {} : { later }
  let caption = text ? { text } : {}
  const takeCaption = () => {
    const taken = caption
    caption = {}
    return taken
  }
  if (pictures.length > 0) {
    const files = await Promise.all(pictures.map(one => packed(one, original)))
    const items = pictures.map(({ w, h }, i) => ({ file: '', w, h, bytes: files[i]!.file.bytes }))
    const b = { items: [], ...takeCaption(), ...(original ? { original: true as const } : {}) }
    await client().sayWith({ ...to, k: 'picture', b }, files, { shown: { ...b, items }, ...when })
    kept(pictures, 'text' in b)
  }
  for (const one of all.filter(({ as }) => as !== 'picture')) {
    const file = await packed(one, true)
    if (one.as === 'video') {
      const b = { file: '', ...takeCaption() }
      const shown = { ...b, w: one.w, h: one.h, ms: one.ms, bytes: file.file.bytes }
      await client().sayWith({ ...to, k: 'video', b }, [file], { shown, ...when })
      kept([one], 'text' in b)
    } else {
      const b = { file: '', name: one.name }
      const shown = { ...b, bytes: file.file.bytes, type: file.file.type }
      await client().sayWith({ ...to, k: 'file', b }, [file], { shown, ...when })
      kept([one], false)
    }
  }
  const words = { c, k: 'text' as const, b: { text }, ...(silent ? { silent } : {}) }
  if ('text' in caption && (await client().say(words, undefined, later))) kept([], true)
}

async function packed(one: Attached, original: boolean): Promise<{ file: OutFile; bytes: Blob }> {
  const bytes = (original ? undefined : await one.small) ?? one.original
  const type = bytes.type || 'application/octet-stream'
  const file: OutFile = { id: one.id, as: one.as, name: one.name, type, bytes: bytes.size }
  return { file: original && one.as === 'picture' ? { ...file, original } : file, bytes }
}

/** Sends what was said aloud. */
export async function sendVoice(
  c: string,
  { bytes, ms, wave }: Said,
  { re, later, ...silent }: How & { re: number | undefined },
): Promise<void> {
  const file: OutFile = { id: uuidv7(), as: 'voice', name: 'voice', type: bytes.type, bytes: bytes.size }
  const content = { c, k: 'voice' as const, b: { file: '' }, ...(re === undefined ? {} : { re }), ...silent }
  const shown = { file: '', ms, wave, bytes: bytes.size }
  await client().sayWith(content, [{ file, bytes }], { shown, ...(later === undefined ? {} : { later }) })
}

/** What was said aloud, as a file. */
export function spoken({ bytes }: Said): File {
  const ending = /mp4|ogg/.exec(bytes.type)?.[0] ?? 'webm'
  return new File([bytes], `voice.${ending === 'mp4' ? 'm4a' : ending}`, { type: bytes.type })
}
