import { assert, isUuid } from '@plaza/kernel'
import { CODE_LENGTH_MAX, META_LENGTH_MAX, REF_LENGTH_MAX } from './limits.ts'
import type { Draft, Kind, Transfer } from './types.ts'

/** Makes every choice that a transfer leaves open. What is asserted here no citizen can cause: the contract checks first. */
export function layOut(transfer: Transfer): Draft {
  const { id, code, ref = null, meta } = transfer
  assert(isUuid(id), 'a transfer is named by a uuid')
  assert((code?.length ?? 0) <= CODE_LENGTH_MAX && (ref?.length ?? 0) <= REF_LENGTH_MAX, 'code and reference are short')
  const text = meta === undefined ? null : JSON.stringify(meta)
  assert((text?.length ?? 0) <= META_LENGTH_MAX, 'metadata is small')
  const kind = transfer.kind ?? 'transfer'
  const about = 'hold' in transfer ? transfer.hold : 'transfer' in transfer ? transfer.transfer : undefined
  const to = 'to' in transfer ? transfer.to : undefined
  for (const named of [transfer.from, to, about]) assert(named === undefined || isUuid(named), 'ids are uuids')
  return plainDraft(id, kind, {
    from: transfer.from,
    to,
    amount: 'amount' in transfer ? transfer.amount : undefined,
    about,
    expiresAt: 'expiresAt' in transfer ? (transfer.expiresAt ?? null) : null,
    final: ('final' in transfer && transfer.final) || ('close' in transfer && transfer.close) || false,
    code: code ?? kind,
    ref,
    effectiveAt: transfer.effectiveAt,
    meta: text,
    rider: transfer.rider,
    rows: transfer.rows,
    tells: transfer.tells,
    also: transfer.also,
  })
}

const NONE: readonly never[] = []

/** A draft with nothing said that is not said here. */
export function plainDraft(
  id: string,
  kind: Kind,
  said: { readonly [Key in keyof Omit<Draft, 'id' | 'kind'>]?: Draft[Key] | undefined },
): Draft {
  return {
    id,
    kind,
    from: said.from,
    to: said.to,
    amount: said.amount,
    about: said.about,
    expiresAt: said.expiresAt ?? null,
    final: said.final ?? false,
    code: said.code ?? kind,
    ref: said.ref ?? null,
    effectiveAt: said.effectiveAt,
    meta: said.meta ?? null,
    peer: said.peer ?? null,
    promised: said.promised ?? false,
    rider: said.rider,
    rows: said.rows ?? NONE,
    tells: said.tells ?? NONE,
    also: said.also,
  }
}
