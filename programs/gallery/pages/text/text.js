const { galleryPage } = require('../../lib/page')

const RICH =
  '<p>Plaza <b>bold</b>, <i>italic</i>, <span style="color:#07803f">green</span>.</p><ul><li>Tram</li><li>Ferry</li></ul>'
const NODES = [
  {
    name: 'div',
    attrs: { style: 'padding:8px;border:1px solid #07803f;border-radius:8px' },
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
    this.setData({ percent: 0 })
    setTimeout(() => this.setData({ percent: 70 }), 50)
  },
})
