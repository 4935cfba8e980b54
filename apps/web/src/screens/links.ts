import { isOurs, urlOf } from '../engine/linkify.ts'
import { push } from '../router.ts'
import { match } from '../routes.ts'

/** The page of ours a link leads to, if it does. */
export function ownPath(href: string): string | undefined {
  const url = urlOf(href)
  if (!url || !isOurs(url, location)) return undefined
  return match(url.pathname) ? url.pathname : undefined
}

/** A link to Plaza itself opens here, as a page. */
export function followLink(event: MouseEvent, href: string): void {
  const path = ownPath(href)
  if (!path || event.ctrlKey || event.metaKey) return
  event.preventDefault()
  push(path)
}
