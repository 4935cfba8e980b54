import type { NumberRow } from '../store.ts'

/** A request of a merchant's program, after its signature was found right. */
export interface WireCall {
  readonly number: NumberRow
  /** Parts of the path by their names, decoded. */
  readonly path: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** As sent: UTF-8 text. */
  readonly body: string
}

/** What is answered: JSON by its value, nothing (204), or a file, which is not signed. */
export type WireReply =
  | { readonly json: object; readonly status?: 202 }
  | { readonly nothing: true }
  | { readonly file: Buffer; readonly type: string }
