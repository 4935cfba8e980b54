import { compile, npmOf, readFolder } from '@plaza/program-compiler'
import { play, type Played } from './play.ts'

/**
 * Compiles project folders and opens every page of each in a played view: `node --import tsx packages/program-runtime/test/crawl.ts
 * FOLDER…`. `--verbose` prints every error; `--only TEXT` opens pages whose path has the text; `--tap` taps what listens; `--npm FOLDER` takes
 * packages from there; `--json` prints only a list of what went wrong.
 */
const args = process.argv.slice(2)
const folders = args.filter((arg, at) => !arg.startsWith('--') && !/^--(only|npm)$/.test(args[at - 1] ?? ''))
const npmFolder = args.includes('--npm') ? args[args.indexOf('--npm') + 1]! : undefined
const asJson = args.includes('--json')
const isVerbose = args.includes('--verbose')
const only = args.includes('--only') ? args[args.indexOf('--only') + 1]! : ''
const taps = args.includes('--tap')
const print = (line: string) => void (asJson || process.stdout.write(`${line}\n`))
const wrong: string[] = []

const rejections: unknown[] = []
process.on('unhandledRejection', reason => rejections.push(reason))
process.on('uncaughtException', error => rejections.push(error))

async function crawl(folder: string): Promise<void> {
  const started = performance.now()
  const built = await compile(await readFolder(folder), { npm: await npmOf(npmFolder ?? folder) })
  const compiled = performance.now() - started
  const kinds = new Map<string, number>()
  let opened = 0
  let clean = 0
  let ops = 0
  const pages = built.manifest.pages.filter(page => page.path.includes(only))
  for (const page of pages) {
    rejections.length = 0
    const played = await play(built, { path: page.path }, { answers: ANSWERS, roots: [...new Set(['', page.package])] })
    await played.settle(12)
    if (taps) await tapAll(played)
    const { view } = played
    const errors = [
      ...view.errors,
      ...rejections.map(reason => ({
        kind: 'promise',
        message: textOf(reason),
        stack: (reason as Error)?.stack ?? '',
        fatal: false,
      })),
    ]
    const isOpen =
      view.stack.some(each => each.path === page.path) && view.pages.size > 0 && !errors.some(error => error.fatal)
    if (isOpen) opened++
    else wrong.push(`${page.path} did not open`)
    for (const { kind, message } of errors) if (kind !== 'promise') wrong.push(`${page.path} ${message}`)
    wrong.push(...view.faults.map(fault => `${page.path} ${fault}`))
    if (isOpen && errors.length === 0 && view.faults.length === 0) clean++
    ops += view.ops
    if (!isOpen)
      print(
        `  NOT OPEN ${page.path}: ${errors
          .map(error => error.message)
          .join(' | ')
          .slice(0, 400)}`,
      )
    for (const error of errors) {
      const kind = error.message.replace(/^[\w/.@-]+( [\w ]+)?: /, '').slice(0, 110)
      kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
      if (isVerbose)
        print(`  ${page.path} ${error.kind} ${error.message}\n${error.stack.split('\n').slice(1, 5).join('\n')}`)
    }
    for (const fault of view.faults) print(`  FAULT ${page.path}: ${fault}`)
    played.end()
  }
  print(
    `${folder}: ${pages.length} pages, ${opened} opened (${((100 * opened) / Math.max(1, pages.length)).toFixed(1)} %), ${clean} without any error, ` +
      `${built.errors.length} compile errors, compiled in ${Math.round(compiled)} ms, ${Math.round(ops / Math.max(1, pages.length))} operations a page`,
  )
  for (const [kind, count] of [...kinds].sort((a, b) => b[1] - a[1]).slice(0, 40)) print(`    ${count} x ${kind}`)
}

async function tapAll({ view, settle }: Played): Promise<void> {
  const nodes = view.all().filter(node => node.listeners.has('tap'))
  for (const node of nodes.slice(0, 40)) {
    if (view.nodes.get(node.id) === node) view.event(node, 'tap', { x: 1, y: 1 })
  }
  await settle(8)
}

function textOf(reason: unknown): string {
  if (reason instanceof Error || (typeof reason === 'object' && reason !== null && 'message' in reason))
    return (reason as Error).message
  return JSON.stringify(reason) ?? String(reason)
}

const ok = () => ({})
const ANSWERS = Object.fromEntries(
  (
    'showToast hideToast showLoading hideLoading setStorage removeStorage clearStorage authorize checkSession setClipboardData ' +
    'vibrateShort showShareMenu hideShareMenu updateShareMenu fsWrite fsRemove abortTask audio reportEvent previewImage'
  )
    .split(' ')
    .map(name => [name, ok] as const)
    .concat([
      ['showModal', () => ({ confirm: true })],
      ['showActionSheet', () => ({ tapIndex: 0 })],
      ['login', () => ({ code: 'code' })],
      ['getSetting', () => ({ authSetting: {} })],
      ['fsList', () => ({ files: [] })],
    ] as never),
)

for (const folder of folders) await crawl(folder).catch(error => print(String((error as Error).stack)))
if (asJson) process.stdout.write(JSON.stringify(wrong))
process.exit(0)
