import { afterEach, expect, test, vi } from 'vitest'
import { firstLink, isOurs, linkify, onlyEmoji } from '../src/engine/linkify.ts'

const links = (text: string) => linkify(text).flatMap(piece => (piece.k === 'link' ? [piece.text] : []))

afterEach(() => void vi.unstubAllGlobals())

test('the first address that leads out of the city is what a preview is of', () => {
  vi.stubGlobal('location', { origin: 'https://plaza.example', port: '' })
  expect(firstLink('see www.b.example, https://plaza.example/u/1 and (https://a.example/x).')).toBe(
    'https://a.example/x',
  )
  expect(firstLink('https://plaza.example/u/1')).toBeUndefined()
  expect(firstLink('no link')).toBeUndefined()
})

test('links end where the sentence goes on', () => {
  expect(links('see https://a.example/x?y=1, and (www.b.example/p_(q)). End')).toEqual([
    'https://a.example/x?y=1',
    'www.b.example/p_(q)',
  ])
  expect(links('看https://a.example/路。然后')).toEqual(['https://a.example/路'])
})

test('only web addresses are links', () => {
  expect(links('javascript:alert(1) data:text/html,x ftp://a.example file.txt a.b')).toEqual([])
  expect(links('https://nodots')).toEqual([])
})

test('nothing is lost and nothing is read as HTML', () => {
  const text = '<b>hi</b> https://a.example/"onmouseover="x & www.c.example!'
  expect(
    linkify(text)
      .map(piece => piece.text)
      .join(''),
  ).toBe(text)
})

test('a bare host gets https', () => {
  expect(linkify('www.plaza.example')[0]).toEqual({
    k: 'link',
    text: 'www.plaza.example',
    href: 'https://www.plaza.example/',
  })
})

test('names that were mentioned stand out, the longest first', () => {
  const pieces = linkify('@Ann and @Ann Lee', ['Ann', 'Ann Lee'])
  expect(pieces).toEqual([
    { k: 'mention', text: '@Ann' },
    { k: 'text', text: ' and ' },
    { k: 'mention', text: '@Ann Lee' },
  ])
})

test('a few emoji alone are large', () => {
  expect(['😍', '👍🏽', '👨‍👩‍👧 ❤️', '🇪🇸'].every(onlyEmoji)).toBe(true)
  expect(['ok 👍', '123', '', '😀😀😀😀😀😀'].some(onlyEmoji)).toBe(false)
})

test('an address is ours at our own origin, and by the names our machine gives itself', () => {
  const here = { origin: 'http://192.168.1.20:8080', port: '8080' }
  const ours = (href: string) => isOurs(new URL(href), here)
  for (const host of ['192.168.1.20', 'localhost', '127.0.0.1', '[::1]'])
    expect(ours(`http://${host}:8080/u/x`), host).toBe(true)
  for (const href of ['http://localhost:3000/', 'https://elsewhere.example:8080/', 'http://localhost.example:8080/'])
    expect(ours(href), href).toBe(false)
})
