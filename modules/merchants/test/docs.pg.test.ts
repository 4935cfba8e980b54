import { expect, test } from 'vitest'
import { operations } from '../docs/operations.ts'
import { routes } from '../wire/routes.ts'
import { market } from './scene.ts'

test('the page at the root of the API tells of every operation that is served, and of no other', async () => {
  await using town = await market()
  const answer = await fetch(`${town.origin}/`)
  const page = await answer.text()
  const served = routes.map(({ method, path }) => `${method} ${path}`)
  expect([...page.matchAll(/data-operation="([^"]+)"/g)].map(([, name]) => name)).toEqual(served)
  expect(Object.keys(operations).sort()).toEqual([...served].sort())
  expect(page).toContain(town.origin)
  expect(page).toContain('<code>amount.total</code>')
})

test('the page fetches nothing from elsewhere and runs nothing but its own script', async () => {
  await using town = await market()
  for (const path of ['/', '/docs', '/docs/docs.css', '/docs/console.js', '/docs/test-keys']) {
    const answer = await fetch(town.origin + path)
    expect(answer.status, path).toBe(200)
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; script-src 'self'")
    expect((await answer.text()).replaceAll(town.origin, ''), path).not.toMatch(/(src|href)="https?:|onclick=|import\(/)
  }
  const keys = await (await fetch(`${town.origin}/docs/test-keys`)).text()
  expect(keys).not.toContain('PRIVATE')
  expect((await fetch(`${town.origin}/docs/elsewhere`)).status).toBe(401)
})
