import { createPerson } from '@plaza/identity'
import { migrateAll, openCity } from '@plaza/server'
import { createTestDatabase } from '@plaza/testkit'
import { unzipSync } from 'fflate'
import pino from 'pino'
import { mkdtempSync, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test, vi } from 'vitest'
import { readConfig } from '../src/config.ts'
import { exportPerson } from '../src/export.ts'

test('a person’s data are written into one file, which names everything that is in it', async () => {
  const log = pino({ level: 'fatal' })
  await using database = await createTestDatabase()
  await migrateAll(database.url, log)
  const home = mkdtempSync(join(tmpdir(), 'plaza-export-'))
  {
    const config = { cityName: 'Plaza', publicUrl: 'http://localhost', groupMembersMax: 500 }
    await using opened = await openCity({ home, databaseUrl: database.url, works: false, config, log })
    await createPerson(opened.city, { id: opened.city.newId(), handle: 'anna', name: 'Anna' })
  }
  const lines: string[] = []
  const spy = vi.spyOn(process.stdout, 'write').mockImplementation(text => lines.push(String(text)) > 0)
  const run = (...args: string[]) =>
    exportPerson(readConfig(['export', ...args, '--home', home, '--database', database.url], {}))
  try {
    const file = join(home, 'anna.zip')
    expect(await run('@anna', file)).toBe(0)
    expect(lines.join('')).toMatch(/Wrote \d+ rows .* opens with index\.html/)
    const zip = unzipSync(readFileSync(file))
    const index = Buffer.from(zip['index.html']!).toString()
    for (const name of Object.keys(zip).filter(one => one.endsWith('.json'))) expect(index).toContain(encodeURI(name))
    expect(Buffer.from(zip['identity/profile.json']!).toString()).toContain('"handle":"anna"')
    await expect(run('anna', file)).rejects.toThrow('exists already')
    await expect(run('nobody', join(home, 'x.zip'))).rejects.toThrow('Nobody here is called @nobody')
  } finally {
    spy.mockRestore()
  }
})
