import type { FromWorker, ToWorker } from '@plaza/program-wire'

/** What the runtime needs of the Worker it runs in. */
export interface LogicScope {
  postMessage(message: FromWorker, transfer?: readonly unknown[]): void
  addEventListener(type: 'message', listener: (event: { readonly data: ToWorker }) => void): void
  addEventListener(
    type: 'unhandledrejection',
    listener: (event: { readonly reason: unknown; preventDefault(): void }) => void,
  ): void
  addEventListener(
    type: 'error',
    listener: (event: { readonly error?: unknown; readonly message?: string; preventDefault(): void }) => void,
  ): void
  importScripts(...urls: readonly string[]): void
}
