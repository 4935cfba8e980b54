import { createPerson, openSession } from '@plaza/identity'
import { derivedId } from '@plaza/kernel'
import { sql } from '@plaza/db'
import { migrateAll, openCity, startServer } from '@plaza/server'
import { createTestDatabase, freePort, provideTemplate } from '@plaza/testkit'
import { holderFor } from '@plaza/wallet'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import pino from 'pino'
import { runMaker } from '../src/program/main.ts'
import type { Desk } from '../src/program/desk.ts'

const log = pino({ level: 'silent' })

export interface Person {
  readonly id: string
  /** Calls the public API as this person; throws the word of a refusal. */
  call<Reply>(route: string, input?: object): Promise<Reply>
}

/** A whole city in this process, and people of it who are verified. */
export async function openTown() {
  const template = await provideTemplate('server', url => migrateAll(url, log))
  const database = await createTestDatabase({ template })
  const home = mkdtempSync(path.join(tmpdir(), 'plaza-makers-'))
  const [port, programPort] = [await freePort(), await freePort()]
  const source = { home, databaseUrl: database.url, log }
  const server = await startServer({
    ...source,
    port,
    programPort,
    host: '127.0.0.1',
    roles: ['api', 'gateway', 'worker'],
  })
  const config = { cityName: 'Plaza', publicUrl: server.url, groupMembersMax: 500 }
  const opened = await openCity({ ...source, works: false, config })
  return {
    url: server.url,
    home,
    async person(handle: string, kind: 'citizen' | 'operator' = 'citizen'): Promise<Person> {
      const { city } = opened
      const { id } = await createPerson(city, { id: derivedId(handle), handle, name: handle, kind })
      await holderFor(city, id)
      await city.db.run(sql`update wallet.holder set tier = 1 where person = ${id}`)
      const token = await openSession(city, id, { name: 'phone', kind: 'browser' })
      return { id, call: (route, input) => call(server.url, token, route, input) }
    },
    async [Symbol.asyncDispose]() {
      await opened[Symbol.asyncDispose]()
      await server.stop()
      await database[Symbol.asyncDispose]()
      rmSync(home, { recursive: true, force: true })
    },
  }
}

export type Town = Awaited<ReturnType<typeof openTown>>

async function call<Reply>(url: string, token: string, route: string, input?: object): Promise<Reply> {
  const [method = 'GET', where = ''] = route.split(' ')
  const response = await fetch(`${url}/api${where}`, {
    method,
    headers: { authorization: `Bearer ${token}`, ...(input ? { 'content-type': 'application/json' } : {}) },
    ...(input ? { body: JSON.stringify(input) } : {}),
  })
  const body = (await response.json()) as Reply & { error?: { code: string } }
  if (body.error) throw new Error(body.error.code)
  return body
}

/** A maker's terminal: it types commands as the guide has them, and its phone says yes to logins. */
export class Terminal {
  readonly folder: string
  readonly settings: string
  said: string[] = []
  /** Answers that are lost on their way back, one for each call from now on. */
  lose = 0
  #cwd: string
  #agreed: Promise<void> | undefined
  readonly #phone: Person

  constructor(town: Town, phone: Person, name: string) {
    this.folder = path.join(town.home, name)
    this.settings = path.join(this.folder, 'settings')
    this.#cwd = path.join(this.folder, 'programs')
    this.#phone = phone
    mkdirSync(this.#cwd, { recursive: true })
  }

  get cwd(): string {
    return this.#cwd
  }

  cd(folder: string): void {
    this.#cwd = path.resolve(this.#cwd, folder)
  }

  /** Runs one line, and answers what it said. */
  async type(line: string): Promise<string> {
    const [first, second = '', ...args] = words(line)
    if (first === 'cd') return (this.cd(second), '')
    if (first !== 'plaza' || second !== 'program') throw new Error(`no such command here: ${line}`)
    this.said = []
    await runMaker(this.#desk(), args)
    return this.said.join('\n')
  }

  #desk(): Desk {
    return {
      cwd: this.#cwd,
      settings: this.settings,
      server: undefined,
      now: Date.now,
      newId: () => crypto.randomUUID(),
      wait: async ms => {
        await this.#agreed
        await wait(Math.min(ms, 50))
      },
      say: text => {
        this.said.push(text)
        const code = /\b[B-Z]{4}-[B-Z]{4}\b/.exec(text)
        if (code) this.#agreed = this.#agree(code[0])
      },
      fetch: async (url, init) => {
        const response = await fetch(url, init)
        if (this.lose > 0 && init?.method !== 'GET') {
          this.lose -= 1
          await response.arrayBuffer()
          throw new TypeError('fetch failed')
        }
        return response
      },
    }
  }

  async #agree(code: string): Promise<void> {
    const { id } = await this.#phone.call<{ id: string }>('POST /identity/device-codes/see', { code })
    await this.#phone.call(`POST /identity/device-codes/${id}/answer`, { approve: true })
  }
}

const words = (line: string): string[] =>
  [...line.matchAll(/"([^"]*)"|(\S+)/g)].map(([, quoted, bare]) => quoted ?? bare ?? '')
