import type { Resolution } from '@plaza/contract'
import type { ResolutionRow } from './store.ts'

/** A resolution as operators see it. */
export function showResolution(row: ResolutionRow): Resolution {
  const { person, iban, name, problem, decidedBy, decidedAt } = row
  return {
    id: row.id,
    item: row.item,
    how: row.how,
    reason: row.reason,
    state: row.state,
    proposedBy: row.proposedBy,
    proposedAt: row.proposedAt,
    ...(person === null ? {} : { person }),
    ...(iban === null ? {} : { iban }),
    ...(name === null ? {} : { name }),
    ...(problem === null ? {} : { problem }),
    ...(decidedBy === null ? {} : { decidedBy }),
    ...(decidedAt === null ? {} : { decidedAt }),
  }
}
