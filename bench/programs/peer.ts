import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import {
  CARD_SHEET,
  CARDS,
  LIST_EVERY_MS,
  LIST_SETS,
  PRICE_SHEET,
  ROWS,
  SHEET,
  SMALL_EVERY_MS,
  SMALL_SETS,
} from './pages.ts'

const TOLD = `requestAnimationFrame(() => setTimeout(() => parent.postMessage('painted', '*')))`

/** The pages of the programs as a careful hand writes them for the web: nodes made once, and only what changes is written. */
const SCRIPTS: Readonly<Record<string, string>> = {
  small: `let n = 0
const [value, mark] = [document.querySelector('.value'), document.querySelector('.mark')]
const set = rounds => {
  const at = 'small ' + Date.now()
  value.textContent = ++n
  mark.textContent = at
  if (rounds > 1) setTimeout(() => set(rounds - 1), ${SMALL_EVERY_MS})
}
document.querySelector('.key').onclick = () => set(${SMALL_SETS})
${TOLD}`,
  cards: `for (let i = 0; i < ${CARDS}; i++) {
  const card = document.createElement('div')
  card.className = 'card'
  card.innerHTML = '<div class="title"></div><div class="text">Fresh from the market hall</div><div class="line"><div class="price"><span class="unit">EUR </span></div><span class="text"></span></div>'
  card.querySelector('.title').textContent = 'Card ' + i
  card.querySelector('.price').append(((100 + 37 * i) / 100).toFixed(2))
  card.querySelector('span.text').textContent = i + ' left'
  document.body.append(card)
}
${TOLD}`,
  list: `const rows = turn => Array.from({ length: ${ROWS} }, (_, i) => ({ id: i, name: 'Row ' + i, value: i * turn }))
const [box, mark] = [document.querySelector('.rows'), document.querySelector('.mark')]
let shown = []
const show = data => {
  while (shown.length > data.length) shown.pop().row.remove()
  const fresh = document.createDocumentFragment()
  data.forEach((item, i) => {
    if (!shown[i]) {
      const row = document.createElement('div')
      row.className = 'row'
      const name = row.appendChild(document.createElement('span'))
      name.className = 'row-name'
      const value = row.appendChild(document.createElement('span'))
      value.className = 'row-value'
      shown[i] = { row, name, value, item: {} }
      fresh.append(row)
    }
    const one = shown[i]
    if (one.item.name !== item.name) one.name.textContent = item.name
    if (one.item.value !== item.value) one.value.textContent = item.value
    one.item = item
  })
  box.append(fresh)
}
const set = (rounds, make, kind) => {
  const data = make(rounds)
  const at = kind + ' ' + Date.now()
  show(data)
  mark.textContent = at
  if (rounds > 1) setTimeout(() => set(rounds - 1, make, kind), ${LIST_EVERY_MS})
}
addEventListener('scroll', () => {})
const [appear, change] = document.querySelectorAll('.key')
appear.onclick = () => set(${LIST_SETS}, turn => turn % 2 ? rows(1) : [], 'appear')
change.onclick = () => set(${LIST_SETS}, turn => rows(turn), 'change')
${TOLD}`,
}

const BODIES: Readonly<Record<string, string>> = {
  small:
    '<div class="head">Counter</div><div class="note">A small program</div><div class="value">0</div><div class="key">Small</div><div class="mark"></div>',
  cards: '<div class="head">Market</div>',
  list: '<div class="key">Appear</div><div class="key">Change</div><div class="mark"></div><div class="rows"></div>',
}

/** The page around: puts a plain page into a frame of the same kind as the cage. */
const AROUND = `<!doctype html><meta name="viewport" content="width=device-width"><style>body{margin:0}iframe{border:0;width:100vw;height:100vh}</style><script>
window.openPeer = name => new Promise(done => {
  const frame = document.createElement('iframe')
  frame.setAttribute('sandbox', 'allow-scripts')
  const began = performance.now()
  addEventListener('message', () => done(performance.now() - began), { once: true })
  frame.src = '/' + name + '.html'
  document.body.append(frame)
})
</script>`

const page = (name: string): string =>
  `<!doctype html><meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/${name}.css"><body>${BODIES[name]}<script src="/${name}.js"></script>`

/** Serves the plain pages, each with a sheet and a script of its own, as the program has. */
export async function servePeers(): Promise<AsyncDisposable & { readonly url: string }> {
  const files = new Map([['/', AROUND]])
  for (const [name, script] of Object.entries(SCRIPTS)) {
    files.set(`/${name}.html`, page(name))
    files.set(`/${name}.js`, script)
    files.set(`/${name}.css`, `body{margin:0}${SHEET}${CARD_SHEET}${PRICE_SHEET}`)
  }
  const types: Record<string, string> = { js: 'text/javascript', css: 'text/css', html: 'text/html' }
  const server = createServer((request, response) => {
    const file = files.get(request.url ?? '')
    const type = types[request.url?.split('.')[1] ?? 'html'] ?? 'text/html'
    response.writeHead(file === undefined ? 404 : 200, { 'content-type': `${type}; charset=utf-8` }).end(file)
  })
  await new Promise<void>(ready => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
