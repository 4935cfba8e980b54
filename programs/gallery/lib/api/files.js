const files = wx.getFileSystemManager()
const NOTE = `${wx.env.USER_DATA_PATH}/note.txt`

const answered = (name, options) => new Promise((success, fail) => files[name]({ ...options, success, fail }))

module.exports = {
  writeFile: () => answered('writeFile', { filePath: NOTE, data: 'Hello from the gallery', encoding: 'utf8' }),
  appendFile: () => answered('appendFile', { filePath: NOTE, data: '!', encoding: 'utf8' }),
  readFile: () => answered('readFile', { filePath: NOTE, encoding: 'utf8' }),
  access: () => answered('access', { path: NOTE }),
  stat: () => answered('stat', { path: NOTE }),
  readdir: () => answered('readdir', { dirPath: wx.env.USER_DATA_PATH }),
  readFileSync: () => files.readFileSync('/media/note.txt', 'utf8'),
  unlink: () => answered('unlink', { filePath: NOTE }),
}
