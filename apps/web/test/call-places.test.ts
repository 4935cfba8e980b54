import { expect, test } from 'vitest'
import { stripped } from '../src/calls/offer.ts'
import { first, wishes } from '../src/calls/places.ts'

const few = ['b', 'c', 'd']
const many = [...few, 'e', 'f']
const nobody = { pinned: undefined, speaker: undefined }

test('few are all of one size; of many, whoever is chosen or speaks is large', () => {
  expect(first({ others: few, ...nobody, speaker: 'c' })).toBeUndefined()
  expect(first({ others: few, ...nobody, pinned: 'c' })).toBe('c')
  expect(first({ others: many, ...nobody })).toBe('b')
  expect(first({ others: many, pinned: undefined, speaker: 'e' })).toBe('e')
  expect(first({ others: many, pinned: 'd', speaker: 'e' })).toBe('d')
  // I speak myself: I am nobody whom I look at.
  expect(first({ others: many, pinned: undefined, speaker: 'me' })).toBe('b')
})

test('pictures are asked for as large as they are shown, and not at all while the call is small', () => {
  expect(wishes({ others: few, ...nobody }, false)).toEqual({ b: 'big', c: 'big', d: 'big' })
  expect(wishes({ others: many, pinned: undefined, speaker: 'e' }, false)).toEqual({
    b: 'small',
    c: 'small',
    d: 'small',
    e: 'big',
    f: 'small',
  })
  expect(wishes({ others: few, ...nobody }, true)).toEqual({ b: 'none', c: 'none', d: 'none' })
})

test('an offer keeps what the forwarding unit reads: its lines, codecs, streams and how loud they are', () => {
  const loud = 'a=extmap:1 urn:ietf:params:rtp-hdrext:ssrc-audio-level'
  const kept = ['m=audio 9 UDP/TLS/RTP/SAVPF 111', 'a=mid:0', loud, 'a=rtpmap:111 opus/48000/2', 'a=ssrc:7 cname:x', '']
  const more = [
    'a=extmap:2 http://example.org/else',
    'a=rtcp-fb:111 transport-cc',
    'a=fmtp:111 useinbandfec=1',
    'a=msid:- x',
  ]
  expect(stripped([...kept.slice(0, 3), ...more, ...kept.slice(3)].join('\r\n'))).toBe(kept.join('\r\n'))
})
