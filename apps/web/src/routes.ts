import { routes } from './routes-list.ts'
import type { Pane, Params, Route } from './routes-parts.ts'

export { billsCheck, chat } from './routes-list.ts'
export type { Pane, Params } from './routes-parts.ts'

const compiled = routes.map(route => ({ route, parts: route.path.split('/') }))

/** A part of an address as it was meant; what is not well written stays as it is. */
function decoded(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}

/** The route of an address and the parts it names; unknown addresses have none. */
export function match(path: string): { route: Route; params: Params } | undefined {
  const parts = path.split('/')
  for (const { route, parts: pattern } of compiled) {
    if (pattern.length !== parts.length) continue
    const params: Params = {}
    const fits = pattern.every((part, i) => {
      if (!part.startsWith(':')) return part === parts[i]
      params[part.slice(1)] = decoded(parts[i]!)
      return true
    })
    if (fits) return { route, params }
  }
  return undefined
}

export function parentsOf(path: string): string[] {
  const found = match(path)
  if (!found) return ['/chats']
  return found.route.under.map(parent => parent.replace(/:(\w+)/g, (_, name: string) => found.params[name] ?? ''))
}

/** A person's page stands beside the chat it was opened from. */
export function paneOf(stack: string[], index: number): Pane {
  const pane = match(stack[index]!)?.route.pane ?? 'content'
  const overChat = stack.slice(1, index).some(path => match(path)?.route.path === '/chats/:id')
  return pane === 'content' && overChat && stack[index]!.startsWith('/people/') ? 'aside' : pane
}
