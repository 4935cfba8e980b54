const { galleryPage } = require('../../lib/page')

galleryPage('media', {
  onReady() {
    this.video = wx.createVideoContext('video')
    this.sound = wx.createInnerAudioContext()
    this.sound.src = '/media/tone.wav'
    this.sound.onPlay(() => this.say('onPlay'))
    this.sound.onEnded(() => this.say('onEnded'))
    this.sound.onError(error => this.say(error))
  },
  onUnload() {
    this.sound.destroy()
  },
  playVideo() {
    this.video.play()
  },
  pauseVideo() {
    this.video.pause()
  },
  playSound() {
    this.sound.play()
  },
  pauseSound() {
    this.sound.pause()
  },
})
