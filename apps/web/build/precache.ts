import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import type { Plugin, Rollup } from 'vite'

/** Files that are fetched when first wanted rather than ahead of time: the code reader, and what only an installation shows. */
const ON_DEMAND = /\.wasm$|\/icon-\w+\.png$/
/**
 * Workplaces of makers, merchants and the operator, a quarter of the app with their sentences, and the few other screens that are
 * nothing without a network.
 */
const ONLINE = ['makers', 'operator', 'shops', 'calls', 'map', 'report', 'data'].join('|')
const OF_DESKS = new RegExp(`/src/(?:${ONLINE})/|virtual:sentences/(?:${ONLINE})-`)

type File = Rollup.OutputAsset | Rollup.OutputChunk
type Chunk = Rollup.OutputChunk & { viteMetadata?: { importedCss: ReadonlySet<string> } }

/** The names of all files that somebody can come to who never enters a desk. */
function ahead(bundle: Readonly<Record<string, File>>): string[] {
  const files = Object.values(bundle)
  const chunks = files.filter((file): file is Chunk => file.type === 'chunk')
  const byName = new Map(chunks.map(chunk => [chunk.fileName, chunk]))
  const reached = new Set(chunks.filter(chunk => chunk.isEntry))
  // A set takes what is added while it is walked.
  for (const { imports, dynamicImports } of reached) {
    for (const name of imports) reached.add(byName.get(name)!)
    for (const name of dynamicImports) {
      const chunk = byName.get(name)!
      if (!OF_DESKS.test(chunk.facadeModuleId ?? '')) reached.add(chunk)
    }
  }
  const stylesOf = (some: Iterable<Chunk>) =>
    new Set([...some].flatMap(one => [...(one.viteMetadata?.importedCss ?? [])]))
  const styles = { all: stylesOf(chunks), reached: stylesOf(reached) }
  return files
    .filter(file =>
      file.type === 'chunk' ? reached.has(file) : !styles.all.has(file.fileName) || styles.reached.has(file.fileName),
    )
    .map(file => file.fileName)
}

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
        const built = ahead(bundle).filter(name => name !== 'sw.js' && name !== 'index.html')
        const hash = createHash('sha256').update(built.join())
        for (const entry of fixed) hash.update(readFileSync(`${publicDir}/${entry.name}`))
        const page = bundle['index.html']
        if (page?.type === 'asset') hash.update(page.source)
        const all = ['/', ...built.map(name => `/${name}`), ...fixed.map(entry => `/${entry.name}`)]
        const files = all.filter(file => !ON_DEMAND.test(file))
        worker.code = worker.code
          .replace(/(['"`])__FILES__\1/, JSON.stringify(JSON.stringify(files)))
          .replace('__RELEASE__', hash.digest('hex').slice(0, 12))
      },
    },
  }
}
