import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { npmOf } from '@plaza/program-compiler'
import { expect, test } from 'vitest'

// Unmodified libraries from npm: a page around every component of each compiles, attaches and says no error.
const LIBRARIES = ['@vant/weapp', 'tdesign-miniprogram', 'weui-miniprogram', 'miniprogram-recycle-view']
const ROOT = fileURLToPath(new URL('../../..', import.meta.url))

/** Components that want data which a page around them alone does not give say so, as they would in WeChat. */
const EXPECTED = [/chat-content: .*Cannot read properties of null \(reading 'type'\)/]

test.each(LIBRARIES)('every component of %s stands on a page', { timeout: 180_000 }, async library => {
  const names = componentsOf((await npmOf(ROOT))(library)!, library)
  const folder = await mkdtemp(join(tmpdir(), 'program-'))
  try {
    for (const [path, text] of Object.entries(projectOf(library, names))) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    // In a process of its own: what programs reject and nobody handles would count as failures of this one.
    const crawl = fileURLToPath(new URL('crawl.ts', import.meta.url))
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', crawl, '--json', '--npm', ROOT, folder],
      { cwd: ROOT, maxBuffer: 1e8 },
    )
    const wrong = (JSON.parse(stdout) as string[]).map(line =>
      line.replace(/^pages\/p(\d+)/, (_all, at: string) => `${names[Number(at)]}:`),
    )
    expect(wrong.filter(line => !EXPECTED.some(pattern => pattern.test(line)))).toEqual([])
    expect(names.length).toBeGreaterThan(1)
  } finally {
    await rm(folder, { recursive: true })
  }
})

function projectOf(library: string, names: readonly string[]): Record<string, string> {
  const files: Record<string, string> = {
    'app.json': JSON.stringify({ pages: names.map((_, at) => `pages/p${at}`) }),
    'app.js': 'App({})',
  }
  for (const [at, name] of names.entries()) {
    files[`pages/p${at}.json`] = JSON.stringify({ usingComponents: { 'the-one': `${library}/${name}` } })
    files[`pages/p${at}.js`] = 'Page({})'
    files[`pages/p${at}.wxml`] = '<the-one id="one" title="t" value="1" show="{{true}}"><view>inside</view></the-one>'
  }
  return files
}

function componentsOf(files: ReadonlyMap<string, Uint8Array>, library: string): string[] {
  const about = JSON.parse(new TextDecoder().decode(files.get('package.json'))) as { miniprogram?: string }
  const prefix = `${about.miniprogram ?? 'miniprogram_dist'}/`
  const found: string[] = []
  for (const [path, bytes] of files) {
    if (!path.startsWith(prefix) || !path.endsWith('.json')) continue
    const name = path.slice(prefix.length, -'.json'.length)
    const isComponent = new TextDecoder().decode(bytes).replaceAll(/\s/g, '').includes('"component":true')
    if (isComponent && files.has(`${prefix}${name}.wxml`)) found.push(name)
  }
  if (found.length === 0) throw new Error(`${library} has no components`)
  return found.sort()
}
