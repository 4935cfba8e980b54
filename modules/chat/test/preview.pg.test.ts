import { streamOutside } from '@plaza/http'
import { systemClock } from '@plaza/kernel'
import { blobOf, media } from '@plaza/media'
import { once } from 'node:events'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import sharp from 'sharp'
import { expect, test } from 'vitest'
import { pageFacts } from '../page-facts.ts'
import { linkPreview } from '../preview.ts'
import { useReach } from '../reach-page.ts'
import { street } from './street.ts'

/** The world, as a server of this machine plays it: every name leads to it. */
async function world(answers: Record<string, { type?: string; body?: Buffer | string; location?: string }>) {
  const asked: string[] = []
  const server = createServer((request, response) => {
    asked.push(request.url ?? '')
    const { type = 'text/html', body = '', location } = answers[request.url ?? ''] ?? {}
    if (location !== undefined) return response.writeHead(302, { location }).end()
    return response.writeHead(answers[request.url ?? ''] ? 200 : 404, { 'content-type': type }).end(body)
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const reach: typeof streamOutside = (url, ask) =>
    url.hostname.endsWith('.example')
      ? streamOutside(new URL(`http://127.0.0.1:${port}${url.pathname}`), { ...ask, allowPrivate: true })
      : streamOutside(url, ask)
  const close = async () => void (server.closeAllConnections(), server.close(), await once(server, 'close'))
  return { asked, reach, [Symbol.asyncDispose]: close }
}

test('a link is shown as its page wants, asked once for everybody, and only to who may read it', async () => {
  const head = `<title>no</title><meta property="og:title" content="Harbour &amp; sea"><meta content='Ships&#x2014;today' name=description>
    <meta property="og:image" content="/ship.png">`
  const ship = await sharp({ create: { width: 900, height: 600, channels: 3, background: 'navy' } })
    .png()
    .toBuffer()
  await using there = await world({
    '/old': { location: 'https://new.example/page' },
    '/page': { body: `<html><head>${head}</head><body><meta property="og:title" content="other">` },
    '/ship.png': { type: 'image/png', body: ship },
    '/inside': { location: 'http://127.0.0.1/admin' },
    '/huge': { body: Buffer.alloc(3_000_000, 'a') },
    '/script.svg': { type: 'image/svg+xml', body: '<svg/>' },
    '/bad-picture': { body: '<title>Still good</title><meta property="og:image" content="/script.svg">' },
  })
  await using of = await street(['anna', 'bo', 'cy'], { clock: systemClock, more: [media] })
  useReach(of.city, there.reach)
  const conv = await of.direct('anna', 'bo')
  const see = async (name: string, url: string, q: number, chat = conv) =>
    linkPreview(of.city, { input: { chat, q, url }, by: { person: of.id(name) } } as never)
  const say = async (url: string) => (await of.say('anna', conv, `look: ${url}.`)).q

  const old = 'https://old.example/old'
  const q = await say(old)
  const shown = await see('bo', old, q)
  expect(shown).toMatchObject({ url: old, site: 'new.example', title: 'Harbour & sea', description: 'Ships—today' })
  expect(shown.picture).toMatchObject({ w: 320, h: 213 })
  expect((await blobOf(of.city, shown.picture?.id ?? ''))?.type).toBe('image/webp')
  expect(await see('anna', old, q)).toEqual(shown)
  expect(there.asked).toEqual(['/old', '/page', '/ship.png'])

  await expect(see('cy', old, q)).rejects.toThrow('not_a_member')
  await expect(see('bo', 'https://old.example/page', q)).rejects.toThrow('target_not_found')
  expect(await see('bo', 'https://a.example/bad-picture', await say('https://a.example/bad-picture'))).toEqual({
    url: 'https://a.example/bad-picture',
    site: 'a.example',
    title: 'Still good',
  })
  const hostile = [
    'http://a.example/inside',
    'http://a.example/huge',
    'http://127.0.0.1/',
    'http://[::1]/',
    'http://169.254.169.254/latest/meta-data',
    'http://2130706433/',
    'https://a.example:22/page',
    'https://me:secret@a.example/page',
    'https://a.example/none',
  ]
  for (const url of hostile) expect(await see('bo', url, await say(url))).toEqual({ url, site: new URL(url).hostname })
  expect(there.asked.filter(path => path === '/page')).toHaveLength(1)
})

test('a page says what it says, whatever it tries', () => {
  expect(pageFacts('<TITLE>\n Two \u202e words&nbsp;&bogus; </TITLE>')).toEqual({ title: 'Two words &bogus;' })
  expect(pageFacts(`<meta name="description" content="${'x'.repeat(900)}">`).description).toHaveLength(300)
  expect(pageFacts('<body><title>late</title>')).toEqual({})
  // Nothing that a page says takes more than a moment to read.
  for (const part of ['<meta ', '<title ', 'a', '<meta name=', '</head '])
    expect(pageFacts(part.repeat(500_000 / part.length))).toEqual({})
  expect(pageFacts(`<meta ${'a'.repeat(3_900)}>`.repeat(100))).toEqual({})
})
