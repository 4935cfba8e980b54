import { createHash } from 'node:crypto'
import { chmodSync, existsSync, mkdirSync, realpathSync } from 'node:fs'
import path from 'node:path'

/** The home with every link resolved, made when missing. Made by root, PostgreSQL's user may walk through it. */
export function openHome(home: string): string {
  const missing = !existsSync(home)
  mkdirSync(home, { recursive: true })
  if (missing && process.platform !== 'win32') chmodSync(home, process.getuid?.() === 0 ? 0o711 : 0o700)
  return realpathSync(path.resolve(home))
}

/** A short name for a home, the same for every process that asks. */
export function homeHash(home: string): string {
  return createHash('sha256').update(home).digest('hex').slice(0, 12)
}
