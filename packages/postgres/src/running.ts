import { existsSync, realpathSync } from 'node:fs'
import path from 'node:path'
import { askOwner } from './owner.ts'

/** The database address of a Plaza that runs on this home now, without taking the home; undefined when none does. */
export async function runningDatabase(home: string): Promise<{ pid: number; url: string | undefined } | undefined> {
  if (!existsSync(home)) return undefined
  const owner = await askOwner(realpathSync(path.resolve(home)))
  return owner && { pid: owner.pid, url: owner.url }
}
