import type { Language } from '@plaza/contract'
import type { BillRow } from './store.ts'

/** A month of somebody's payments as it goes into a file; amounts are minor units. */
export interface MonthFile {
  readonly month: string
  readonly zone: string
  readonly period: { readonly from: number; readonly until: number }
  readonly currency: string
  /** Oldest first. */
  readonly rows: readonly BillRow[]
  readonly opening: bigint
  readonly closing: bigint
  /** Names of the people in `rows`, by id. */
  readonly names: ReadonlyMap<string, string>
  readonly owner: { readonly name: string; readonly handle: string; readonly account: string }
  readonly cityName: string
  readonly language: Language
  readonly madeAt: number
  /** The code by which anybody can check the file, and the page where. */
  readonly stamp: string
  readonly address: string
}

/** The other person of a payment, as the file calls them; empty where it was nobody. */
export const nameIn = ({ names }: MonthFile, row: BillRow): string =>
  row.other === null ? '' : (names.get(row.other) ?? '')
