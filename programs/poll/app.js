const { logIn } = require('./lib/server')

App({
  onLaunch() {
    logIn().catch(() => {})
  },
})
