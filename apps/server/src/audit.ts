import { Database } from '@plaza/db'
import { verifyLedger, type Report } from '@plaza/ledger'

/** Reads the whole ledger of a database and says what is not in order. Changes nothing; the city may run meanwhile. */
export async function auditLedger(databaseUrl: string): Promise<Report> {
  await using db = new Database(databaseUrl, { poolMax: 2 })
  return await verifyLedger(db)
}
