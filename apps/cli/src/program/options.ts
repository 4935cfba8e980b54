import { parseArgs } from 'node:util'
import { Complaint } from '../complaint.ts'
import type { Options } from './desk.ts'

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

/** Reads what was typed after `plaza program <command>`. Throws a sentence for what is not known. */
export function readOptions(args: readonly string[]): Options {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        template: text,
        name: text,
        category: text,
        team: text,
        contact: text,
        city: text,
        version: text,
        note: text,
        percent: text,
        port: text,
        citizen: text,
        existing: flag,
        renew: flag,
      },
    })
    return { ...values, rest: positionals }
  } catch (error) {
    const said = error instanceof Error ? error.message.split('. ')[0] : String(error)
    throw new Complaint(`${said}. See "plaza program help".`)
  }
}

/** A whole number from 1 to `max`, as typed. */
export function readWhole(what: string, value: string, max: number): number {
  const number = Number(value)
  if (/^\d+$/.test(value) && number >= 1 && number <= max) return number
  throw new Complaint(`${what} is a whole number from 1 to ${max}, not "${value}".`)
}
