// Runs in the page before anything of Plaza: notes when things are seen, and drives the scroller.

const long = []
try {
  new PerformanceObserver(list => long.push(...list.getEntries())).observe({ type: 'longtask', buffered: true })
} catch {
  // not in a service worker
}

/** How long each tap or key took until the next paint, by the number the browser gives it. */
const lasted = new Map()
try {
  new PerformanceObserver(list => {
    for (const { interactionId: id, duration } of list.getEntries())
      if (id) lasted.set(id, Math.max(duration, lasted.get(id) ?? 0))
  }).observe({ type: 'event', durationThreshold: 16 })
} catch {
  // not in a service worker
}

/** Resolves after the next frame is painted. */
const painted = () =>
  new Promise(done => {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel()
      port1.addEventListener('message', () => done(performance.now()))
      port1.start()
      port2.postMessage(0)
    })
  })

/** Resolves with the time at which something that `find` finds was first painted. */
const seen = async find => {
  await new Promise(done => {
    const look = () => Boolean(find()) && (watch.disconnect(), done(), true)
    const watch = new MutationObserver(look)
    if (!look())
      watch.observe(document, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] })
  })
  return painted()
}

const listSeen = seen(() => document.querySelector('.chat-line'))
const scroller = () => document.querySelector('.page:not(.under) .scroller')
const visibleLines = box => {
  const { top, bottom } = box.getBoundingClientRect()
  return [...box.querySelectorAll('.line[data-q]')].flatMap(line => {
    const rect = line.getBoundingClientRect()
    return rect.bottom > top && rect.top < bottom
      ? [{ line, q: Number(line.dataset.q), top: rect.top, bottom: rect.bottom }]
      : []
  })
}

/** How much of the scroller's height shows messages that are really drawn. */
const covered = (box, lines) => {
  const { top, bottom } = box.getBoundingClientRect()
  const drawn = lines.filter(({ line }) => line.firstElementChild?.checkVisibility({ contentVisibilityAuto: true }))
  const pixels = drawn.reduce((sum, at) => sum + Math.min(bottom, at.bottom) - Math.max(top, at.top), 0)
  return pixels / (bottom - top)
}

globalThis.probes = {
  painted,

  /** When the first paint was, when the chats could be used, and how long the main thread was blocked meanwhile. */
  async start(settleMs) {
    const usable = await listSeen
    await new Promise(done => setTimeout(done, settleMs))
    const paint = performance.getEntriesByName('first-contentful-paint')[0]?.startTime ?? 0
    const after = long.filter(task => task.startTime + task.duration > paint)
    return {
      paint,
      usable,
      blocked: after.reduce((sum, task) => sum + Math.max(0, task.duration - 50), 0),
      longest: Math.max(0, ...long.filter(task => task.startTime > usable).map(task => task.duration)),
    }
  },

  /** From the next click until what `find` looks for is painted. */
  async untilPainted(find) {
    const click = await new Promise(done => addEventListener('click', done, { capture: true, once: true }))
    return (await seen(find)) - click.timeStamp
  },
  interactions: () => [...lasted.values()],
  openChat: () => document.querySelector('.page:not(.under) .scroller .bubble'),
  bubbleWith: text => () => document.querySelector('.line:last-of-type .words')?.textContent === text,

  /** Scrolls up by `step` in each of `frames` frames: frames in which a visible bubble is not where it should be, or where little is drawn. */
  async scrollUp(step, frames, seenAll = new Set()) {
    const box = scroller()
    const result = { frames: 0, off: 0, worst: 0, blank: 0, stopped: 0, longest: 0 }
    let before
    let asked = 0
    let last = performance.now()
    for (let i = 0; i <= frames; i++) {
      await painted()
      result.longest = Math.max(result.longest, performance.now() - last)
      last = performance.now()
      const now = visibleLines(box)
      for (const { q } of now) seenAll.add(q)
      if (before) {
        result.frames++
        const moves = now.flatMap(at => (before.has(at.q) ? [Math.abs(at.bottom - before.get(at.q) - asked)] : []))
        const off = moves.length === 0 ? step : Math.max(...moves)
        if (off > 2) result.off++
        result.worst = Math.max(result.worst, off)
        if (covered(box, now) < 0.8) result.blank++
      }
      // The end of a line is where its bubble ends; above it a time or a name may go when older ones come in.
      before = new Map(now.map(at => [at.q, at.bottom]))
      const room = box.scrollHeight - box.clientHeight + box.scrollTop
      asked = Math.min(step, Math.max(0, room))
      if (asked < step) result.stopped++
      box.scrollTop -= step
    }
    return result
  },

  /** Reads upwards like a person, a fling and a rest at a time, until so many messages have been seen. */
  async readUp(messages, restMs) {
    const seenAll = new Set()
    let most = 0
    let flung = 0
    const result = { off: 0, blank: 0, frames: 0, worst: 0 }
    while (seenAll.size < messages && flung < messages) {
      const fling = await this.scrollUp(240, 24, seenAll)
      flung++
      result.off += fling.off
      result.blank += fling.blank
      result.worst = Math.max(result.worst, fling.worst)
      result.frames += fling.frames
      await new Promise(done => setTimeout(done, restMs))
      most = Math.max(most, document.querySelectorAll('*').length)
    }
    return { ...result, seen: seenAll.size, most, now: document.querySelectorAll('*').length }
  },

  /** On the reference page: so many messages come in, each for another chat. */
  async hear(count, apartMs) {
    const began = performance.now()
    for (let i = 0; i < count; i++) {
      globalThis.news((i * 40) % 199)
      const due = began + (i + 1) * apartMs - performance.now()
      if (due > 0) await new Promise(done => setTimeout(done, due))
    }
  },

  /** The longest time between two frames until `stop` is called. */
  watchFrames() {
    let last = performance.now()
    let longest = 0
    let on = true
    const frame = () => {
      const now = performance.now()
      longest = Math.max(longest, now - last)
      last = now
      if (on) requestAnimationFrame(frame)
    }
    requestAnimationFrame(frame)
    return { stop: () => ((on = false), longest) }
  },
}
