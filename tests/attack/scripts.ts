// Expressions for the host's page: all that is known of it in any engine is read and done through these.

/** Counts the host's frames from here on. The longest time between two of them is in `clock.worst`. */
export const START_CLOCK = `(() => {
  if (window.clock) { window.clock.last = performance.now(); window.clock.worst = 0; return }
  const clock = window.clock = { last: performance.now(), worst: 0 }
  const tick = () => {
    const now = performance.now()
    clock.worst = Math.max(clock.worst, now - clock.last)
    clock.last = now
    requestAnimationFrame(tick)
  }
  requestAnimationFrame(tick)
})()`

export const WORST = 'window.clock.worst'

export interface HostState {
  /** Of the bar, which the program writes. */
  readonly title: string
  readonly shown: boolean
  /** What the host says in place of the program. */
  readonly failure: string
  readonly dialogs: number
  readonly toasts: string
  readonly focusInFrame: boolean
}

export const STATE = `({
  title: document.querySelector('.program-bar h1')?.textContent ?? '',
  shown: Boolean(document.querySelector('.cage.shown')),
  failure: document.querySelector('.program-slot .empty')?.innerText ?? '',
  dialogs: document.querySelectorAll('dialog[open]').length,
  toasts: [...document.querySelectorAll('.toast')].map(one => one.textContent).join(' '),
  focusInFrame: document.activeElement?.tagName === 'IFRAME',
})`

/** Lays the program over a conversation, as a card in it does: on a wide window both stay in sight. */
export const besideChat = (chat: string, appId: string, page: string): string => `(() => {
  const state = { stack: ['/chats', '/chats/${chat}', '/mp/${appId}/' + encodeURIComponent(${JSON.stringify(page)})], depth: 1 }
  history.pushState(state, '', state.stack[2])
  dispatchEvent(new PopStateEvent('popstate', { state }))
})()`

/** Takes the program away from over it; it rests. */
export const chatAlone = (chat: string): string => `(() => {
  const state = { stack: ['/chats', '/chats/${chat}'], depth: 1 }
  history.pushState(state, '', state.stack[1])
  dispatchEvent(new PopStateEvent('popstate', { state }))
})()`

const COMPOSER = `document.querySelector('.composer textarea, .composer [contenteditable], .composer input[type=text]')`
export const COMPOSER_PLACE = `(() => {
  const at = ${COMPOSER}?.getBoundingClientRect()
  return at && at.width > 0 ? { x: at.x + at.width / 2, y: at.y + at.height / 2 } : null
})()`
/** Takes away what was written there before. */
export const CLEAR_COMPOSER = `(() => {
  const area = ${COMPOSER}
  area.value = ''
  area.dispatchEvent(new Event('input', { bubbles: true }))
})()`
export const COMPOSER_TEXT = `(({ value, textContent }) => value ?? textContent)(${COMPOSER})`
export const FRAME_PLACE = `(() => {
  const at = document.querySelector('.cage.shown iframe')?.getBoundingClientRect()
  return at ? { x: at.x, y: at.y, width: at.width, height: at.height } : null
})()`

/** Two Workers of the host's own that only take time: how quick a page can be on this machine beside a busy one. */
export const SPIN = `(() => {
  const address = URL.createObjectURL(new Blob(['for (;;);']))
  window.spinners = []
  // WebKit refuses a page its own Worker made of a text when a driver asks.
  try {
    for (let n = 0; n < 2; n++) window.spinners.push(new Worker(address))
  } catch {}
})()`
export const UNSPIN = 'window.spinners.forEach(one => one.terminate())'

/** What a program stored in the city for whoever is signed in. */
export const storedBy = (appId: string): string => `fetch('/api/programs/${appId}/open', {
  method: 'POST', headers: { 'x-plaza': '1', 'content-type': 'application/json' }, body: '{}',
}).then(answer => answer.json()).then(run => run.storage)`
