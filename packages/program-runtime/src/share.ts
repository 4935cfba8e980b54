import { isDict, type Dict } from './plain.ts'
import type { OpenPage } from './page.ts'
import type { Program } from './program.ts'

/** Asks the page what shall be shared and gives it to the host. Promises in `promise` are waited for, as documented. */
export function share(
  program: Program,
  options: { from: 'menu' | 'button'; target?: Dict; webViewUrl?: string | undefined },
): void {
  const page = program.router.top
  if (!page) return
  const told = page.call('onShareAppMessage', options)
  const standard = standardOf(page)
  const send = (said: unknown) => {
    const { promise: _promise, ...own } = isDict(said) ? said : {}
    const path = typeof own['path'] === 'string' ? program.router.resolve(own['path']) : undefined
    const args = { ...standard, ...own, from: options.from, kind: 'friend' }
    if (path && typeof own['path'] === 'string')
      args.path = `/${path.path}${own['path'].includes('?') ? `?${own['path'].split(/\?(.*)/s)[1] ?? ''}` : ''}`
    program.host.tell('shareMessage', args)
  }
  const promise = isDict(told) ? told['promise'] : told
  if (promise instanceof Promise)
    promise.then(
      more => send({ ...(isDict(told) ? told : {}), ...(isDict(more) ? more : {}) }),
      () => send(told),
    )
  else send(told)
}

/** Asks the page under which title and with which query it shall be kept, and gives that to the host. */
export function favorite(program: Program, webViewUrl: string | undefined): void {
  const page = program.router.top
  if (!page) return
  const said = page.call('onAddToFavorites', { webViewUrl })
  const own = isDict(said) ? said : {}
  const standard = standardOf(page)
  program.host.tell('addToFavorites', {
    title: typeof own['title'] === 'string' ? own['title'] : standard.title,
    path: typeof own['query'] === 'string' ? `/${page.path}?${own['query'].replace(/^\?/, '')}` : standard.path,
  })
}

function standardOf(page: OpenPage): { title: string; path: string; imageUrl: string } {
  const query = Object.entries(page.query).map(([key, value]) => `${key}=${value}`)
  return {
    title: page.nav(false).bar.title,
    path: `/${page.path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    imageUrl: '',
  }
}
