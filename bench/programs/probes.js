// Put into every page and frame before its own scripts: when a cage is ready and a page painted, and when what was set is seen.
if (window.top === window) {
  const heard = new Map()
  const HEARD_WITHIN_MS = 30_000
  const once = kind =>
    new Promise((done, failed) => {
      const until = performance.now() + HEARD_WITHIN_MS
      const look = () => {
        if (heard.has(kind)) done(heard.get(kind))
        else if (performance.now() > until) failed(new Error(`the cage never told ${kind}`))
        else setTimeout(look, 1)
      }
      look()
    })
  const listen = MessagePort.prototype.addEventListener
  MessagePort.prototype.addEventListener = function (type, hear, ...rest) {
    const note = event => {
      const kind = event.data?.t
      if (kind && !heard.has(kind)) heard.set(kind, performance.now())
      return hear(event)
    }
    return listen.call(this, type, note, ...rest)
  }
  /** Goes where a tap on a program leads; tells how long until its first page is painted. */
  window.openProgram = appId => {
    const began = performance.now()
    const stack = ['/discover', `/mp/${appId}`]
    history.pushState({ stack, depth: 1 }, '', stack[1])
    dispatchEvent(new PopStateEvent('popstate', { state: history.state }))
    return once('painted').then(at => at - began)
  }
  window.cageReady = () => once('ready')
} else {
  /** What stood in the mark, by when it was last painted after a change. */
  window.seen = {}
  const watch = root => {
    let waits = false
    const note = () => {
      waits = false
      const text = root.querySelector('[class*="mark"]')?.textContent
      if (text) window.seen[text] = Date.now()
    }
    const later = () => {
      if (waits) return
      waits = true
      requestAnimationFrame(() => {
        const { port1, port2 } = new MessageChannel()
        port1.addEventListener('message', note)
        port1.start()
        port2.postMessage(0)
      })
    }
    new MutationObserver(later).observe(root, { subtree: true, childList: true, characterData: true })
  }
  const attach = Element.prototype.attachShadow
  Element.prototype.attachShadow = function (init) {
    const root = attach.call(this, init)
    watch(root)
    return root
  }
  watch(document)

  /** Times of the frames from now until `framesOver`. */
  window.countFrames = () => {
    const times = []
    let goes = true
    const next = at => {
      times.push(at)
      if (goes) requestAnimationFrame(next)
    }
    requestAnimationFrame(next)
    window.framesOver = () => {
      goes = false
      return times
    }
  }
}
