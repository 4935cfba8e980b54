import { chmodSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, expect, test } from 'vitest'
import { crawlLimited, findChromium, type CrawlOrder } from '../src/index.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'plaza-crawl-test-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

/** Something that is started as a browser, and is none. */
function impostor(name: string, script: string): CrawlOrder {
  const chromium = path.join(folder, name)
  writeFileSync(chromium, `#!/bin/sh\n${script}\n`)
  chmodSync(chromium, 0o755)
  return { url: 'http://localhost:1', token: 't', appId: 'wx0000000000000000', pages: ['a'], chromium, sandbox: false }
}
const silent = { tell: () => {} }
const left = () => readdirSync(tmpdir()).filter(name => name.startsWith('plaza-look-'))

test('a browser that does not start is a failure with its reason, and leaves nothing behind', async () => {
  const before = left()
  const end = await crawlLimited(impostor('broken', 'echo no such luck >&2; exit 3'), silent)
  expect(end).toMatchObject({ how: 'failed' })
  expect(JSON.stringify(end)).toContain('no such luck')
  expect(left()).toEqual(before)
})

test('a browser that gets no sandbox is not started without one', async () => {
  const end = await crawlLimited(impostor('bare', 'echo "No usable sandbox! If this is Debian" >&2; exit 1'), silent)
  expect(end).toEqual({ how: 'no_sandbox' })
})

test('a crawl ends when its time is over, and when nobody wants it any more', async () => {
  const order = impostor('slow', 'exec sleep 60')
  expect(await crawlLimited(order, { ...silent, wallMs: 500 })).toEqual({ how: 'cut' })
  await expect(crawlLimited(order, { ...silent, signal: AbortSignal.timeout(500) })).rejects.toThrow(/time/)
})

test('a browser that is named has to be there', () => {
  expect(findChromium(path.join(folder, 'nothing'))).toBeUndefined()
  expect(findChromium(impostor('there', '').chromium)).toBe(path.join(folder, 'there'))
})
