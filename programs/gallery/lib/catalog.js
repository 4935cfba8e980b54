const words = require('./words')

const components = {
  layout: { view: 'view', scroll: 'scroll-view', swiper: 'swiper', movable: 'movable-view', cover: 'cover-view' },
  content: { text: 'text rich-text icon progress', image: 'image', media: 'audio video', canvas: 'canvas', map: 'map' },
  forms: {
    button: 'button',
    choice: 'checkbox radio switch slider',
    form: 'form input textarea label',
    picker: 'picker',
    wheel: 'picker-view',
    editor: 'editor',
  },
  structure: {
    navigator: 'navigator',
    layers: 'page-container root-portal match-media',
    custom: 'slot generics relations',
    wxs: 'wxs change:prop',
  },
}
const apis = {
  screen: {
    dialogs: 'showToast showModal showActionSheet',
    routes: 'navigateTo switchTab',
    animation: 'createAnimation animate',
    query: 'createSelectorQuery createIntersectionObserver',
  },
  data: { storage: 'setStorage', network: 'request connectSocket', files: 'getFileSystemManager' },
  device: {
    system: 'getWindowInfo getDeviceInfo',
    device: 'setClipboardData scanCode vibrateShort',
    place: 'getLocation chooseLocation',
    pictures: 'chooseMedia previewImage',
  },
  open: { login: 'login getSetting', people: 'getUserProfile share', messages: 'requestSubscribeMessage' },
}
const OWN_PAGES = ['animation', 'query', 'people']

const pageOf = name => `/pages/${name}/${name}`
const pageOfApi = name => (OWN_PAGES.includes(name) ? pageOf(name) : `/pages/calls/calls?of=${name}`)

/** Groups of a catalogue whose entries have `find` in their title or names. */
function groups(catalog, address, find) {
  const titles = words('catalog')
  const wanted = find.trim().toLowerCase()
  return Object.entries(catalog)
    .map(([group, parts]) => ({
      title: titles[group],
      items: Object.entries(parts)
        .map(([name, tags]) => ({ title: words(name).title, tags, url: address(name) }))
        .filter(({ title, tags }) => `${title} ${tags}`.toLowerCase().includes(wanted)),
    }))
    .filter(({ items }) => items.length > 0)
}

module.exports = {
  componentGroups: find => groups(components, pageOf, find),
  apiGroups: find => groups(apis, pageOfApi, find),
}
