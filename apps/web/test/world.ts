import type { ChatEvent, ChatRow, Me } from '@plaza/contract'

export const anna = 'anna'
export const bo = 'bo'
export const chat = 'c1'

export const event = (part: Partial<ChatEvent> = {}): ChatEvent => ({
  c: chat,
  q: 1,
  n: part.q ?? 1,
  f: bo,
  id: `id-${part.q ?? 1}`,
  k: 'text',
  b: { text: 'hello' },
  at: 1_000,
  ...part,
})

export const row = (part: Partial<ChatRow> = {}): ChatRow => ({
  c: chat,
  kind: 'direct',
  peer: bo,
  size: 2,
  role: 'member',
  open: true,
  q: 1,
  n: 1,
  readQ: 0,
  readN: 0,
  pin: false,
  mute: false,
  hidden: false,
  draft: '',
  at: 0,
  ...part,
})

export const me: Me = {
  person: { id: anna, handle: 'anna', name: 'Anna', kind: 'citizen' },
  language: 'en',
  hasPassword: true,
  passkeys: [],
  privacy: { findByHandle: true, findByPhone: false, acceptRequests: true, readReceipts: false, showTyping: true },
  device: 'd1',
  createdAt: 0,
}
