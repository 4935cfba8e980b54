// Stands for a program's Worker: says what the test tells it to, and reports all that it hears.
let surface = null

addEventListener('message', ({ data }) => {
  if (data.t === 'event' && data.event.task === 'test') return act(data.event.kind, data.event.detail)
  if (data.t === 'canvas' && data.canvas) {
    surface = data.canvas
    surface.width = data.width
    surface.height = data.height
    const pen = surface.getContext('2d')
    pen.fillStyle = '#07c160'
    pen.fillRect(10, 10, data.width - 20, data.height - 20)
  }
  if (data.t === 'ping') return postMessage({ t: 'pong', n: data.n })
  postMessage({
    t: 'log',
    level: 'info',
    text: JSON.stringify(data, (key, value) => (key === 'canvas' ? !!value : value)),
  })
})

function act(kind, detail) {
  if (kind === 'post') postMessage(detail)
  if (kind === 'loop') for (;;) Math.sqrt(2)
  if (kind === 'flood') flood(detail)
  if (kind === 'calls') for (let id = 1; id <= detail; id += 1) postMessage({ t: 'call', id, api: 'login', args: {} })
}

/** So many nodes and texts, in messages of the greatest size. */
function flood(total) {
  const each = 90_000
  let node = 1_000
  for (let sent = 0; sent < total; sent += each) {
    const ops = []
    for (let count = 0; count < each; count += 2) {
      node += 1
      ops.push(10, node, 'view', 20, 2, node)
    }
    postMessage({ t: 'ops', ops })
  }
}

postMessage({ t: 'ready' })
