import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { cpuMs } from './process.ts'

/** The process id of the server that runs on a data directory. */
export function postmasterOf(folder: string): number {
  return Number(readFileSync(join(folder, 'postmaster.pid'), 'utf8').split('\n')[0])
}

const TICKS_PER_SECOND = 100

/** CPU time of a server and all its backends, those that ended included: the postmaster has waited for them. */
export function databaseCpuMs(postmaster: number): number {
  const text = readFileSync(`/proc/${postmaster}/stat`, 'utf8')
  const fields = text.slice(text.lastIndexOf(')') + 2).split(' ')
  const ended = ((Number(fields[13]) + Number(fields[14])) * 1000) / TICKS_PER_SECOND
  return cpuMs([postmaster]) + ended
}
