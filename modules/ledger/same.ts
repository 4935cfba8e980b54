import { isDeepStrictEqual } from 'node:util'
import type { Draft, Posted } from './types.ts'

export const RELEASED_REST = 1
export const CLOSED_ACCOUNT = 2
/** The caller named no amount. */
export const AMOUNT_LEFT_OPEN = 4

/** Whether a draft asks for what was already done under its id. What the caller left open, it cannot contradict. */
export function sameContent(draft: Draft, before: Posted): boolean {
  return (
    draft.kind === before.kind &&
    (draft.from === undefined || draft.from === before.from) &&
    (draft.to === undefined || draft.to === before.to) &&
    flagsOf(draft) === before.flags &&
    (draft.amount === undefined || draft.amount === before.amount) &&
    (draft.about ?? null) === before.about &&
    draft.peer === before.peer &&
    draft.code === before.code &&
    draft.ref === before.ref &&
    (draft.effectiveAt === undefined || draft.effectiveAt === before.effectiveAt) &&
    (draft.meta === before.meta || isDeepStrictEqual(parsed(draft.meta), parsed(before.meta)))
  )
}

/** How a draft's own words are kept in its row. */
export function flagsOf(draft: Draft): number {
  const final = draft.final ? (draft.kind === 'sweep' ? CLOSED_ACCOUNT : RELEASED_REST) : 0
  return final | (draft.amount === undefined && draft.kind !== 'void' ? AMOUNT_LEFT_OPEN : 0)
}

const parsed = (text: string | null): unknown => (text === null ? null : JSON.parse(text))
