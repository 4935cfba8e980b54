const BAY = '/images/bay.png'

module.exports = {
  chooseMedia: () => wx.chooseMedia({ count: 2, mediaType: ['image', 'video'] }),
  chooseImage: () => wx.chooseImage({ count: 1 }),
  previewImage: () => wx.previewImage({ urls: [BAY, '/images/dawn.png'], current: BAY }),
  previewMedia: () => wx.previewMedia({ sources: [{ url: BAY, type: 'image' }] }),
  getImageInfo: () => wx.getImageInfo({ src: BAY }),
  compressImage: () => wx.compressImage({ src: BAY, quality: 50 }),
  saveImageToPhotosAlbum: () => wx.saveImageToPhotosAlbum({ filePath: BAY }),
}
