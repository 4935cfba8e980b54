import { endpoints, refusals } from '@plaza/contract'
import { TestClock } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { openapi, pathNames, RateLimit } from '../src/index.ts'

test('every endpoint says what it does, and names only parts of its path that it takes', () => {
  for (const { verb, path, doc, input } of endpoints) {
    expect(doc, `${verb} ${path}`).toMatch(/\.$/)
    for (const name of pathNames(path)) expect(Object.keys(input.properties), `${verb} ${path}`).toContain(name)
  }
  const routes = endpoints.map(endpoint => `${endpoint.verb} ${endpoint.path}`)
  expect(new Set(routes).size).toBe(routes.length)
})

test('the OpenAPI description has every endpoint, under its own name, with its refusals', () => {
  const document = openapi(endpoints, { title: 'Plaza', version: '1' }) as {
    paths: Record<string, Record<string, { operationId: string; responses: Record<string, { description: string }> }>>
  }
  const operations = Object.values(document.paths).flatMap(verbs => Object.values(verbs))
  expect(operations).toHaveLength(endpoints.length)
  expect(new Set(operations.map(operation => operation.operationId)).size).toBe(operations.length)
  expect(document.paths['/api/chats/{id}/leave']?.['post']?.responses['403']?.description).toContain('not_a_member')
})

test('a refusal has a status that HTTP clients understand', () => {
  for (const [code, status] of Object.entries(refusals)) {
    expect(code).toMatch(/^[a-z_]+$/)
    expect(status).toBeGreaterThanOrEqual(400)
    expect(status).toBeLessThan(600)
  }
})

test('a rate limit lets a burst through, then so many a minute, and says when to come back', () => {
  const clock = new TestClock()
  const limit = new RateLimit(clock)
  expect(Array.from({ length: 11 }, () => limit.take('anna', 10)).slice(-2)).toEqual([0, 6_000])
  expect(limit.take('bo', 10)).toBe(0)
  clock.skip(6_000)
  expect(limit.take('anna', 10)).toBe(0)
  expect(limit.take('anna', 10)).toBeGreaterThan(0)
})
