import { push, root, visit } from '../router.ts'
import { wide } from '../ui/state.ts'

/** Where the pages of a program are: at its desk while that is open, else among mine. */
export const makerAt = (appId: string, ...parts: readonly string[]): string =>
  [root().startsWith('/maker/') ? '/maker' : '/me/makers', appId, ...parts].join('/')

/** Opens a program: its desk where there is room, else a page over this one. */
export const openMade = (appId: string): void => (wide() ? visit(`/maker/${appId}`) : push(`/me/makers/${appId}`))
