import { str } from '../plain.ts'
import { ApiFault } from '../host.ts'
import type { Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api, type Api } from './call.ts'

/** Going between pages, packages and programs. */
export function routeApis(program: Program): Record<string, Api> {
  const { router, host } = program
  return {
    navigateTo: api(program, 'navigateTo', async options => {
      const eventChannel = await router.navigateTo(options['url'])
      const events = options['events']
      if (typeof events === 'object' && events !== null) {
        for (const [name, listener] of Object.entries(events as Dict)) eventChannel.on(name, listener as () => void)
      }
      return { eventChannel }
    }),
    redirectTo: api(program, 'redirectTo', options => router.redirectTo(options['url'])),
    navigateBack: api(program, 'navigateBack', options => router.navigateBack(Number(options['delta'] ?? 1))),
    switchTab: api(program, 'switchTab', async options => {
      await router.switchTab(options['url'])
    }),
    reLaunch: api(program, 'reLaunch', options => router.reLaunch(options['url'])),
    preDownloadSubpackage: api(program, 'preDownloadSubpackage', options => {
      const packages = program.boot.manifest.packages
      const wanted = packages.find(part => part.name === options['packageType'] || part.root === options['root'])
      if (!wanted) throw new ApiFault('preDownloadSubpackage:fail package not found')
      return program.loadRoot(wanted.root)
    }),
    navigateToMiniProgram: api(program, 'navigateToMiniProgram', ({ appId, path, extraData, envVersion, shortLink }) =>
      host.call('navigateToMiniProgram', { appId, path, extraData, envVersion, shortLink }),
    ),
  }
}

/** `wx.loadSubpackage` gives a task that tells of progress. */
export function loadSubpackage(program: Program): Api {
  const run = api(program, 'loadSubpackage', options => {
    const name = str(options['name'] ?? options['root'])
    const wanted = program.boot.manifest.packages.find(part => part.name === name || part.root === name)
    if (!wanted) throw new ApiFault('loadSubpackage:fail package not found')
    return program.loadRoot(wanted.root)
  })
  return options => {
    void Promise.resolve(run(options)).catch(() => undefined)
    return { onProgressUpdate: () => undefined }
  }
}
