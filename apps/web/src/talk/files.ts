import { createEffect, createSignal, onCleanup, type Accessor } from 'solid-js'
import type { OutFile } from '../engine/outbox.ts'
import { client } from '../ui/state.ts'

export type Size = 'thumb' | 'view' | 'full'

/** Where a file of a conversation is read; it never changes there. */
export const fileUrl = (c: string, file: string, size: Size = 'full'): string =>
  `/api/chats/${c}/files/${file}?size=${size}`

const SENT_KEPT_MAX = 30
/** What was sent from here a moment ago, by the city's name for it: nothing to fetch, nothing that flashes. */
const sentHere = new Map<string, string>()

export const sentUrl = (file: string): string | undefined => sentHere.get(file)

function keepSent(file: string, url: string): void {
  sentHere.set(file, url)
  if (sentHere.size <= SENT_KEPT_MAX) return
  const [oldest, old] = sentHere.entries().next().value!
  sentHere.delete(oldest)
  URL.revokeObjectURL(old)
}

/** An address for bytes that wait here to be sent; it stays when they were. */
export function localUrl(file: Accessor<OutFile | undefined>): Accessor<string | undefined> {
  const [url, setUrl] = createSignal<string>()
  let kept: string | undefined
  createEffect(() => {
    const of = file()
    if (!of) return
    if (of.file !== undefined && url() !== undefined && kept !== of.file) keepSent((kept = of.file), url()!)
    if (url() !== undefined) return
    void client()
      .db.file(of.id)
      .then(bytes => bytes && setUrl(URL.createObjectURL(bytes)))
  })
  onCleanup(() => {
    const last = url()
    if (last !== undefined && kept === undefined) URL.revokeObjectURL(last)
  })
  return url
}

const UNITS = ['B', 'KB', 'MB', 'GB']

/** A size as people say it. */
export function sizeOf(bytes: number, language: string): string {
  const step = bytes < 1 ? 0 : Math.min(UNITS.length - 1, Math.floor(Math.log(bytes) / Math.log(1024)))
  const value = bytes / 1024 ** step
  const digits = step === 0 || value >= 100 ? 0 : 1
  return `${new Intl.NumberFormat(language, { maximumFractionDigits: digits }).format(value)} ${UNITS[step]}`
}

/** Saves a file of a conversation on this device under its name. */
export function saveFile(c: string, file: string, name: string): void {
  const link = Object.assign(document.createElement('a'), { href: fileUrl(c, file), download: name })
  link.click()
}
