import { perCity, type City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { existsSync } from 'node:fs'
import { createHash } from 'node:crypto'
import { stat, writeFile } from 'node:fs/promises'
import { examineFailed, uploadEnded } from '../events.ts'
import { EXAMINED_AT_ONCE, LEASE_MS, RENEW_MS, REST_MS, TRIES_MAX, WAITING_MAX } from '../limits.ts'
import { fileRow, insertFile, insertHolding, lockBytes, type FileRow } from '../store-files.ts'
import { transcoderOf } from '../transcode.ts'
import { dropStaged, sha256Of, stagedAt } from '../uploads/staged.ts'
import { endUpload, leaseUpload, noteFile, renewLeases, uploadById, type UploadRow } from '../uploads/store.ts'
import { examine, type Examined } from './examine.ts'

const ANEW = 'anew'
const THUMB = 'thumb'
const VIEW = 'view'

/** Uploads that this process has to examine; it works on some at once, and says of all that it is there for them. */
class Queue {
  readonly #city: City
  readonly #waiting: string[] = []
  readonly #mine = new Set<string>()
  readonly #working = new Set<Promise<void>>()
  readonly #renewing: NodeJS.Timeout

  constructor(city: City) {
    this.#city = city
    this.#renewing = setInterval(() => void this.#renew(), RENEW_MS).unref()
    city.onStop(() => this.#stop())
  }

  add(id: string): void {
    // What finds no room is found by the chore, when its lease runs out.
    if (this.#mine.has(id) || this.#waiting.length >= WAITING_MAX) return
    this.#mine.add(id)
    this.#waiting.push(id)
    this.#next()
  }

  /** For tests: until nothing is examined any more. */
  async idle(): Promise<void> {
    while (this.#working.size > 0) await Promise.all(this.#working)
  }

  #next(): void {
    while (this.#working.size < EXAMINED_AT_ONCE && this.#waiting.length > 0) {
      const id = this.#waiting.shift() as string
      const work: Promise<void> = turn(this.#city, id)
        .catch((error: unknown) => examineFailed(this.#city, error))
        .finally(() => {
          this.#mine.delete(id)
          this.#working.delete(work)
          this.#next()
        })
      this.#working.add(work)
    }
  }

  async #renew(): Promise<void> {
    if (this.#mine.size === 0) return
    await renewLeases(this.#city.db, [...this.#mine], this.#city.clock.now() + LEASE_MS).catch((error: unknown) =>
      examineFailed(this.#city, error),
    )
  }

  /** What is under way is finished; what waits is left to whoever comes next. */
  async #stop(): Promise<void> {
    clearInterval(this.#renewing)
    this.#waiting.length = 0
    await this.idle()
  }
}

const queues = perCity(city => new Queue(city))

/** An upload is complete: this process, which has its bytes, examines it. */
export const takeUp = (city: City, id: string): void => queues(city).add(id)

/** Chore: takes up what a process left when it died. What lies on another machine is for a process there. */
export async function takeUpForgotten(city: City): Promise<void> {
  for (let turns = 0; turns < WAITING_MAX; turns++) {
    const now = city.clock.now()
    const upload = await leaseUpload(city.db, { now, until: now + LEASE_MS })
    if (!upload) return
    if (existsSync(stagedAt(city, upload.id)) || upload.file !== null) takeUp(city, upload.id)
    else await renewLeases(city.db, [upload.id], now + LEASE_MS, 1)
  }
}

/** For tests: until nothing is examined in this process. */
export const examined = (city: City): Promise<void> => queues(city).idle()

async function turn(city: City, id: string): Promise<void> {
  const upload = await uploadById(city.db, id)
  if (upload?.state !== 'working') return
  if (await finishIfMoved(city, upload)) return
  if (!existsSync(stagedAt(city, id))) return
  try {
    if (upload.tries > TRIES_MAX) throw new Refusal('media_broken')
    await keep(city, upload, await examine(subjectOf(city, upload), transcoderOf(city)))
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await endUpload(city.db, upload.id, { state: 'refused', code: error.code })
    uploadEnded(city, upload.sentAs, error.code)
  }
  await dropStaged(city, upload.id, [ANEW, THUMB, VIEW])
}

const subjectOf = (city: City, { id, bytes, sentAs, type, original }: UploadRow) => ({
  path: stagedAt(city, id),
  anew: stagedAt(city, id, ANEW),
  bytes,
  sentAs,
  type,
  original,
})

/**
 * Keeps what an upload turned out to be. The file is noted first, so that the sweep leaves its bytes alone; then they are moved
 * in, which may take long; then it is its sender's. Nobody can send a file before it is somebody's.
 */
async function keep(city: City, upload: UploadRow, seen: Examined): Promise<void> {
  const path = stagedAt(city, upload.id, seen.keep === 'written anew' ? ANEW : '')
  const copies = await Promise.all([
    copyOf(city, upload.id, THUMB, seen.thumb),
    copyOf(city, upload.id, VIEW, seen.view),
  ])
  const file = await noted(path, upload, seen, copies)
  // The file itself last: where it is, all of it is.
  const bytes = [...copies.flatMap(copy => copy ?? []), { id: file.id, path }]
  const now = city.clock.now()
  await city.db.tx(async tx => {
    await insertFile(tx, file, { now, lookAt: now + REST_MS })
    const ids = bytes.map(one => one.id)
    await lockBytes(tx, ids)
    await noteFile(tx, upload.id, file.id)
  })
  for (const one of bytes) await city.files.put(one.id, one.path)
  await finish(city, upload, file)
}

async function finish(city: City, { id, person, sentAs }: UploadRow, file: FileRow): Promise<void> {
  await city.db.tx(async tx => {
    await insertHolding(tx, file, person, city.clock.now())
    await endUpload(tx, id, { state: 'ready', file: file.id })
  })
  uploadEnded(city, sentAs, 'ready')
}

/** What a process had moved in before it died only has to be said. */
async function finishIfMoved(city: City, upload: UploadRow): Promise<boolean> {
  const file = upload.file === null ? undefined : await fileRow(city.db, upload.file, upload.sentAs)
  if (!file || (await city.files.size(file.id)) !== file.bytes) return false
  await finish(city, upload, file)
  await dropStaged(city, upload.id, [ANEW, THUMB, VIEW])
  return true
}

async function noted(
  path: string,
  upload: UploadRow,
  seen: Examined,
  [thumb, view]: readonly ({ id: string } | undefined)[],
): Promise<FileRow> {
  return {
    id: await sha256Of(path),
    kind: upload.sentAs,
    type: seen.type,
    bytes: (await stat(path)).size,
    w: seen.w ?? null,
    h: seen.h ?? null,
    ms: seen.ms ?? null,
    hash: seen.hash ?? null,
    wave: seen.wave ?? null,
    thumb: thumb?.id ?? null,
    view: view?.id ?? null,
  }
}

async function copyOf(
  city: City,
  upload: string,
  name: string,
  bytes: Buffer | undefined,
): Promise<{ id: string; path: string } | undefined> {
  if (!bytes) return undefined
  const path = stagedAt(city, upload, name)
  await writeFile(path, bytes)
  return { id: createHash('sha256').update(bytes).digest('hex'), path }
}
