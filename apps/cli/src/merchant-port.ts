import { Complaint } from './complaint.ts'
import type { Config } from './config.ts'
import { tryPort } from './port.ts'

/** Ports after the city's that are tried. */
const PORTS_TRIED_MAX = 20

/**
 * Where the API of merchants listens: the port that was named, else the first free one after the city's that the bank has
 * not. Undefined for a process without the api role.
 */
export async function merchantPortFor(config: Config, bankUrl: string | undefined): Promise<number | undefined> {
  if (!config.roles.includes('api')) return undefined
  const { host, merchantPort, port } = config
  if (merchantPort !== undefined) {
    if ((await tryPort(host, merchantPort)) === undefined) return merchantPort
    throw new Complaint(`Port ${merchantPort} for merchants is used. Set PLAZA_MERCHANT_PORT.`)
  }
  const bankPort = bankUrl === undefined ? undefined : Number(new URL(bankUrl).port)
  for (let next = port + 1; next <= Math.min(port + PORTS_TRIED_MAX, 65_535); next++)
    if (next !== bankPort && (await tryPort(host, next)) === undefined) return next
  throw new Complaint(`No port from ${port + 1} on is free for merchants. Set PLAZA_MERCHANT_PORT.`)
}
