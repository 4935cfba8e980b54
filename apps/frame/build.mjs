// Builds the frame of programs: three scripts named by what they hold, the page that names them, and a list of all for the host.
import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build as bundle, transform } from 'esbuild'

const here = path.dirname(fileURLToPath(import.meta.url))
const dist = path.join(here, 'dist')
const HASH_LENGTH = 12

/** What each script may weigh, gzipped, in bytes. */
const BARS = { view: 20_000, more: 40_000, logic: 75_000 }

/** Writes `dist` and says what each script weighs. */
export async function build() {
  const names = Object.keys(BARS)
  const scripts = await Promise.all(names.map(name => script(name)))
  await rm(dist, { recursive: true, force: true })
  await mkdir(dist, { recursive: true })
  const files = {}
  const sizes = {}
  for (const [index, name] of names.entries()) {
    const bytes = scripts[index]
    files[name] = `${name}-${createHash('sha256').update(bytes).digest('hex').slice(0, HASH_LENGTH)}.js`
    sizes[name] = gzipSync(bytes, { level: 9 }).length
    await writeFile(path.join(dist, files[name]), bytes)
  }
  const page = await readFile(path.join(here, 'frame.html'), 'utf8')
  const named = names.reduce((text, name) => text.replace(`"${name}.js"`, `"${files[name]}"`), page)
  await writeFile(path.join(dist, 'frame.html'), named)
  await writeFile(path.join(dist, 'frame.json'), `${JSON.stringify(files, null, 2)}\n`)
  const over = names
    .filter(name => sizes[name] > BARS[name])
    .map(name => `${name}.js weighs ${sizes[name]} bytes gz, at most ${BARS[name]}`)
  return { files, sizes, over }
}

async function script(name) {
  const { outputFiles } = await bundle({
    entryPoints: [path.join(here, 'src', `${name}.ts`)],
    bundle: true,
    format: 'iife',
    target: ['chrome110', 'firefox115', 'safari16.4'],
    minify: true,
    legalComments: 'none',
    define: { 'process.env.NODE_ENV': '"production"' },
    write: false,
    logLevel: 'silent',
    plugins: [smallSheets],
  })
  return outputFiles[0].contents
}

/** Sheets go into the script as text, as small as scripts are. */
const smallSheets = {
  name: 'small-sheets',
  setup({ onLoad }) {
    onLoad({ filter: /\.css$/ }, async ({ path: file }) => {
      const { code } = await transform(await readFile(file, 'utf8'), { loader: 'css', minify: true })
      return { contents: code.trim(), loader: 'text' }
    })
  },
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const { sizes, over } = await build()
  for (const [name, bytes] of Object.entries(sizes))
    process.stdout.write(`${name}.js ${(bytes / 1000).toFixed(1)} kB gz\n`)
  for (const line of over) process.stderr.write(`${line}\n`)
  process.exitCode = over.length > 0 ? 1 : 0
}
