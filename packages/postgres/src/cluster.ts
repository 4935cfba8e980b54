import { randomBytes } from 'node:crypto'
import { chownSync, existsSync, lstatSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { rename } from 'node:fs/promises'
import path from 'node:path'
import { execFileSync } from 'node:child_process'
import { POSTGRES_MAJOR_EMBEDDED } from './limits.ts'
import type { Place } from './place.ts'

/** C.UTF-8 makes letters of every script count as letters in text search; without it only ASCII ones do. */
const CTYPES = ['C.UTF-8', 'en_US.UTF-8', 'C']

/**
 * Makes the data directory once. It is built under another name and renamed when whole, so a crash in the middle
 * leaves nothing that looks like a city.
 */
export async function makeCluster(
  place: Place,
  options: { socket: boolean },
): Promise<{ data: string; password: string }> {
  const data = path.join(place.base, 'postgres')
  const passwordFile = path.join(place.base, 'postgres.password')
  if (existsSync(path.join(data, 'PG_VERSION'))) {
    checkVersion(data)
    giveTo(place, data)
    return { data, password: existsSync(passwordFile) ? readFileSync(passwordFile, 'utf8').trim() : '' }
  }
  const password = options.socket ? '' : randomBytes(24).toString('base64url')
  if (password) {
    writeFileSync(passwordFile, password, { mode: 0o600 })
    if (place.account) chownSync(passwordFile, place.account.uid, place.account.gid)
  }
  const building = `${data}.new`
  let said = ''
  for (const ctype of process.platform === 'win32' ? ['C'] : CTYPES) {
    rmSync(building, { recursive: true, force: true })
    prepare(place, building)
    const made = await initdb(place, { building, ctype, passwordFile: password ? passwordFile : undefined })
    if (made.code === 0) {
      await rename(building, data)
      return { data, password }
    }
    said = made.said
    if (!/locale/i.test(said)) break
  }
  throw new Error(`PostgreSQL could not make its data directory ${data}:\n${said.trim()}`)
}

function initdb(
  place: Place,
  options: { building: string; ctype: string; passwordFile: string | undefined },
): Promise<{ code: number | null; said: string }> {
  const args = [
    `--pgdata=${options.building}`,
    '--username=plaza',
    '--encoding=UTF8',
    '--data-checksums',
    '--locale=C',
    `--lc-ctype=${options.ctype}`,
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--no-instructions',
    ...(options.passwordFile
      ? [`--pwfile=${options.passwordFile}`, '--auth=scram-sha-256']
      : ['--auth-local=trust', '--auth-host=reject']),
  ]
  const env = { ...process.env, LC_ALL: 'C', TZ: 'UTC' }
  return new Promise((resolve, reject) => {
    const child = place.start(path.join(place.native, 'bin', 'initdb'), args, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env,
    })
    let said = ''
    child.stdout?.on('data', (text: Buffer) => (said += text.toString()))
    child.stderr?.on('data', (text: Buffer) => (said += text.toString()))
    child.on('error', reject)
    child.on('close', code => resolve({ code, said }))
  })
}

/** initdb accepts an empty directory that belongs to its user, and could not make one in root's home itself. */
function prepare(place: Place, dir: string): void {
  if (!place.account) return
  execFileSync('mkdir', ['-m', '700', dir])
  chownSync(dir, place.account.uid, place.account.gid)
}

/** Files that a person copied back as root belong to root; PostgreSQL insists on its own. */
function giveTo(place: Place, data: string): void {
  if (!place.account || lstatSync(data).uid === place.account.uid) return
  execFileSync('chown', ['-R', `${place.account.uid}:${place.account.gid}`, data])
}

function checkVersion(data: string): void {
  const major = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  if (major === String(POSTGRES_MAJOR_EMBEDDED)) return
  throw new Error(
    `${data} was made by PostgreSQL ${major}, and this Plaza brings PostgreSQL ${POSTGRES_MAJOR_EMBEDDED}. ` +
      'Start the older Plaza, run `plaza backup`, and `plaza restore` into a new home.',
  )
}
