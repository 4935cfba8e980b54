export interface Item {
  readonly id: string
  readonly title: string
  readonly done: boolean
}

const KEY = 'items'

/** What was kept on the last visit. */
export const read = (): Item[] => wx.getStorageSync<Item[] | ''>(KEY) || []

export const write = (items: readonly Item[]): void => wx.setStorageSync(KEY, items)

export const add = (items: readonly Item[], title: string): Item[] => [
  { id: `${Date.now()}`, title, done: false },
  ...items,
]

export const tick = (items: readonly Item[], id: string): Item[] =>
  items.map(item => (item.id === id ? { ...item, done: !item.done } : item))

export const remove = (items: readonly Item[], id: string): Item[] => items.filter(item => item.id !== id)
