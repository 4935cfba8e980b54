const w = require('../words')('calls')

const LOADING_MS = 1000

module.exports = {
  showToast: () => wx.showToast({ title: w.saved, icon: 'success' }),
  'showToast none': () => wx.showToast({ title: w.saved, icon: 'none' }),
  showLoading() {
    setTimeout(() => wx.hideLoading(), LOADING_MS)
    return wx.showLoading({ title: w.wait })
  },
  showModal: () => wx.showModal({ title: 'Plaza', content: w.sure }),
  'showModal editable': () => wx.showModal({ title: w.write, editable: true, placeholderText: w.write }),
  showActionSheet: () => wx.showActionSheet({ itemList: [w.one, w.two] }),
  enableAlertBeforeUnload: () => wx.enableAlertBeforeUnload({ message: w.sure }),
  disableAlertBeforeUnload: () => wx.disableAlertBeforeUnload(),
}
