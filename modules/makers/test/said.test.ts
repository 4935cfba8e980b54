import { expect, test } from 'vitest'
import { saidBy } from '../checks/said.ts'

const sources = (files: Record<string, string>) =>
  new Map(Object.entries(files).map(([path, text]) => [path, new TextEncoder().encode(text)]))

test('a project without a profile asks for what its code calls and reaches what its code names', () => {
  const said = saidBy(
    sources({
      'app.json': '{"permission":{"scope.userLocation":{"desc":"To find shops near you"}}}',
      'app.js': `// see https://remark.example.org
        wx.getLocation({}); wx.getUserProfile({})
        const api = 'https://api.example.org/v1', live = 'wss://live.example.org', plain = 'http://old.example.org'`,
      'miniprogram_npm/kit/index.js': "wx.requestPayment({}); fetch('https://library.example.org')",
      'logo.png': '\u0000\u0001',
    }),
  )
  expect(said.scopes).toEqual({
    'scope.userLocation': 'To find shops near you',
    'scope.userInfo': 'It calls wx.getUserProfile.',
  })
  const https = ['https://api.example.org']
  expect(said.domains).toEqual({
    request: https,
    upload: https,
    download: https,
    web: https,
    socket: ['wss://live.example.org'],
  })
})

test('what says nothing asks for nothing; an app.json with remarks is no fault', () => {
  expect(saidBy(sources({ 'app.json': '{ // ours\n "permission": {} }', 'app.js': 'App({})' }))).toEqual({
    scopes: {},
    domains: {},
  })
})
