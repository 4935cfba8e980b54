import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import net from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createTestDatabase } from '@plaza/testkit'
import { expect, test } from 'vitest'
import { readConfig } from '../src/config.ts'
import { examine, type Finding } from '../src/examine.ts'

async function findings(flags: string[], environment: Record<string, string> = {}): Promise<Record<string, Finding>> {
  const found: Record<string, Finding> = {}
  for await (const finding of examine(readConfig(['doctor', ...flags], environment))) found[finding.name] = finding
  return found
}

test('the doctor tells what is wrong and how to mend it', async () => {
  const home = mkdtempSync(path.join(tmpdir(), 'plaza-test-'))
  const other = net.createServer()
  try {
    await new Promise<void>(resolve => other.listen(0, '127.0.0.1', resolve))
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    writeFileSync(path.join(home, 'push-keys.json'), '{"publicKey": "short"}')
    await using database = await createTestDatabase()
    const url = new URL(database.url)
    url.searchParams.set('options', '-c synchronous_commit=off')
    const found = await findings(['--home', home, '--port', String(port), '--database', url.href])
    expect(found['node']?.state).toBe('ok')
    expect(found['home']?.state).toBe('ok')
    expect(found['port']).toMatchObject({ state: 'problem', mend: expect.stringContaining('PLAZA_PORT') })
    expect(found['push-keys']).toMatchObject({ state: 'problem', mend: expect.stringContaining('backup') })
    expect(found['database']).toMatchObject({ state: 'ok', what: expect.stringContaining('of your own') })
    expect(found['safety']).toMatchObject({ state: 'problem', mend: expect.stringContaining('alter system reset') })
    expect(found['clock']?.state).toBe('ok')
  } finally {
    other.close()
    rmSync(home, { recursive: true, force: true })
  }
})

test('a home that cannot be is the only thing told, as nothing else can be looked at', async () => {
  const place = mkdtempSync(path.join(tmpdir(), 'plaza-test-'))
  try {
    writeFileSync(path.join(place, 'file'), '')
    const found = await findings(['--home', path.join(place, 'file', 'home')])
    expect(found['home']).toMatchObject({ state: 'problem', mend: expect.stringContaining('PLAZA_HOME') })
    expect(Object.keys(found)).toEqual(['node', 'home'])
    mkdirSync(path.join(place, 'home'))
    const dead = ['--home', path.join(place, 'home'), '--database', 'postgresql://127.0.0.1:1/none']
    const bucket = await findings(dead, { PLAZA_S3_URL: 'http://key:hidden@127.0.0.1:1/bucket' })
    expect(bucket['blobs']).toMatchObject({ state: 'problem', mend: expect.stringContaining('PLAZA_S3_URL') })
    expect(JSON.stringify(bucket)).not.toContain('hidden')
    expect((await findings(dead))['database']).toMatchObject({ state: 'problem', mend: 'Check PLAZA_DATABASE_URL.' })
  } finally {
    rmSync(place, { recursive: true, force: true })
  }
})
