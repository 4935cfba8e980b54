// What changed since a check last passed here, by content: so that the next one need not look at the rest again.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { root } from './setup.mjs'

const KEPT = path.join(root, 'node_modules/.cache/plaza/checked.json')
const CODE = /\.(ts|tsx|mts|mjs|js)$/
/** What lint and unit tests do not look at: prose, looks, and what needs a database. Format and tidy look at everything. */
const UNREAD = /\.(md|png|jpg|css|sql)$/
/** Whoever reads files that are no code. */
const READERS = [
  {
    files: /^packages\/locales\/\w+\.json$/,
    tests: ['packages/locales/test/locales.test.ts', 'apps/web/test/sentences.test.ts'],
  },
]

/**
 * Code files that differ from those that last passed, and the tests that read what else does; `undefined` when all must be
 * looked at: nothing is known, a file went away, or one changed of which nobody knows who reads it.
 */
export function changedCode() {
  const now = hashes()
  const before = read()
  const gone = Object.keys(before ?? {}).some(file => !(file in now) && !UNREAD.test(file))
  const changed = Object.keys(now).filter(file => before?.[file] !== now[file] && !UNREAD.test(file))
  const readers = changed.map(file => (CODE.test(file) ? [file] : READERS.find(one => one.files.test(file))?.tests))
  const known = before !== undefined && !gone && readers.every(Boolean)
  return { files: known ? [...new Set(readers.flat())] : undefined, keep: () => keep(now) }
}

function keep(now) {
  mkdirSync(path.dirname(KEPT), { recursive: true })
  writeFileSync(KEPT, JSON.stringify(now))
}

function read() {
  try {
    return JSON.parse(readFileSync(KEPT, 'utf8'))
  } catch {
    return undefined
  }
}

/** Every file of the project that git keeps or would keep. */
function hashes() {
  const listed = spawnSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: root,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  })
  const all = {}
  for (const file of (listed.stdout ?? '').split('\0')) {
    const full = path.join(root, file)
    if (file && existsSync(full)) all[file] = createHash('sha1').update(readFileSync(full)).digest('base64')
  }
  return all
}
