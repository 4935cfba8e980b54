import { expect, test } from 'vitest'
import type { StyleSheets } from '@plaza/program-wire'
import { compile, type Compiled } from '../src/index.ts'
import { onePage, sources, textOf } from './sources.ts'

const logicOf = ({ manifest, files }: Compiled, root = '') =>
  textOf(files.get(manifest.packages.find(part => part.root === root)!.logic))
const sheetsOf = ({ manifest, files }: Compiled) =>
  JSON.parse(textOf(files.get(manifest.packages[0]!.styles))) as StyleSheets

test('a project becomes a manifest and files named by what they hold, the same every time', async () => {
  const files = onePage({ 'images/a.png': 'png', 'data/b.json': '{"b":1}', 'project.config.json': '{"appid":"wx1"}' })
  const first = await compile(files)
  const second = await compile(new Map([...files].reverse()))
  expect(first.errors).toEqual([])
  expect(first.manifest).toEqual(second.manifest)
  expect([...first.files]).toEqual([...second.files])
  const { manifest } = first
  expect(manifest).toMatchObject({ format: 1, appId: 'wx1', entry: 'pages/home/home' })
  expect(Object.keys(manifest.packages[0]!.assets)).toEqual(['data/b.json', 'images/a.png'])
  for (const [name, about] of Object.entries(manifest.files))
    expect(first.files.get(name)?.byteLength).toBe(about.bytes)
})

test('JSON is read as the developer tools read it', async () => {
  const { manifest, errors } = await compile(
    onePage({
      'app.json':
        '\uFEFF{ // pages\n "pages": ["/pages/home/home",], /* all */ "window": {"navigationBarTitleText":"T",},}',
    }),
  )
  expect(errors).toEqual([])
  expect(manifest.pages).toEqual([{ path: 'pages/home/home', package: '', window: { navigationBarTitleText: 'T' } }])
})

test('subpackages bring their own logic, styles and pictures', async () => {
  const compiled = await compile(
    onePage({
      'app.json':
        '{"pages":["pages/home/home"],"subPackages":[{"root":"shop/","name":"s","pages":["goods"],"independent":true}]}',
      'shop/goods.js': 'require("./price");Page({})',
      'shop/price.js': 'module.exports="PRICE"',
      'shop/goods.wxml': '<image src="a.png"/>',
      'shop/a.png': 'x',
    }),
  )
  expect(compiled.manifest.packages.map(part => [part.root, part.independent, part.pages])).toEqual([
    ['', false, ['pages/home/home']],
    ['shop', true, ['shop/goods']],
  ])
  expect(logicOf(compiled)).not.toContain('PRICE')
  expect(logicOf(compiled, 'shop')).toContain('PRICE')
  expect(compiled.manifest.packages[1]!.assets).toHaveProperty(['shop/a.png'])
})

test('components are found relative, absolute, by alias, in miniprogram_npm and in node_modules', async () => {
  const parts = {
    'parts/a.json': '{"component":true}',
    'parts/a.js': 'Component({})',
    'lib/b/index.js': 'Component({})',
  }
  const { manifest, warnings, files } = await compile(
    onePage({
      ...parts,
      'app.json':
        '{"pages":["pages/home/home"],"resolveAlias":{"~/*":"/lib/*"},"usingComponents":{"every":"/parts/a"}}',
      'miniprogram_npm/old/index.js': 'Component({})',
      'pages/home/home.json':
        '{"usingComponents":{"a":"../../parts/a","b":"~/b","old":"old","ui-button":"ui/button/index","gone":"./gone"}}',
    }),
    {
      npm: name =>
        name === 'ui'
          ? sources({
              'package.json': '{"miniprogram":"mini"}',
              'mini/button/index.js': 'Component({})',
              'mini/button/index.json': '{}',
            })
          : undefined,
    },
  )
  const logic = textOf(files.get(manifest.packages[0]!.logic))
  for (const path of ['"parts/a"', '"lib/b/index"', '"miniprogram_npm/old/index"', '"miniprogram_npm/ui/button/index"'])
    expect(logic).toContain(path)
  expect(warnings.map(problem => problem.message)).toEqual(['Component gone is not at ./gone'])
})

test('one broken module does not stop the others and is told with its place', async () => {
  const compiled = await compile(onePage({ 'app.js': 'App({})', 'pages/home/home.js': 'const a = 1\nPage({ a b })' }))
  expect(compiled.errors).toEqual([
    expect.objectContaining({
      file: 'pages/home/home.js',
      line: 2,
      column: expect.any(Number) as number,
      severity: 'error',
    }),
  ])
  expect(compiled.errors[0]!.remedy).not.toBe('')
  expect(logicOf(compiled)).toContain('throw new Error("pages/home/home.js')
})

test('TypeScript, ES modules and cyclic CommonJS become plain modules with what they need', async () => {
  const compiled = await compile(
    sources({
      'app.json': '{"pages":["pages/home/home"]}',
      'pages/home/home.ts': 'import { b, type T } from "../../b"; const t: T = b; Page({ data: { t } })',
      'b.ts': 'export type T = number; export const b: T = 2; require("./c")',
      'c.js': 'exports.c = 1; exports.b = require("./b")',
    }),
  )
  expect(compiled.errors).toEqual([])
  const logic = logicOf(compiled)
  expect(logic).toContain('"./c":"c.js"')
  expect(logic).toContain('"./b":"b.ts"')
})

test('sheets: rpx, tags, scopes, :host, imports, comments and addresses', async () => {
  const compiled = await compile(
    onePage({
      'app.wxss': 'page{height:100%} .x{width:calc(100% - 20rpx)} @media (min-width: 400rpx){.x{margin:-2.5rpx}}',
      'pages/home/home.json': '{"usingComponents":{"c":"/c/c"}}',
      'pages/home/home.wxss':
        '@import "../../base.wxss"; .y > view, #id .z::after { background: url(./bg.png) } // note\n.w{color:red}',
      'base.wxss': '.base{src:url(https://a.example//b)}',
      'c/c.js': 'Component({})',
      'c/c.json': '{"component":true}',
      'c/c.wxss': ':host(.big) .in:not(.out) text{padding:0 1rpx} @keyframes k{from{left:0}to{left:10rpx}}',
    }),
  )
  const sheets = sheetsOf(compiled)
  expect(compiled.warnings).toEqual([])
  expect(sheets['app']).toBe(
    'wx-page{height:100%} .x{width:calc(100% - calc(20 * var(--rpx)))} @media (min-width: 200px){.x{margin:calc(-2.5 * var(--rpx))}}',
  )
  expect(sheets['pages/home/home']).toContain('.y > wx-view, #id .z::after')
  expect(sheets['pages/home/home']).toContain('url("/pages/home/bg.png")')
  expect(sheets['pages/home/home']).toContain('https://a.example//b')
  expect(sheets['pages/home/home']).toContain('.w{color:red}')
  const scope = /\.(p[0-9a-f]{8})-host/.exec(sheets['c/c']!)![1]!
  expect(sheets['c/c']).toContain(`.${scope}-host.${scope}--big .${scope}--in:not(.${scope}--out) wx-text`)
  expect(sheets['c/c']).toContain('to{left:calc(10 * var(--rpx))}')
})

test('what looks like an address in a quoted one is left as it is', async () => {
  const icon = `url("data:image/svg+xml,%3Csvg%3E%3Cpath fill='url(%23a)' style='mask:url(b.png)'/%3E%3C/svg%3E")`
  const single = `url('data:image/svg+xml,%3Cpath fill="url(%23a)"/%3E')`
  const wxss = `.a{background:${icon}, url( 'x y.png' )} .b{mask:${single} no-repeat} .c{background:url(#d)}`
  const sheets = sheetsOf(await compile(onePage({ 'pages/home/home.wxss': wxss })))
  expect(sheets['pages/home/home']).toBe(
    `.a{background:${icon}, url("/pages/home/x y.png")} .b{mask:${single} no-repeat} .c{background:url(#d)}`,
  )
})

test('scss and less are compiled, and see nothing outside of the project', async () => {
  const compiled = await compile(
    onePage({
      'app.scss': '@use "vars"; .a { .b { width: vars.$w; } }',
      '_vars.scss': '$w: 10rpx;',
      'pages/home/home.less': '@import "../../../../etc/passwd"; @c: red; .l { color: @c }',
    }),
  )
  expect(sheetsOf(compiled)['app']).toContain('width: calc(10 * var(--rpx))')
  expect(compiled.errors.map(problem => [problem.file, problem.message])).toEqual([
    ['pages/home/home.less', expect.stringContaining('not a file of the program')],
  ])
})

test('the extended library brings its components and its styles', async () => {
  const compiled = await compile(
    onePage({
      'app.json': '{"pages":["pages/home/home"],"useExtendedLib":{"weui":"latest"}}',
      'app.wxss': '.own{}',
      'pages/home/home.json': '{"usingComponents":{"mp-cell":"weui-miniprogram/cell/cell"}}',
    }),
  )
  expect(compiled.warnings).toEqual([])
  expect(sheetsOf(compiled)['app']).toMatch(/\.weui-cell\s*\{[^]*\.own\{\}$/)
})

test('windows take the colours of theme.json, and say what differs in the dark', async () => {
  const { manifest } = await compile(
    onePage({
      'app.json': '{"pages":["pages/home/home"],"window":{"backgroundColor":"@bg"}}',
      'theme.json': '{"light":{"bg":"#fff"},"dark":{"bg":"#000"}}',
    }),
  )
  expect(manifest.pages[0]!.window).toEqual({ backgroundColor: '#fff', dark: { backgroundColor: '#000' } })
})

test('too large a package is a warning for a folder and an error for an upload', async () => {
  const files = onePage()
  files.set('big.png', new Uint8Array(3 * 1024 * 1024))
  expect((await compile(files)).errors).toEqual([])
  expect((await compile(files, { strict: true })).errors[0]!.message).toContain('at most 2097152')
})

test('APIs and components that are mentioned stand in the manifest', async () => {
  const { manifest } = await compile(
    onePage({ 'app.js': 'wx.login();App({})', 'pages/home/home.wxml': '<view><map/><my-own/></view>' }),
  )
  expect(manifest.apis).toEqual(['login'])
  expect(manifest.components).toEqual(['map', 'view'])
})

test('hostile JSON, cycles and deep paths end', async () => {
  const { errors } = await compile(
    onePage({
      'pages/home/home.json': '['.repeat(100_000),
      'pages/home/home.wxss': '@import "./home.wxss"; .a{}',
      'pages/home/home.wxml': '<import src="./home.wxml"/><include src="home.wxml"/><view/>',
    }),
  )
  expect(errors.map(problem => problem.message)).toEqual(['JSON is nested too deeply'])
})

test('a module is found from the root, or by the same address from where it is asked for', async () => {
  const compiled = await compile(
    onePage({
      'app.js': 'require("/lib/main");App({})',
      'lib/main.js': 'require("/store/index")',
      'lib/store/index.js': 'module.exports="STORE"',
    }),
  )
  expect(compiled.warnings).toEqual([])
  expect(logicOf(compiled)).toContain('STORE')
})

test('modules that only the run names are there when their address begins in the code', async () => {
  const files = {
    'app.js': 'const n=["sub"];n.forEach(i=>require(`./plugins/${i}`));require("./lang."+n);App({})',
    'plugins/sub.js': 'module.exports="SUB"',
    'lang.en.ts': 'export default "EN"',
    'other.js': 'module.exports="OTHER"',
  }
  const logic = logicOf(await compile(onePage(files)))
  expect(logic).toContain('SUB')
  expect(logic).toContain('EN')
  expect(logic).not.toContain('OTHER')
})
