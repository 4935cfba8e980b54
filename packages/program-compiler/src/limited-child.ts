import { compileCached } from './cache.ts'
import { compile } from './compile.ts'
import type { Answer, LimitedCompiled, Order } from './limited.ts'
import { npmOf, readFolder } from './read-folder.ts'
import { readZip } from './read-zip.ts'

// The process in which strangers' programs are compiled: one order in, one answer out. See limited.ts.
process.once('message', (order: Order) => {
  run(order).then(
    compiled => answer({ ok: true, compiled }),
    (error: unknown) => answer({ ok: false, message: error instanceof Error ? error.message : String(error) }),
  )
})

async function run({ source, options }: Order): Promise<LimitedCompiled> {
  const { useNpm, cacheFolder, withSources, ...rest } = options
  const files = 'zip' in source ? readZip(source.zip) : await readFolder(source.folder)
  const npm = useNpm === true && 'folder' in source ? await npmOf(source.folder) : undefined
  const compileOptions = npm ? { ...rest, npm } : rest
  const compiled = await (cacheFolder === undefined
    ? compile(files, compileOptions)
    : compileCached(files, compileOptions, cacheFolder))
  return withSources === true ? { ...compiled, sources: files } : compiled
}

function answer(message: Answer): void {
  process.send?.(message, () => process.exit(0))
}
