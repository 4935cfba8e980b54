import { Complaint, type Config } from './config.ts'
import { visitDatabase } from './database.ts'
import { openLog } from './log.ts'
import { say } from './say.ts'
import { openDoor, type LedgerReport } from './server-door.ts'

/** Verifies the ledger: every invariant and the whole hash chain. Exit code 1 when something is not in order. */
export async function audit(config: Config): Promise<number> {
  if (config.rest[0] !== 'verify') throw new Complaint('There is "plaza audit verify". See "plaza help".')
  const log = openLog(config.home)
  await using database = await visitDatabase(config, log)
  const report = await (await openDoor()).auditLedger(database.url)
  if (config.json)
    say(JSON.stringify(report, (_, value: unknown) => (typeof value === 'bigint' ? value.toString() : value), 2))
  else tell(report)
  return report.faults.length === 0 ? 0 : 1
}

function tell({ shards, rows, sealed, faults, ends }: LedgerReport): void {
  for (const { what, where } of faults) say(`problem  ${what}: ${where}`)
  // Written down elsewhere, an end proves later that the journal up to it was not rewritten.
  for (const { shard, n, hash } of ends) say(`shard ${shard} is sealed up to row ${n}: ${hash}`)
  const state = faults.length === 0 ? 'The ledger is in order' : 'The ledger is NOT in order; see above'
  say(`${state}: ${rows} rows in ${shards} ${shards === 1 ? 'shard' : 'shards'}, ${sealed} of them sealed.`)
}
