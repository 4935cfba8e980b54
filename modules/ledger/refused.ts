import type { RefusalCode, Refused } from './types.ts'

export function refused(code: RefusalCode, reason?: string): Refused {
  return reason === undefined ? { ok: false, code } : { ok: false, code, reason }
}
