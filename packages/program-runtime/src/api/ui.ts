import { Op } from '@plaza/program-wire'
import { ApiFault } from '../host.ts'
import type { OpenPage } from '../page.ts'
import { str, isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api, dataOf, hostApi, type Api } from './call.ts'

/** Toasts, dialogs, the bar above, the tab bar below, scrolling and refreshing. */
export function uiApis(program: Program): Record<string, Api> {
  const { host, router, tabs, writer } = program
  const onPage = (name: string, work: (page: OpenPage, options: Dict) => void): Api =>
    api(program, name, options => {
      if (router.top) return work(router.top, options)
      // What onLaunch asks for is for the page that comes.
      return router.settled().then(() => {
        if (!router.top) throw new ApiFault(`${name}:fail page not found`)
        work(router.top, options)
      })
    })
  const bar = (name: string, work: (page: OpenPage, options: Dict) => void): Api =>
    onPage(name, (page, options) => {
      work(page, options)
      router.nav()
    })
  const tab = (name: string, change: (options: Dict) => Parameters<typeof tabs.change>[1]): Api =>
    api(program, name, options => {
      if (!tabs.change(Number(options['index'] ?? -1), change(options)))
        throw new ApiFault(`${name}:fail tabbar item not found`)
      router.nav()
    })
  return {
    showToast: hostApi(program, 'showToast', options => ({
      icon: 'success',
      duration: 1500,
      mask: false,
      ...dataOf(options),
    })),
    showLoading: hostApi(program, 'showLoading', options => ({ title: '', mask: false, ...dataOf(options) })),
    hideToast: hostApi(program, 'hideToast'),
    hideLoading: hostApi(program, 'hideLoading'),
    showModal: api(program, 'showModal', async options => {
      const res = await host.call('showModal', { title: '', content: '', showCancel: true, ...dataOf(options) })
      return { content: null, ...res, confirm: res['confirm'] === true, cancel: res['confirm'] !== true }
    }),
    showActionSheet: hostApi(program, 'showActionSheet'),
    setNavigationBarTitle: bar('setNavigationBarTitle', (page, options) => {
      page.bar.title = str(options['title'])
    }),
    setNavigationBarColor: bar('setNavigationBarColor', (page, options) => {
      page.bar.front = options['frontColor'] === '#000000' ? 'black' : 'white'
      page.bar.background = str(options['backgroundColor'], '#000000')
    }),
    showNavigationBarLoading: bar('showNavigationBarLoading', page => {
      page.bar.loading = true
    }),
    hideNavigationBarLoading: bar('hideNavigationBarLoading', page => {
      page.bar.loading = false
    }),
    hideHomeButton: onPage('hideHomeButton', () => undefined),
    setTopBarText: onPage('setTopBarText', () => undefined),
    setBackgroundColor: onPage('setBackgroundColor', (page, options) =>
      writer.op(Op.setPage, page.id, dataOf(options)),
    ),
    setBackgroundTextStyle: onPage('setBackgroundTextStyle', (page, options) => {
      writer.op(Op.setPage, page.id, { backgroundTextStyle: options['textStyle'] })
    }),
    startPullDownRefresh: onPage('startPullDownRefresh', page => writer.op(Op.refresh, page.id, 'start')),
    stopPullDownRefresh: onPage('stopPullDownRefresh', page => writer.op(Op.refresh, page.id, 'stop')),
    pageScrollTo: onPage('pageScrollTo', (page, options) => scrollTo(program, page, options)),
    setTabBarBadge: tab('setTabBarBadge', options => ({ badge: str(options['text']), dot: false })),
    removeTabBarBadge: tab('removeTabBarBadge', () => ({ badge: '' })),
    showTabBarRedDot: tab('showTabBarRedDot', () => ({ dot: true, badge: '' })),
    hideTabBarRedDot: tab('hideTabBarRedDot', () => ({ dot: false })),
    setTabBarItem: tab('setTabBarItem', options => ({
      ...(typeof options['text'] === 'string' ? { text: options['text'] } : {}),
      ...(typeof options['iconPath'] === 'string' ? { icon: options['iconPath'].replace(/^\//, '') } : {}),
      ...(typeof options['selectedIconPath'] === 'string'
        ? { selectedIcon: options['selectedIconPath'].replace(/^\//, '') }
        : {}),
    })),
    setTabBarStyle: api(program, 'setTabBarStyle', options => {
      tabs.style = { ...tabs.style, ...(dataOf(options) as typeof tabs.style) }
      router.nav()
    }),
    showTabBar: api(program, 'showTabBar', () => {
      tabs.isVisible = true
      router.nav()
    }),
    hideTabBar: api(program, 'hideTabBar', () => {
      tabs.isVisible = false
      router.nav()
    }),
    loadFontFace: api(program, 'loadFontFace', options => loadFont(program, options)),
    hideKeyboard: onPage('hideKeyboard', page => writer.op(Op.invoke, page.root, 'blur', [])),
    getSelectedTextRange: onPage('getSelectedTextRange', () => {
      throw new ApiFault('getSelectedTextRange:fail no focused input')
    }),
    enableAlertBeforeUnload: api(program, 'enableAlertBeforeUnload', () => undefined),
    disableAlertBeforeUnload: api(program, 'disableAlertBeforeUnload', () => undefined),
    setWindowSize: api(program, 'setWindowSize', () => undefined),
    nextTick: work => {
      if (typeof work === 'function')
        writer.afterFlush(() => setTimeout(() => program.errors.guard('nextTick', work as () => void), 0))
    },
  }
}

function scrollTo(program: Program, page: OpenPage, options: Dict): void {
  const duration = typeof options['duration'] === 'number' ? options['duration'] : 300
  const offsetTop = typeof options['offsetTop'] === 'number' ? options['offsetTop'] : 0
  const selector = options['selector']
  const scrollTop = typeof options['scrollTop'] === 'number' ? { scrollTop: options['scrollTop'] } : {}
  let target: { selectorNode?: number } = {}
  if (typeof selector === 'string') {
    const found = page.component.getShadowRoot()?.querySelector(selector)
    const node = found?.getBackendElement() as { id: number } | null | undefined
    if (!node && scrollTop.scrollTop === undefined) throw new ApiFault('pageScrollTo:fail selector not found')
    if (node) target = { selectorNode: node.id }
  }
  program.context.settle()
  program.writer.op(Op.scrollPage, page.id, { ...scrollTop, ...target, duration, offsetTop })
}

let fonts = 0

/** A font becomes a sheet of one rule; its address is the host's to allow. */
function loadFont(program: Program, options: Dict): Dict {
  const family = str(options['family']).replaceAll(/["\\\n]/g, '')
  const source = str(options['source'])
  if (family === '' || source === '') throw new ApiFault('loadFontFace:fail invalid options')
  const desc = isDict(options['desc']) ? options['desc'] : {}
  const lines = ['style', 'weight', 'variant'].flatMap(key =>
    typeof desc[key] === 'string' ? [`font-${key}:${desc[key].replaceAll(/[^\w\s-]/g, '')}`] : [],
  )
  const src = source.startsWith('url(')
    ? source.replaceAll(/[{};]/g, '')
    : `url("${source.replaceAll(/["\\\n]/g, '')}")`
  const path = `font:${++fonts}`
  program.post({ t: 'styles', styles: { [path]: `@font-face{font-family:"${family}";src:${src};${lines.join(';')}}` } })
  for (const page of program.router.all()) program.writer.op(Op.sheet, page.id, path)
  return { status: 'loaded' }
}
