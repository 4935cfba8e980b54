import type { Page } from 'playwright-core'
import { chatLine } from './talk.ts'

/** A line of the chats list as a device keeps it. */
export interface Row {
  c: string
  kind: string
  role: string
  peer?: string
}

const tables = `indexedDB.databases().then(all => new Promise((done, failed) => {
  const asked = indexedDB.open(all.find(one => /^plaza-/.test(one.name)).name)
  asked.onsuccess = () => done(asked.result)
  asked.onerror = failed
}))`

/** Words for a page: what its device keeps in a table. */
export const rowsOf = (table: string): string => `${tables}.then(db => new Promise(done => {
  const asked = db.transaction('${table}').objectStore('${table}').getAll()
  asked.onsuccess = () => (db.close(), done(asked.result))
}))`

/** The chats this device keeps, the latest first. */
export async function chats(page: Page): Promise<Row[]> {
  await chatLine(page, '').first().waitFor()
  return page.evaluate<Row[]>(
    `new Promise(done => setTimeout(done, 300)).then(() => ${rowsOf('rows')}).then(rows => rows.sort((a, b) => b.at - a.at))`,
  )
}
