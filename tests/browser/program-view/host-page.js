// The page that plays host: one frame, one port, files by name, and a clock of its own frames.
const state = { messages: [], logs: [], worst: 0, asked: [], held: false }
globalThis.host = state

const { port1, port2 } = new MessageChannel()
const frame = document.createElement('iframe')
frame.setAttribute('sandbox', 'allow-scripts')
frame.src = new URLSearchParams(location.search).get('frame')
frame.addEventListener('load', () => frame.contentWindow.postMessage({ plaza: 'program' }, '*', [port2]), {
  once: true,
})
document.body.append(frame)

port1.addEventListener('message', ({ data }) => {
  if (data.t === 'log') {
    try {
      state.logs.push(JSON.parse(data.text))
    } catch {
      state.logs.push(data)
    }
  } else state.messages.push(data)
  if (data.t === 'asset') void answer(data)
  if (data.t === 'call') port1.postMessage({ t: 'reply', id: data.id, ok: true, res: {} })
})
port1.start()
state.send = message => port1.postMessage(message)

let before = performance.now()
const tick = now => {
  state.worst = Math.max(state.worst, now - before)
  before = now
  requestAnimationFrame(tick)
}
requestAnimationFrame(tick)
state.resetClock = () => {
  state.worst = 0
  before = performance.now()
}

// Files of a program by their paths, given by the test as base64.
state.files = {}

const SIZES = { 'wide.png': [300, 150], 'tall.png': [100, 200], 'icon.png': [48, 48] }

async function answer({ id, src }) {
  state.asked.push(src)
  const file = state.files[src]
  if (file) {
    const bytes = Uint8Array.from(atob(file.data), letter => letter.charCodeAt(0)).buffer
    return port1.postMessage({ t: 'asset', id, bytes, type: file.type }, [bytes])
  }
  const tile = /^plaza:tile\/(\d+)\/(\d+)\/(\d+)$/.exec(src)
  const size = SIZES[src.split('/').at(-1)]
  const canvas = tile ? drawTile(tile) : size ? draw(...size) : null
  if (!canvas) {
    const wave = src.endsWith('.wav') ? silence() : null
    return port1.postMessage({ t: 'asset', id, bytes: wave, type: wave ? 'audio/wav' : '' })
  }
  const blob = await canvas.convertToBlob()
  const bytes = await blob.arrayBuffer()
  port1.postMessage({ t: 'asset', id, bytes, type: 'image/png' }, [bytes])
}

function draw(width, height) {
  const canvas = new OffscreenCanvas(width, height)
  const pen = canvas.getContext('2d')
  const shade = pen.createLinearGradient(0, 0, width, height)
  shade.addColorStop(0, '#5b8def')
  shade.addColorStop(1, '#c86bdf')
  pen.fillStyle = shade
  pen.fillRect(0, 0, width, height)
  pen.fillStyle = '#fff'
  pen.beginPath()
  pen.arc(width / 2, height / 2, Math.min(width, height) / 4, 0, 7)
  pen.fill()
  return canvas
}

function drawTile([, z, x, y]) {
  const canvas = new OffscreenCanvas(256, 256)
  const pen = canvas.getContext('2d')
  pen.fillStyle = (Number(x) + Number(y)) % 2 ? '#eef2e6' : '#e6ece0'
  pen.fillRect(0, 0, 256, 256)
  pen.strokeStyle = '#fff'
  pen.lineWidth = 8
  pen.strokeRect(40, -10, 120, 300)
  pen.fillStyle = '#889'
  pen.font = '16px sans-serif'
  pen.fillText(`${z}/${x}/${y}`, 20, 30)
  return canvas
}

/** One second of nothing, as a WAVE file. */
function silence() {
  const rate = 8000
  const view = new DataView(new ArrayBuffer(44 + rate))
  const word = (at, text) => [...text].forEach((letter, index) => view.setUint8(at + index, letter.charCodeAt(0)))
  word(0, 'RIFF')
  view.setUint32(4, 36 + rate, true)
  word(8, 'WAVEfmt ')
  view.setUint32(16, 16, true)
  view.setUint16(20, 1, true)
  view.setUint16(22, 1, true)
  view.setUint32(24, rate, true)
  view.setUint32(28, rate, true)
  view.setUint16(32, 1, true)
  view.setUint16(34, 8, true)
  word(36, 'data')
  view.setUint32(40, rate, true)
  new Uint8Array(view.buffer).fill(128, 44)
  return view.buffer
}
