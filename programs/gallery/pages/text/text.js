const { galleryPage } = require('../../lib/page')

const RICH =
  '<p>Plaza <b>bold</b>, <i>italic</i>, <span class="green">green</span>.</p><ul><li>Tram</li><li>Ferry</li></ul>'
const NODES = [
  {
    name: 'div',
    attrs: { class: 'framed' },
    children: [{ type: 'text', text: 'nodes' }],
  },
]

galleryPage('text', {
  data: {
    rich: RICH,
    nodes: NODES,
    icons: ['success', 'success_no_circle', 'info', 'warn', 'waiting', 'cancel', 'download', 'search', 'clear'],
    percent: 70,
  },
  again() {
    this.asked = true
    this.setData({ percent: 0 })
    setTimeout(() => this.setData({ percent: 70 }), 50)
  },
  ended(event) {
    if (this.asked) this.tell(event)
  },
})
