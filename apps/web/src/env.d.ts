declare module 'virtual:sentences' {
  import type { Messages } from '@lingui/core'
  /** Loaders of the catalogue's parts: `en`, `wallet-en`. */
  export const catalogues: Record<string, () => Promise<{ default: Messages }>>
}
declare const __VERSION__: string
