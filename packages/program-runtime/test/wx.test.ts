import { expect, test } from 'vitest'
import { open } from './open.ts'

type Wx = Record<string, (...args: readonly unknown[]) => unknown>

async function wxOf(
  answers: Record<string, (args: Record<string, unknown>) => unknown> = {},
  storage: Record<string, string> = {},
) {
  const played = await open(
    { 'home.js': 'Page({no(){wx.openBluetoothAdapter()}})', 'home.wxml': '<view/>' },
    {},
    { answers, boot: { storage } },
  )
  return { ...played, wx: played.context['wx'] as Wx }
}

test('callbacks or a promise, never both, and documented words', async () => {
  const { wx, settle, end } = await wxOf({ login: () => ({ code: 'c' }) })
  const told: unknown[] = []
  const tell = (res: unknown) => void told.push(res)
  expect(wx['login']!({ success: tell, complete: tell })).toBe(undefined)
  await settle()
  expect(told).toEqual([
    { errMsg: 'login:ok', code: 'c' },
    { errMsg: 'login:ok', code: 'c' },
  ])
  await expect(wx['login']!()).resolves.toEqual({ errMsg: 'login:ok', code: 'c' })
  await expect(wx['openBluetoothAdapter']!()).rejects.toEqual({ errMsg: 'openBluetoothAdapter:fail not supported' })
  expect(wx['canIUse']!('login')).toBe(true)
  expect(wx['canIUse']!('scroll-view.refresher-enabled')).toBe(true)
  expect(wx['canIUse']!('openBluetoothAdapter')).toBe(false)
  end()
})

test('storage is there at once and written through', async () => {
  const { wx, view, end } = await wxOf({}, { old: '{"type":"object","data":{"a":1}}' })
  expect(wx['getStorageSync']!('old')).toEqual({ a: 1 })
  expect(wx['getStorageSync']!('none')).toBe('')
  wx['setStorageSync']!('n', 5)
  await expect(wx['getStorage']!({ key: 'n' })).resolves.toEqual({ errMsg: 'getStorage:ok', data: 5 })
  await expect(wx['getStorage']!({ key: 'x' })).rejects.toEqual({ errMsg: 'getStorage:fail data not found' })
  expect(view.calls).toContainEqual({ api: 'setStorage', args: { key: 'n', data: '{"type":"number","data":5}' } })
  expect(wx['getStorageInfoSync']!()).toMatchObject({ keys: ['old', 'n'] })
  end()
})

test('requests make their body, parse JSON, and are tasks', async () => {
  const { wx, view, settle, end } = await wxOf({
    request: () => ({ statusCode: 200, data: '{"ok":true}', header: {} }),
  })
  const told: unknown[] = []
  const task = wx['request']!({
    url: 'https://a.example',
    data: { q: 'ä', n: [1] },
    success: (res: unknown) => told.push(res),
  }) as Wx
  expect(typeof task['abort']).toBe('function')
  await settle()
  expect(told).toMatchObject([{ statusCode: 200, data: { ok: true } }])
  expect(view.calls.at(-1)!.args['url']).toBe('https://a.example?q=%C3%A4&n=%5B1%5D')
  await wx['request']!({
    url: 'https://a.example',
    method: 'POST',
    data: { a: 1 },
    header: { 'Content-Type': 'application/x-www-form-urlencoded' },
  })
  expect(view.calls.at(-1)!.args['data']).toBe('a=1')
  end()
})

test('the file system keeps, lists and refuses', async () => {
  const { wx, view, end } = await wxOf()
  const fs = wx['getFileSystemManager']!() as Wx
  const path = 'wxfile://usr/a/b.txt'
  fs['mkdirSync']!('wxfile://usr/a', true)
  fs['writeFileSync']!(path, 'grüße', 'utf8')
  fs['appendFileSync']!(path, '!')
  expect(fs['readFileSync']!(path, 'utf-8')).toBe('grüße!')
  expect(fs['readdirSync']!('wxfile://usr')).toEqual(['a'])
  expect(() => fs['writeFileSync']!('/etc/x', '')).toThrow(/permission denied/)
  await expect(fs['readFile']!({ filePath: 'wxfile://usr/none' })).rejects.toMatchObject({
    errMsg: expect.stringContaining('readFile:fail') as string,
  })
  expect(view.calls.filter(call => call.api === 'fsWrite').length).toBe(2)
  end()
})

test('what onLaunch asks of the bar is for the first page', async () => {
  const { view, settle, end } = await open({
    'app.js': 'App({onLaunch(){wx.setNavigationBarTitle({title:"Early"})}})',
    'home.js': 'Page({})',
    'home.wxml': '<view/>',
  })
  await settle()
  expect(view.errors).toEqual([])
  expect(view.stack[0]!.bar.title).toBe('Early')
  end()
})

test('bars, tabs and titles are told to the host', async () => {
  const { wx, view, settle, end } = await wxOf()
  wx['setNavigationBarTitle']!({ title: 'New' })
  wx['setNavigationBarColor']!({ frontColor: '#000000', backgroundColor: '#ffffff' })
  await settle()
  expect(view.stack[0]!.bar).toMatchObject({ title: 'New', front: 'black', background: '#ffffff' })
  end()
})

test('animations and old canvases are lists of steps', async () => {
  const { wx, end } = await wxOf()
  const animation = wx['createAnimation']!({ duration: 100 }) as Wx
  ;((animation['rotate']!(45) as Wx)['width']!(10) as Wx)['step']!({ delay: 5 })
  expect(animation['export']!()).toEqual({
    actions: [
      {
        animates: [
          { type: 'rotate', args: [45] },
          { type: 'style', args: ['width', '10px'] },
        ],
        option: { transformOrigin: '50% 50% 0', transition: { duration: 100, timingFunction: 'linear', delay: 5 } },
      },
    ],
  })
  expect(animation['export']!()).toEqual({ actions: [] })
  const copy = Object.assign({}, animation, { option: { transition: { duration: 7 } } }) as Wx
  ;(copy['rotate']!(1) as Wx)['step']!()
  expect(copy['export']!()).toMatchObject({ actions: [{ option: { transition: { duration: 7 } } }] })
  end()
})

test('a socket tells what the host tells', async () => {
  const { wx, view, send, settle, end } = await wxOf({ connectSocket: () => ({}), sendSocketMessage: () => ({}) })
  const told: unknown[] = []
  const socket = wx['connectSocket']!({ url: 'wss://a.example' }) as Wx
  socket['onMessage']!((message: unknown) => told.push(message))
  const task = String(view.calls.at(-1)!.args['task'])
  send({ t: 'event', event: { name: 'task', task, kind: 'open', detail: {} } })
  send({ t: 'event', event: { name: 'task', task, kind: 'message', detail: { data: 'hi' } } })
  await settle()
  expect(socket['readyState']).toBe(1)
  expect(told).toEqual([{ data: 'hi' }])
  end()
})

test('a recorder asks its host, and tells what comes of it', async () => {
  const asked: Record<string, unknown>[] = []
  const { wx, send, settle, end } = await wxOf({
    record: args => (asked.push(args), args['method'] === 'stop' ? Promise.reject(new Error('not recording')) : {}),
  })
  const recorder = wx['getRecorderManager']!() as Wx
  expect(wx['getRecorderManager']!()).toBe(recorder)
  expect(wx['canIUse']!('getRecorderManager')).toBe(true)
  const told: unknown[] = []
  for (const name of ['Start', 'Stop', 'Error', 'FrameRecorded'])
    recorder[`on${name}`]!((detail: unknown) => told.push([name, detail]))
  recorder['start']!({ duration: 5_000, frameSize: 1 })
  await settle()
  expect(asked).toMatchObject([{ method: 'start', duration: 5_000, frameSize: 1 }])
  const task = String(asked[0]!['task'])
  const event = (kind: string, detail: unknown) => send({ t: 'event', event: { name: 'task', task, kind, detail } })
  event('start', {})
  event('stop', { tempFilePath: 'wxfile://tmp_1.webm', duration: 5_000, fileSize: 9 })
  recorder['stop']!()
  await settle()
  expect(told).toMatchObject([
    ['Start', {}],
    ['Stop', { tempFilePath: 'wxfile://tmp_1.webm' }],
    ['Error', { errMsg: expect.stringMatching(/^operateRecorder:fail/) }],
  ])
  end()
})

test('a page says under which title and query it is kept', async () => {
  const { send, view, settle, end } = await open(
    { 'home.js': 'Page({onAddToFavorites(){return {title:"Tides",query:"day=5"}}})', 'home.wxml': '<view/>' },
    {},
    { answers: { addToFavorites: () => ({}) } },
  )
  send({ t: 'event', event: { name: 'favorite' } })
  await settle()
  const [call] = view.calls.filter(one => one.api === 'addToFavorites')
  expect(call?.args).toMatchObject({ title: 'Tides', path: expect.stringMatching(/^\/\w+\?day=5$/) })
  end()
})

test('the background player begins with its source, has the buttons of a lock screen, and hears its host', async () => {
  const asked: Record<string, unknown>[] = []
  const { wx, send, settle, end } = await wxOf({ audio: args => (asked.push(args), {}) })
  const player = wx['getBackgroundAudioManager']!() as Wx & { src: string; paused: boolean; currentTime: number }
  const told: string[] = []
  for (const name of ['Play', 'TimeUpdate', 'Next', 'Prev']) player[`on${name}`]!(() => told.push(name))
  player.src = 'https://a.example/1.mp3'
  await settle()
  expect(asked).toMatchObject([{ method: 'set', values: { src: 'https://a.example/1.mp3', autoplay: true } }])
  const task = String(asked[0]!['id'])
  const event = (kind: string, detail: unknown) => send({ t: 'event', event: { name: 'task', task, kind, detail } })
  event('play', {})
  event('timeUpdate', { currentTime: 3, duration: 60 })
  expect(told).toEqual(['Play', 'TimeUpdate'])
  expect(player).toMatchObject({ paused: false, currentTime: 3 })
  await expect(wx['getBackgroundAudioPlayerState']!()).resolves.toMatchObject({ status: 1, currentPosition: 3 })
  await wx['pauseBackgroundAudio']!()
  await wx['playBackgroundAudio']!({ dataUrl: 'https://a.example/1.mp3' })
  await wx['playBackgroundAudio']!({ dataUrl: 'https://a.example/2.mp3', title: 'Two' })
  await settle()
  expect(asked.slice(1).map(one => one['method'])).toEqual(['pause', 'play', 'set', 'set', 'set'])
  expect(player.src).toBe('https://a.example/2.mp3')
  end()
})

test('a plugin that is named and not here is told of, and the page that wanted it works; any other is refused', async () => {
  const { view, logs, end } = await open({
    'app.json': '{"pages":["home"],"plugins":{"chat":{"version":"1.0.0","provider":"wx1"}}}',
    'home.js':
      'const plugin=requirePlugin("chat");Page({onLoad(){plugin.init({}).then;console.log("loaded");' +
      'try{requirePlugin("speech")}catch{console.log("no speech")}' +
      'requirePlugin.async("chat").catch(e=>console.log(e.message))}})',
    'home.wxml': '<view/>',
  })
  expect(view.errors.map(error => error.message)).toEqual([expect.stringContaining('plugin "chat" is not supported')])
  expect(logs()).toEqual(['loaded', 'no speech', 'plugin "chat" is not supported'])
  end()
})
