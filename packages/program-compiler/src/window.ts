import type { TabBar, WindowConfig } from '@plaza/program-wire'
import type { Project } from './project.ts'
import { isRecord, type Json } from './read-json.ts'

/** The light and dark values that `@name` stands for in window, tab bar and page configurations. */
export interface Themes {
  readonly light: Json
  readonly dark: Json
}

/** Reads theme.json (or what `themeLocation` names). */
export function themesOf(project: Project, app: Json): Themes | undefined {
  const file = typeof app['themeLocation'] === 'string' ? app['themeLocation'].replace(/^\.?\//, '') : 'theme.json'
  if (!project.has(file)) return undefined
  const json = project.json(file)
  return { light: isRecord(json['light']) ? json['light'] : {}, dark: isRecord(json['dark']) ? json['dark'] : {} }
}

/** A window with its `@names` in light values; what differs in the dark stands under `dark`. */
export function themedWindow(window: WindowConfig, themes: Themes | undefined): WindowConfig {
  if (!themes) return window
  const light = withTheme(window, themes.light)
  const names = Object.entries(window).filter(([, value]) => typeof value === 'string' && value.startsWith('@'))
  if (names.length === 0) return light
  return { ...light, dark: withTheme(Object.fromEntries(names), themes.dark) }
}

export function themedTabBar(tabBar: TabBar, themes: Themes | undefined): TabBar {
  if (!themes) return tabBar
  const light = withTheme(tabBar as unknown as Json, themes.light) as unknown as TabBar
  const dark = withTheme(tabBar as unknown as Json, themes.dark)
  const list = tabBar.list.map(
    item => withTheme(item as unknown as Json, themes.light) as unknown as TabBar['list'][number],
  )
  return { ...light, list, ...(JSON.stringify(dark) === JSON.stringify(light) ? {} : { dark }) }
}

function withTheme(record: Json, theme: Json): Record<string, unknown> {
  const out: Record<string, unknown> = {}
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'string' || !value.startsWith('@')) out[key] = value
    else if (theme[value.slice(1)] !== undefined) out[key] = theme[value.slice(1)]
  }
  return out
}
