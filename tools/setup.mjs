// What must be true before anything of Plaza can run: a Node that is new enough, the packages, the web app built.
// Plain JavaScript without dependencies, so that it works in a fresh clone.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')

/** Ends the process with a kind sentence when this Node is too old for Plaza. */
export function checkNode() {
  const [major = 0, minor = 0] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  say(
    `Plaza needs Node 20.19 or newer, and this is Node ${process.versions.node}. Get a newer one at https://nodejs.org.`,
  )
  process.exit(1)
}

/** Installs what package-lock.json names and node_modules lacks; says nothing when all is there. */
export function installPackages() {
  if (isInstalled()) return
  say('Installing packages (only when they change)…')
  const fresh = !existsSync(path.join(root, 'node_modules'))
  const quiet = ['--no-audit', '--no-fund', '--loglevel=error']
  const tries = fresh
    ? [
        ['ci', ...quiet],
        ['install', ...quiet],
      ]
    : [['install', ...quiet]]
  let output = ''
  for (const args of tries) {
    const done = spawnSync('npm', args, { cwd: root, encoding: 'utf8', shell: process.platform === 'win32' })
    if (done.status === 0) return
    output = [done.error?.message, done.stdout, done.stderr].filter(Boolean).join('\n')
  }
  say(output.trim())
  say('The packages could not be installed. Is there a way to the npm registry? Then run the command again.')
  process.exit(1)
}

/** Compares the lock file with what npm wrote into node_modules, and looks whether every workspace is linked. */
function isInstalled() {
  const wanted = readJson('package-lock.json')?.packages ?? {}
  const have = readJson('node_modules/.package-lock.json')?.packages
  if (!have) return false
  for (const [place, entry] of Object.entries(wanted)) {
    if (place === '' || !place.startsWith('node_modules/') || entry.optional || entry.devOptional || entry.link)
      continue
    if (have[place]?.version !== entry.version) return false
  }
  return workspaces().every(name => existsSync(path.join(root, 'node_modules', name, 'package.json')))
}

function workspaces() {
  const patterns = readJson('package.json')?.workspaces ?? []
  return patterns.flatMap(pattern => {
    const folder = pattern.replace(/\/\*$/, '')
    if (!existsSync(path.join(root, folder))) return []
    return readdirSync(path.join(root, folder)).flatMap(name => readJson(`${folder}/${name}/package.json`)?.name ?? [])
  })
}

/** Builds the web app and the cage of mini programs when their sources changed. `false` when a build failed. */
export function buildWeb() {
  return buildFrame() && buildApp()
}

/** The cage of mini programs alone, when it changed. */
export function buildFrame() {
  const frame = path.join(root, 'apps/frame')
  const stamp = path.join(frame, 'dist', '.built-from')
  const sources = hashSources([
    'apps/frame',
    'packages/program-runtime',
    'packages/program-view',
    'packages/program-wire',
  ])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true
  say('Building the cage of mini programs (only when it changes)…')
  return built([path.join(frame, 'build.mjs')], frame, stamp, sources, 'The cage of mini programs')
}

function buildApp() {
  const web = path.join(root, 'apps/web')
  if (!existsSync(path.join(web, 'index.html'))) return true
  const stamp = path.join(web, 'dist', '.built-from')
  const sources = hashSources(['apps/web', 'packages'])
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === sources) return true
  say('Building the web app (only when it changes)…')
  return built([tool('vite/bin/vite.js'), 'build', '--logLevel=warn'], web, stamp, sources, 'The web app')
}

/** Runs a build and notes what it was made from. */
function built(args, cwd, stamp, sources, what) {
  const env = { ...process.env, NODE_ENV: 'production' }
  const done = spawnSync(process.execPath, args, { cwd, encoding: 'utf8', env })
  if (done.status === 0) {
    writeFileSync(stamp, sources)
    return true
  }
  say([done.error?.message, done.stdout, done.stderr].filter(Boolean).join('\n').trim())
  say(`${what} could not be built.`)
  return false
}

/** What a build can read. Size and time of change are enough to notice work. */
function hashSources(folders) {
  const hash = createHash('sha256')
  for (const folder of folders) {
    for (const file of files(path.join(root, folder))) {
      const { size, mtimeMs } = statSync(file)
      hash.update(`${path.relative(root, file)} ${size} ${mtimeMs}\n`)
    }
  }
  hash.update(readFileSync(path.join(root, 'package-lock.json')))
  return hash.digest('hex')
}

function files(folder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter(entry => !['node_modules', 'dist', 'test', '.vite'].includes(entry.name))
    .flatMap(entry => (entry.isDirectory() ? files(path.join(folder, entry.name)) : path.join(folder, entry.name)))
    .toSorted((a, b) => (a < b ? -1 : 1))
}

/** The path of a program inside node_modules, run with this same Node. */
export function tool(name) {
  return path.join(root, 'node_modules', name)
}

/** Runs a Node program to its end and keeps what it says. */
export function runQuietly(args, options = {}) {
  const started = Date.now()
  return new Promise(resolve => {
    const child = spawn(process.execPath, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    child.stdout.on('data', text => (output += text))
    child.stderr.on('data', text => (output += text))
    child.on('error', error => resolve({ ok: false, output: error.message, ms: Date.now() - started }))
    child.on('close', code => resolve({ ok: code === 0, output: output.trim(), ms: Date.now() - started }))
  })
}

/**
 * Hands the terminal to a Node program, passes on what should end it, and ends as it ends. npm starts us through a
 * shell that keeps signals for itself: when it is gone, that was the signal. The channel tells the program when we are.
 */
export function become(args) {
  const child = spawn(process.execPath, args, { cwd: process.cwd(), stdio: ['inherit', 'inherit', 'inherit', 'ipc'] })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => child.kill(signal))
  }
  const parent = process.ppid
  if (process.env.npm_lifecycle_event) {
    const timer = setInterval(() => {
      if (process.ppid === parent) return
      clearInterval(timer)
      child.kill('SIGTERM')
    }, 300)
  }
  child.on('error', error => {
    say(error.message)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(signal ? 1 : (code ?? 1)))
}

export function readJson(file) {
  try {
    return JSON.parse(readFileSync(path.join(root, file), 'utf8'))
  } catch {
    return undefined
  }
}

export function say(text) {
  process.stdout.write(`${text}\n`)
}
