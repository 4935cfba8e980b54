import { expect, test } from 'vitest'
import { open } from './open.ts'

const told = (name: string) => `${name}(){console.log("${name}")}`

test('App, page and components live in the documented order', async () => {
  const { view, logs, send, settle, end } = await open(
    {
      'app.js':
        'App({onLaunch(o){console.log("launch "+o.scene)},onShow(){console.log("app show")},onHide(){console.log("app hide")}})',
      'home.json': '{"usingComponents":{"c":"/c"}}',
      'home.wxml': '<c/>',
      'home.js': `Page({onLoad(q){console.log("onLoad "+q.a+getCurrentPages().length)},${['onShow', 'onReady', 'onHide', 'onUnload'].map(told).join()}})`,
      'c.json': '{"component":true}',
      'c.wxml': '<view/>',
      'c.js': `Component({lifetimes:{${['created', 'attached', 'ready', 'detached'].map(told).join()}},pageLifetimes:{show(){console.log("c show")},hide(){console.log("c hide")}}})`,
    },
    { path: 'home', query: { a: '1' } },
  )
  expect(logs()).toEqual([
    'launch 1001',
    'app show',
    'created',
    'attached',
    'onLoad 11',
    'onShow',
    'c show',
    'ready',
    'onReady',
  ])
  view.logs.length = 0
  send({ t: 'event', event: { name: 'hide' } })
  send({ t: 'event', event: { name: 'show', launch: { path: '', query: {}, scene: 1038, referrerInfo: {} } } })
  await settle()
  expect(logs()).toEqual(['onHide', 'c hide', 'app hide', 'app show', 'onShow', 'c show'])
  view.logs.length = 0
  send({ t: 'ui', events: [] })
  send({ t: 'ping', n: 4 })
  await settle()
  expect(view.errors).toEqual([])
  end()
})

test('who opens no certain page is told of the first one', async () => {
  const say = 'console.log(o.path+" "+wx.getLaunchOptionsSync().path+" "+wx.getEnterOptionsSync().path)'
  const { logs, send, settle, end } = await open({
    'app.js': `App({onLaunch(o){${say}},onShow(o){${say}}})`,
    'home.wxml': '<view/>',
    'home.js': 'Page({})',
  })
  send({ t: 'event', event: { name: 'show', launch: { path: '/other', query: {}, scene: 1007, referrerInfo: {} } } })
  await settle()
  expect(logs()).toEqual(['home home home', 'home home home', 'other home other'])
  end()
})

test('the stack opens ten pages, goes back with events for the opener, and tells the host', async () => {
  const { view, logs, send, settle, context, end } = await open({
    'home.js': 'Page({onShow(){console.log("home show")},onHide(){console.log("home hide")}})',
    'home.wxml': '<view>home</view>',
    'other.js':
      'Page({onLoad(q){console.log("other "+q.x);this.getOpenerEventChannel().emit("back",{n:q.x})},onUnload(){console.log("unload")}})',
  })
  const wx = context['wx'] as Record<string, (options: unknown) => Promise<Record<string, unknown>>>
  await wx['navigateTo']!({
    url: 'other?x=a%20b',
    events: { back: (detail: unknown) => view.logs.push({ level: 'log', text: JSON.stringify(detail) }) },
  })
  expect(logs()).toEqual(['home show', 'home hide', 'other a%20b'])
  expect(view.stack.map(page => page.path)).toEqual(['home', 'other'])
  for (let at = 0; at < 8; at++) await wx['navigateTo']!({ url: '/other' })
  await expect(wx['navigateTo']!({ url: '/other' })).rejects.toMatchObject({
    errMsg: 'navigateTo:fail webview count limit exceed',
  })
  send({ t: 'event', event: { name: 'back', delta: 9 } })
  await settle()
  expect(view.stack.map(page => page.path)).toEqual(['home'])
  expect(view.pages.size).toBe(1)
  expect(logs().filter(text => text === 'unload').length).toBe(9)
  await expect(wx['navigateBack']!({})).rejects.toMatchObject({
    errMsg: 'navigateBack:fail cannot navigate back at first page.',
  })
  await expect(wx['navigateTo']!({ url: '/nowhere' })).rejects.toMatchObject({
    errMsg: 'navigateTo:fail page "nowhere" is not found',
  })
  expect(view.faults).toEqual([])
  end()
})

test('tab pages are kept, others go; a custom tab bar hangs in each tab page', async () => {
  const { view, context, settle, end } = await open({
    'app.json':
      '{"pages":["home","other","deep"],"tabBar":{"custom":true,"list":[{"pagePath":"home","text":"H"},{"pagePath":"other","text":"O"}]}}',
    'home.js': 'Page({data:{n:0},onLoad(){console.log("load home")},onShow(){this.getTabBar().setData({on:"home"})}})',
    'home.wxml': '<view>home</view>',
    'deep.js': 'Page({onUnload(){console.log("deep gone")}})',
    'deep.wxml': '<view/>',
    'custom-tab-bar/index.json': '{"component":true}',
    'custom-tab-bar/index.js': 'Component({data:{on:""}})',
    'custom-tab-bar/index.wxml': '<view class="bar">{{on}}</view>',
    'custom-tab-bar/index.wxss': '.bar{position:fixed}',
  })
  const wx = context['wx'] as Record<string, (options: unknown) => Promise<unknown>>
  expect(view.text()).toBe('homehome')
  expect(view.page?.sheets).toContain('custom-tab-bar/index')
  await wx['navigateTo']!({ url: '/deep' })
  await wx['switchTab']!({ url: '/other' })
  await wx['switchTab']!({ url: '/home' })
  await settle()
  expect(view.logs.map(log => log.text)).toEqual(['load home', 'deep gone'])
  expect(view.pages.size).toBe(2)
  await expect(wx['navigateTo']!({ url: '/other' })).rejects.toMatchObject({
    errMsg: 'navigateTo:fail can not navigateTo a tabbar page',
  })
  end()
})

test('a program that was ended comes back where it was', async () => {
  const { view, logs, end } = await open(
    { 'home.js': 'Page({onShow(){console.log("home show")}})', 'home.wxml': '<view>home</view>' },
    {
      resume: [
        { path: 'home', query: {} },
        { path: 'other', query: { id: '7' } },
      ],
    },
  )
  expect(view.stack.map(page => [page.path, page.query])).toEqual([
    ['home', {}],
    ['other', { id: '7' }],
  ])
  expect(view.text()).toBe('other')
  expect(logs()).toEqual([])
  end()
})

test('a broken page is told and the others go on; a broken app.js too', async () => {
  const { view, context, end } = await open({
    'app.js': 'null.x',
    'home.js': 'undefined.y',
    'home.wxml': '<view>still</view>',
  })
  expect(view.text()).toBe('still')
  expect(view.errors.map(error => error.kind)).toEqual(['script', 'script', 'page'])
  expect(view.errors.every(error => !error.fatal)).toBe(true)
  const wx = context['wx'] as Record<string, (options: unknown) => Promise<unknown>>
  await wx['navigateTo']!({ url: '/other' })
  expect(view.text()).toBe('other')
  end()
})

test('a subpackage is fetched when it is needed, once', async () => {
  const { view, context, end } = await open({
    'app.json': '{"pages":["home"],"subpackages":[{"root":"sub","pages":["a","b"]}]}',
    'home.js': 'Page({})',
    'home.wxml': '<view/>',
    'sub/a.js': 'Page({})',
    'sub/a.wxml': '<view>A</view>',
    'sub/b.js': 'Page({})',
    'sub/b.wxml': '<view>B</view>',
  })
  const wx = context['wx'] as Record<string, (options: unknown) => Promise<unknown>>
  await wx['navigateTo']!({ url: '/sub/a' })
  expect(view.text()).toBe('A')
  await wx['navigateTo']!({ url: 'b' })
  expect(view.text()).toBe('B')
  expect(view.calls.filter(call => call.api === 'loadPackage').length).toBe(1)
  end()
})

test('the network and other ways out are gone before program code runs', async () => {
  const names = ['fetch', 'XMLHttpRequest', 'WebSocket', 'importScripts', 'postMessage', 'addEventListener', '__plaza']
  const { logs, end } = await open({
    'home.js': `console.log(${names.map(name => `typeof ${name}`).join()});console.log(Function("return this")()===globalThis);Page({})`,
    'home.wxml': '<view/>',
  })
  expect(logs()).toEqual([names.map(() => 'undefined').join(' '), 'true'])
  end()
})

test('where onLaunch goes comes after the first page, and what a page does after its end is not sent', async () => {
  const { view, logs, settle, end } = await open({
    'early.js': 'module.exports=getApp()',
    'app.js':
      'const early=require("./early");App({n:1,onLaunch(){console.log(early===getApp(),early.n);wx.reLaunch({url:"/other"})}})',
    'home.js': 'Page({onLoad(){console.log("home");setTimeout(()=>this.setData({late:[1,2,3]}),1)}})',
    'home.wxml': '<view wx:for="{{late}}">{{item}}</view>',
    'other.js': 'Page({onLoad(){console.log("other")}})',
  })
  await settle(20)
  expect(logs()).toEqual(['true 1', 'home', 'other'])
  expect(view.text()).toBe('other')
  expect(view.faults).toEqual([])
  expect([...view.nodes.values()].filter(node => node.tag === 'view' && node.parent === undefined)).toEqual([])
  end()
})
