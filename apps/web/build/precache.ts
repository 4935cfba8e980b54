import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin } from 'vite'

/** Files that are fetched when first wanted rather than ahead of time: the code reader is larger than all the rest. */
const ON_DEMAND = /\.wasm$/

/** Writes the list of the build's files, and a version made of it, into the service worker. */
export function precache(): Plugin {
  let publicDir = ''
  return {
    name: 'plaza-precache',
    apply: 'build',
    // After Vite has dropped the chunks that were only styles.
    enforce: 'post',
    configResolved(config) {
      publicDir = config.publicDir
    },
    generateBundle: {
      order: 'post',
      handler(_options, bundle) {
        const worker = bundle['sw.js']
        if (worker?.type !== 'chunk') throw new Error('the build has no service worker')
        const fixed = readdirSync(publicDir, { withFileTypes: true }).filter(entry => entry.isFile())
        const built = Object.keys(bundle).filter(
          name => name !== 'sw.js' && name !== 'index.html' && !ON_DEMAND.test(name),
        )
        const hash = createHash('sha256').update(built.join())
        for (const entry of fixed) hash.update(readFileSync(`${publicDir}/${entry.name}`))
        const page = bundle['index.html']
        if (page?.type === 'asset') hash.update(page.source)
        const files = ['/', ...built.map(name => `/${name}`), ...fixed.map(entry => `/${entry.name}`)]
        worker.code = worker.code
          .replace(/(['"`])__FILES__\1/, JSON.stringify(JSON.stringify(files)))
          .replace('__RELEASE__', hash.digest('hex').slice(0, 12))
      },
    },
  }
}
