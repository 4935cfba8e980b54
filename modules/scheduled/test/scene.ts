import { createHash } from 'node:crypto'
import { chat, eventsAfter, openDirect, sync } from '@plaza/chat'
import { contacts, seedFriendships } from '@plaza/contacts'
import { contactsApi, type FileKind, type InputOf, type scheduledApi } from '@plaza/contract'
import type { Call } from '@plaza/house'
import { createPeople, identity } from '@plaza/identity'
import { appendPiece, createUpload, examined, media, openFile, type FileKey } from '@plaza/media'
import { testCity } from '@plaza/testkit'
import { cancel } from '../cancel.ts'
import { scheduled } from '../index.ts'
import { remind } from '../remind.ts'
import { schedule } from '../schedule.ts'
import { sendScheduled } from '../send-now.ts'

/** Anna puts off what she says to Bo. */
export async function scene() {
  const city = await testCity({ modules: [identity, media, contacts, chat, scheduled] })
  const [anna, bo] = [city.newId(), city.newId()]
  await createPeople(city, [
    { id: anna, handle: 'anna', name: 'Anna' },
    { id: bo, handle: 'bo_h', name: 'Bo' },
  ])
  await seedFriendships(city, [{ a: anna, b: bo, since: 1 }])
  const { c } = await openDirect(city, anna, bo)
  const as = <Input>(person: string, input: Input) =>
    ({ input, by: { person, device: person, kind: 'citizen' } }) as Call<Input>
  const after = (ms: number) => city.clock.now() + ms
  return {
    city,
    anna,
    bo,
    c,
    later: (text: string, ms: number, more: { id?: string; silent?: true } = {}) =>
      schedule(
        city,
        as(anna, {
          id: more.id ?? city.newId(),
          c,
          k: 'text',
          b: { text },
          at: after(ms),
          ...(more.silent ? { silent: more.silent } : {}),
        }),
      ),
    /** Anna brings a file, by her own account. */
    async upload(bytes: Buffer, sentAs: FileKind = 'file'): Promise<string> {
      const wish = { id: city.newId(), sentAs, name: 'n', type: 'text/plain', original: false }
      const { upload } = await createUpload(city, anna, { ...wish, bytes: bytes.length })
      await appendPiece(city, anna, upload.id, {
        offset: 0,
        bytes: (async function* () {
          yield bytes
        })(),
      })
      await examined(city)
      return createHash('sha256').update(bytes).digest('hex')
    },
    put: (file: string, ms: number, name = 'list.txt', by = anna) =>
      schedule(city, as(by, { id: city.newId(), c, k: 'file', b: { file, name }, at: after(ms) })),
    schedule: (wish: Omit<InputOf<typeof scheduledApi.schedule>, 'id'>) =>
      schedule(city, as(anna, { id: city.newId(), ...wish })),
    cancel: (id: string, by = anna) => cancel(city, as(by, { id })),
    isThere: (file: string, kind: FileKind = 'file') =>
      openFile(city, { file, kind } satisfies FileKey, 'full').then(
        () => true,
        () => false,
      ),
    /** Anna and Bo are no contacts any more. */
    part: async () => {
      const route = contacts.routes!.find(one => one.endpoint === contactsApi.removeContact)!
      await route.handle(city, as(anna, { id: bo }) as never)
    },
    now: (id: string) => sendScheduled(city, as(anna, { id })),
    remind: (q: number, ms: number, id = city.newId()) => remind(city, as(bo, { id, c, q, at: after(ms) })),
    said: async () => (await eventsAfter(city, c, bo, 0, 100)).events.filter(event => event.k === 'text'),
    pass: async (ms: number) => (city.skip(ms), city.settle()),
    notices: async (person: string) => {
      for await (const frame of sync(city, person, 1)) return frame.notices.map(notice => notice.k)
      return []
    },
    [Symbol.asyncDispose]: () => city[Symbol.asyncDispose](),
  }
}
