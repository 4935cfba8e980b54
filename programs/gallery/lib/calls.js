// Groups of calls; each call gives its answer, or throws what it failed with.
module.exports = {
  dialogs: require('./api/dialogs'),
  routes: require('./api/routes'),
  storage: require('./api/storage'),
  network: require('./api/network'),
  files: require('./api/files'),
  system: require('./api/system'),
  device: require('./api/device'),
  place: require('./api/place'),
  pictures: require('./api/pictures'),
  login: require('./api/login'),
  messages: require('./api/messages'),
}
