import { plazaAccount, writeMerchantCode, type Account } from '@plaza/qr'
import { expect, test } from 'vitest'
import { lookAt } from '../src/screens/scanned.ts'

const ORIGIN = 'https://plaza.example.org'
const here = {
  origin: ORIGIN,
  port: '',
  isPage: (path: string) => /^\/(u|g|link|check)\/[^/]+$|^\/q\/[a-z](\/[^/]+){1,3}$/.test(path),
}
const look = (text: string) => lookAt(text, here)

const emv = (account: Account, amount?: string) =>
  writeMerchantCode({
    dynamic: amount !== undefined,
    accounts: [account],
    cards: [],
    category: '5812',
    currency: '978',
    ...(amount ? { amount } : {}),
    country: 'PT',
    name: 'Padaria',
    city: 'Porto',
  })

test('people, groups, log-ins and family codes open their pages', () => {
  for (const path of ['/u/abc', '/g/abc', '/link/abc', '/check/abc', '/q/o/ABC', '/q/s/ABC', '/q/r/abc/7.50/Pizza'])
    expect(look(`${ORIGIN}${path}`)).toEqual({ k: 'page', path })
  expect(look(` ${ORIGIN}/u/abc\n`)).toEqual({ k: 'page', path: '/u/abc' })
})

test('a payment code of this city leads to its shop or its order', () => {
  const shop = { merchant: 'HPK7JHSZ8EQ39R8R' }
  expect(look(emv(plazaAccount('plaza.example.org', shop)))).toEqual({ k: 'page', path: '/q/s/HPK7JHSZ8EQ39R8R' })
  expect(look(emv(plazaAccount('plaza.example.org', shop), '12.50'))).toEqual({
    k: 'page',
    path: '/q/s/HPK7JHSZ8EQ39R8R/12.50',
  })
  expect(look(emv(plazaAccount('plaza.example.org', { ...shop, order: '4S3E4KY72MYTDH47' }), '12.50'))).toEqual({
    k: 'page',
    path: '/q/o/4S3E4KY72MYTDH47',
  })
})

test('a payment code of others is called by its wallet', () => {
  const pix = { id: '26', gui: 'br.gov.bcb.pix', fields: [{ id: '01', value: 'x@example.org' }] }
  expect(look(emv(pix))).toEqual({ k: 'wallet', names: ['Pix'] })
  expect(look('upi://pay?pa=x@bank')).toEqual({ k: 'wallet', names: ['UPI'] })
  const neighbour = plazaAccount('other.example.org', { merchant: 'ABC' })
  expect(look(emv(neighbour))).toEqual({ k: 'wallet', names: [] })
})

test('a damaged payment code is said to be damaged', () => {
  const whole = emv(plazaAccount('plaza.example.org', { merchant: 'ABC' }))
  expect(look(whole.slice(0, -1))).toEqual({ k: 'damaged' })
  expect(look(whole.replace('Padaria', 'Padarix'))).toEqual({ k: 'damaged' })
})

test('somebody’s pay code is for tills', () => {
  expect(look('134909988203889804')).toEqual({ k: 'till' })
  expect(look('1349 0998 8203 8898 04')).toEqual({ k: 'till' })
})

test('links elsewhere are asked about, also those that pretend', () => {
  for (const link of [
    'https://a.example/q/o/ABC',
    `${ORIGIN}.evil.example/u/abc`,
    'https://plaza.example.org@evil.example/u/abc',
    `${ORIGIN}/nothing/here`,
    'http://plaza.example.org/u/abc',
  ])
    expect(look(link)).toEqual({ k: 'link', url: new URL(link) })
})

test('anything else is a text', () => {
  for (const text of ['', 'Table 7', 'javascript:alert(1)', 'data:text/html,x', 'WIFI:S:home;;', '13490998820388980'])
    expect(look(text)).toEqual({ k: 'text' })
})
