import { isDict, type Dict } from './plain.ts'
import type { Program } from './program.ts'

/** Asks the page what shall be shared and gives it to the host. Promises in `promise` are waited for, as documented. */
export function share(
  program: Program,
  options: { from: 'menu' | 'button'; target?: Dict; webViewUrl?: string | undefined },
): void {
  const page = program.router.top
  if (!page) return
  const told = page.call('onShareAppMessage', options)
  const query = Object.entries(page.query).map(([key, value]) => `${key}=${value}`)
  const standard = {
    title: page.nav(false).bar.title,
    path: `/${page.path}${query.length > 0 ? `?${query.join('&')}` : ''}`,
    imageUrl: '',
  }
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
