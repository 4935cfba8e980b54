import type { NavTab, TabBar, TabItem } from '@plaza/program-wire'

interface ItemState {
  text?: string
  icon?: string
  selectedIcon?: string
  badge?: string
  dot: boolean
}

/** The tab bar as the program has changed it since it began. */
export class Tabs {
  readonly bar: TabBar | undefined
  readonly #items: ItemState[]
  readonly #theme: () => 'light' | 'dark'
  isVisible = true
  style: { color?: string; selectedColor?: string; backgroundColor?: string; borderStyle?: 'black' | 'white' } = {}

  constructor(bar: TabBar | undefined, theme: () => 'light' | 'dark') {
    this.bar = bar
    this.#theme = theme
    this.#items = bar?.list.map(() => ({ dot: false })) ?? []
  }

  indexOf(path: string): number {
    return this.bar?.list.findIndex(item => item.pagePath === path) ?? -1
  }

  item(index: number): TabItem | undefined {
    return this.bar?.list[index]
  }

  /** Changes an item; false when there is none. */
  change(index: number, changes: Partial<ItemState>): boolean {
    const item = this.#items[index]
    if (item) Object.assign(item, changes)
    return item !== undefined
  }

  /** What the host draws while `path` is on top; null when it is no tab page or the program draws its own bar. */
  nav(path: string): NavTab | null {
    const index = this.indexOf(path)
    if (!this.bar || index < 0 || this.bar.custom) return null
    const dark = (this.bar as TabBar & { dark?: Partial<TabBar> }).dark
    const bar: TabBar = this.#theme() === 'dark' && dark ? { ...this.bar, ...dark, list: this.bar.list } : this.bar
    return {
      index,
      visible: this.isVisible,
      color: this.style.color ?? bar.color ?? '#666666',
      selectedColor: this.style.selectedColor ?? bar.selectedColor ?? '#222222',
      background: this.style.backgroundColor ?? bar.backgroundColor ?? '#ffffff',
      border: this.style.borderStyle ?? bar.borderStyle ?? 'black',
      items: bar.list.map((item, at) => itemOf(item, this.#items[at]!)),
    }
  }
}

function itemOf(item: TabItem, state: ItemState): NavTab['items'][number] {
  const icon = state.icon ?? item.iconPath
  const selectedIcon = state.selectedIcon ?? item.selectedIconPath
  return {
    text: state.text ?? item.text,
    ...(icon === undefined ? {} : { icon }),
    ...(selectedIcon === undefined ? {} : { selectedIcon }),
    ...(state.badge === undefined ? {} : { badge: state.badge }),
    dot: state.dot,
  }
}
