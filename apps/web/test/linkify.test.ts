import { expect, test } from 'vitest'
import { linkify, onlyEmoji } from '../src/engine/linkify.ts'

const links = (text: string) => linkify(text).flatMap(piece => (piece.k === 'link' ? [piece.text] : []))

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
