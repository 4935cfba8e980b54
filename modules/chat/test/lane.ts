import type { FileKind, Send } from '@plaza/contract'
import { systemClock } from '@plaza/kernel'
import { appendPiece, createUpload, examined, media, standingOf, type OpenFile } from '@plaza/media'
import { openChatFile } from '../read-file.ts'
import { richBody, type RichSend } from '../rich.ts'
import type { NewEvent } from '../types.ts'
import { street, type Street } from './street.ts'

async function* whole(bytes: Uint8Array) {
  yield bytes
}

export interface Lane extends Street {
  /** Brings a file, and answers with its address. */
  upload(name: string, sentAs: FileKind, bytes: Uint8Array): Promise<string>
  /** Sends what is more than words, as a device does. */
  send(name: string, conv: string, k: RichSend['k'], b: object, id?: string): Promise<NewEvent>
  reads(name: string, conv: string, file: string): Promise<OpenFile>
}

/** A street whose people can also send files. */
export async function lane(names: readonly string[], options: { friends?: boolean } = {}): Promise<Lane> {
  const made = await street(names, { clock: systemClock, ...options, more: [media] })
  const { city } = made
  return {
    ...made,
    async upload(name, sentAs, bytes) {
      const id = city.newId()
      await createUpload(city, made.id(name), { id, sentAs, name: '', type: '', original: false, bytes: bytes.length })
      await appendPiece(city, made.id(name), id, { offset: 0, bytes: whole(bytes) })
      await examined(city)
      return (await standingOf(city, made.id(name), id)).upload.file ?? ''
    },
    async send(name, conv, k, b, id = city.newId()) {
      const body = await richBody(city, made.id(name), { t: 'send', id, c: conv, k, b } as Send as RichSend)
      return made.say(name, conv, body, { kind: k, id })
    },
    reads: (name, conv, file) => openChatFile(city, made.id(name), { conv, file, size: 'full' }),
    [Symbol.asyncDispose]: () => made[Symbol.asyncDispose](),
  }
}
