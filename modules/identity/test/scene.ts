import { bind } from '@plaza/http'
import type { Module } from '@plaza/house'
import { derivedId } from '@plaza/kernel'
import { testCity, type TestCity, type TestCityOptions } from '@plaza/testkit'
import Fastify, { type FastifyInstance } from 'fastify'
import { authenticate, identity } from '../index.ts'

export interface Answer<Body = Record<string, unknown>> {
  readonly status: number
  readonly body: Body
  readonly cookie: string | undefined
}

export interface Scene extends AsyncDisposable {
  readonly city: TestCity
  readonly app: FastifyInstance
  /** One call through Fastify, as a program with a bearer token would make it. */
  call<Body = Record<string, never>>(
    route: string,
    input?: object,
    as?: { token?: string; address?: string },
  ): Promise<Answer<Body>>
}

/** A city with this module (and others) behind HTTP. */
export async function scene(options: Partial<TestCityOptions> & { modules?: readonly Module[] } = {}): Promise<Scene> {
  const modules = options.modules ?? [identity]
  const city = await testCity({ authenticate, ...options, modules })
  const app = Fastify()
  bind(
    app,
    city,
    modules.flatMap(module => module.routes ?? []),
  )
  await app.ready()
  return {
    city,
    app,
    async call<Body>(route: string, input: object = {}, as: { token?: string; address?: string } = {}) {
      const [method, path] = route.split(' ') as ['GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE', string]
      const inUrl = method === 'GET' || method === 'DELETE'
      const answer = await app.inject({
        method,
        url: `/api${path}`,
        headers: as.token ? { authorization: `Bearer ${as.token}` } : {},
        remoteAddress: as.address ?? '10.0.0.1',
        ...(inUrl ? { query: input as Record<string, string> } : { payload: input }),
      })
      const cookie = answer.headers['set-cookie']
      return {
        status: answer.statusCode,
        body: answer.json<Body>(),
        cookie: Array.isArray(cookie) ? cookie[0] : cookie,
      }
    },
    async [Symbol.asyncDispose]() {
      // Before the doors close: whoever waits in a long poll is told.
      await city.stop()
      await app.close()
      await city[Symbol.asyncDispose]()
    },
  }
}

export const refusalOf = (answer: Answer<unknown>) => (answer.body as { error?: { code: string } }).error?.code

/** What a person of this handle types to sign up. */
export const newcomer = (handle: string) => ({
  id: derivedId('person', handle),
  handle,
  name: handle,
  password: `${handle}'s own secret`,
  language: 'en',
  deviceName: 'Test phone',
})
