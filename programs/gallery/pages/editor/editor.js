const { galleryPage } = require('../../lib/page')

galleryPage('editor', {
  ready() {
    wx.createSelectorQuery()
      .select('#editor')
      .context(({ context }) => {
        this.editor = context
      })
      .exec()
  },
  format({ currentTarget }) {
    const { name, value } = currentTarget.dataset
    this.editor.format(name, value)
  },
  line() {
    this.editor.insertDivider()
  },
  undo() {
    this.editor.undo()
  },
  clear() {
    this.editor.clear()
  },
  read() {
    this.editor.getContents({ success: ({ html, text }) => this.say({ html, text }) })
  },
})
