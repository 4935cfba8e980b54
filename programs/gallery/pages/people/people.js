const { galleryPage } = require('../../lib/page')

galleryPage('people', {
  data: { picture: '' },
  async profile() {
    try {
      const { userInfo } = await wx.getUserProfile({ desc: this.data.w.why })
      this.setData({ picture: userInfo.avatarUrl })
      this.say(userInfo.nickName)
    } catch (error) {
      this.say(error.errMsg)
    }
  },
  chosen(event) {
    this.setData({ picture: event.detail.avatarUrl })
    this.tell(event)
  },
})
