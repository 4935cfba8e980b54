const { logIn } = require('./lib/server')
const { nameTabs } = require('./lib/tabs')

App({
  onLaunch() {
    nameTabs()
    logIn().catch(() => {})
  },
})
