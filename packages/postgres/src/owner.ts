import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, readdir, rm, rmdir, stat } from 'node:fs/promises'
import net from 'node:net'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { homeHash } from './home.ts'
import { OWNER_ANSWER_MS, OWNER_ASKS_MAX, OWNER_CLAIMS_MAX, OWNER_LOOK_MS, SOCKET_PATH_BYTES_MAX } from './limits.ts'

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
    await untilDecided(home, claim.dir)
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
    await sleep(OWNER_LOOK_MS)
  }
  return false
}

/** Whoever stepped back keeps out of the way of the others until one of them owns the home, or all gave up. */
async function untilDecided(home: string, dir: string): Promise<void> {
  for (let turn = 0; turn < OWNER_CLAIMS_MAX; turn++) {
    await sleep(OWNER_LOOK_MS * (1 + Math.random()))
    const others = await look(home, dir, { sweep: false })
    if (others.length === 0 || others.some(other => other.state === 'owner')) return
  }
}

/** Who owns the home right now; undefined when nobody does. Changes nothing. */
export async function askOwner(home: string): Promise<OwnerAnswer | undefined> {
  for (const dir of socketDirs(home)) {
    const owner = (await look(home, dir, { sweep: false })).find(answer => answer.state === 'owner')
    if (owner) return owner
  }
  return undefined
}

/** A call that came through, or nearly, and was not answered to its end. */
const CUT_SHORT = new Set(['ECONNRESET', 'EPIPE', 'EAGAIN', 'ENOTCONN'])

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
      if (process.platform !== 'win32') await closeToOthers(path.join(dir, name))
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

/** Only we and root may ask. A claim seen between its birth and its first listening was swept as dead: `stillThere` tells. */
async function closeToOthers(file: string): Promise<void> {
  await chmod(file, 0o600).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOENT') throw error
  })
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

/**
 * Whoever goes on accepting calls lives, even when too busy or stopped to answer; then its name tells the pid. One call cut
 * short proves nothing: a claimant that steps back cuts off whoever was waiting, and does not accept the next call.
 */
async function ask(file: string, pid: number): Promise<OwnerAnswer | 'dead'> {
  for (let turn = 0; turn < OWNER_ASKS_MAX; turn++) {
    const answer = await askOnce(file)
    if (answer !== 'silent') return answer
  }
  return { pid, state: 'owner' }
}

function askOnce(file: string): Promise<OwnerAnswer | 'dead' | 'silent'> {
  return new Promise((resolve, reject) => {
    let text = ''
    const socket = net.connect(file)
    const silent = () => {
      socket.destroy()
      resolve('silent')
    }
    socket.setTimeout(OWNER_ANSWER_MS, silent)
    socket.on('data', chunk => (text += chunk.toString()))
    socket.on('end', () => (text ? resolve(readAnswer(text)) : silent()))
    socket.on('error', (error: NodeJS.ErrnoException) => {
      if (error.code === 'ECONNREFUSED' || error.code === 'ENOENT') resolve('dead')
      else if (error.code === 'EACCES')
        reject(new Error(`${file} belongs to another user of this machine: Plaza runs there for them.`))
      else if (CUT_SHORT.has(error.code ?? '')) silent()
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
