import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { homeHash } from './home.ts'
import { OWNER_ANSWER_MS, OWNER_CLAIMS_MAX, SOCKET_PATH_BYTES_MAX } from './limits.ts'

/** What the owner of a home tells whoever asks. `url` is missing until its database answers. */
export interface OwnerAnswer {
  pid: number
  state: 'claiming' | 'owner'
  url?: string
}

/** A home has one owner. The sentence names the process, so that a person can find it. */
export class AlreadyRunning extends Error {
  override readonly name = 'AlreadyRunning'
  readonly pid: number

  constructor(home: string, pid: number) {
    super(`Plaza is already running in ${home} (process ${pid}).`)
    this.pid = pid
  }
}

export interface Ownership {
  /** Where sockets of this home may live: the home itself, or a short directory when its path is too long. */
  socketDir: string
  tell(url: string): void
  release(): Promise<void>
}

/**
 * Takes the home or throws AlreadyRunning. The claim is a listening socket, so the kernel drops it with the process:
 * no crash can leave it behind. Each claimant listens under a name of its own first and looks at the others after;
 * of two, the later to look must see the earlier. Names are never used twice, so what refuses a call is dead for good.
 */
export async function ownHome(home: string): Promise<Ownership> {
  for (let turn = 0; turn < OWNER_CLAIMS_MAX; turn++) {
    const claim = await openClaim(home)
    if (await wins(home, claim)) {
      claim.answer.state = 'owner'
      return {
        socketDir: claim.dir,
        tell: url => (claim.answer.url = url),
        async release() {
          await claim.close()
          if (claim.dir !== home) await tidyShortDir(claim.dir)
        },
      }
    }
    await claim.close()
    await sleep(10 + Math.random() * 100)
  }
  throw new Error(`Could not take ${home}: other processes keep trying to start there.`)
}

/** Of claimants that see each other, the one with the lowest name waits until the others stepped back. */
async function wins(home: string, claim: Claim): Promise<boolean> {
  for (let turn = 0; turn < OWNER_CLAIMS_MAX; turn++) {
    const others = await look(home, claim.dir, { except: claim.name, sweep: true })
    const owner = others.find(other => other.state === 'owner')
    if (owner) {
      await claim.close()
      throw new AlreadyRunning(home, owner.pid)
    }
    if (others.length === 0) return stillThere(claim)
    if (others.some(other => other.name < claim.name)) return false
    await sleep(20)
  }
  return false
}

/** Who owns the home right now; undefined when nobody does. Changes nothing. */
export async function askOwner(home: string): Promise<OwnerAnswer | undefined> {
  for (const dir of socketDirs(home)) {
    const owner = (await look(home, dir, { sweep: false })).find(answer => answer.state === 'owner')
    if (owner) return owner
  }
  return undefined
}

interface Claim {
  dir: string
  name: string
  answer: OwnerAnswer
  close(): Promise<void>
}

async function openClaim(home: string): Promise<Claim> {
  const answer: OwnerAnswer = { pid: process.pid, state: 'claiming' }
  const server = net.createServer(socket => {
    socket.on('error', () => {})
    socket.end(JSON.stringify(answer))
  })
  let failure: unknown
  for (const dir of socketDirs(home)) {
    const name = process.platform === 'win32' ? homeHash(home) : claimName()
    try {
      if (dir !== home && process.platform !== 'win32') await privateDir(dir)
      await listen(server, path.join(dir, name))
      if (process.platform !== 'win32') await chmod(path.join(dir, name), 0o600)
      server.unref()
      const close = () => new Promise<void>(done => server.close(() => done()))
      return { dir, name, answer, close }
    } catch (error) {
      failure = error
      const code = error instanceof Error && 'code' in error ? error.code : undefined
      if (code === 'EADDRINUSE') throw new AlreadyRunning(home, (await askOwner(home))?.pid ?? 0)
      if (code === 'EACCES') break
    }
  }
  throw new Error(`Cannot write to ${home} or open a socket there. Choose another PLAZA_HOME.`, { cause: failure })
}

/** Candidates in order of liking: the home; when its path is too long or its file system has no sockets, /tmp. */
function socketDirs(home: string): string[] {
  if (process.platform === 'win32') return ['\\\\.\\pipe\\plaza']
  // Not os.tmpdir(): two starts with different TMPDIR must meet at the same place.
  const short = `/tmp/plaza-${homeHash(home)}`
  return Buffer.byteLength(path.join(home, claimName())) <= SOCKET_PATH_BYTES_MAX ? [home, short] : [short]
}

function claimName(): string {
  return `owner-${String(process.pid).padStart(7, '0')}-${randomBytes(4).toString('hex')}.sock`
}

/** Makes a directory in a place where anybody may write, and trusts it only when nobody else made it first. */
async function privateDir(dir: string): Promise<void> {
  await mkdir(dir, { mode: 0o711 }).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EEXIST') throw error
  })
  const found = await lstat(dir)
  const uid = process.getuid?.() ?? 0
  if (!found.isDirectory() || (found.uid !== uid && uid !== 0)) throw new Error(`${dir} belongs to somebody else.`)
  if ((found.mode & 0o022) !== 0) throw new Error(`${dir} can be written by others.`)
}

/** Only when empty: another process may have come in between. */
async function tidyShortDir(dir: string): Promise<void> {
  await rmdir(path.join(dir, 'run')).catch(() => {})
  await rmdir(dir).catch(() => {})
}

async function look(
  home: string,
  dir: string,
  options: { except?: string; sweep: boolean },
): Promise<(OwnerAnswer & { name: string })[]> {
  const names = process.platform === 'win32' ? [homeHash(home)] : await claimNames(dir)
  const answers = await Promise.all(
    names
      .filter(name => name !== options.except)
      .map(async name => {
        const answer = await ask(path.join(dir, name), Number(name.split('-')[1] ?? 0))
        if (answer === 'dead' && options.sweep) await rm(path.join(dir, name), { force: true })
        return answer === 'dead' ? [] : [{ ...answer, name }]
      }),
  )
  return answers.flat()
}

async function claimNames(dir: string): Promise<string[]> {
  const names = await readdir(dir).catch(() => [])
  return names.filter(name => /^owner-\d+-[0-9a-f]+\.sock$/.test(name))
}

/** Whoever accepts the call lives, even when too busy or stopped to answer; then its name tells the pid. */
function ask(file: string, pid: number): Promise<OwnerAnswer | 'dead'> {
  return new Promise((resolve, reject) => {
    let text = ''
    let connected = false
    const socket = net.connect(file)
    const silent = () => resolve({ pid, state: 'owner' })
    socket.setTimeout(OWNER_ANSWER_MS, () => {
      socket.destroy()
      silent()
    })
    socket.on('connect', () => (connected = true))
    socket.on('data', chunk => (text += chunk.toString()))
    socket.on('end', () => (text ? resolve(readAnswer(text)) : silent()))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (connected || error.code === 'EAGAIN') silent()
      else if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve('dead')
      else if (error.code === 'EACCES')
        reject(new Error(`${file} belongs to another user of this machine: Plaza runs there for them.`))
      else reject(error)
    })
  })
}

function readAnswer(text: string): OwnerAnswer {
  const answer: OwnerAnswer = JSON.parse(text)
  return answer
}

function stillThere(claim: Claim): Promise<boolean> {
  if (process.platform === 'win32') return Promise.resolve(true)
  return stat(path.join(claim.dir, claim.name)).then(
    () => true,
    () => false,
  )
}

function listen(server: net.Server, file: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject)
    server.listen(file, () => {
      server.off('error', reject)
      server.on('error', () => {})
      resolve()
    })
  })
}
