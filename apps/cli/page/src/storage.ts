/** What the program stores, as `wx.setStorage` hands it over: kept by this browser, also over changes and the next day. */
export class Storage {
  readonly #prefix: string
  changed: () => void = () => {}

  constructor(appId: string) {
    this.#prefix = `program ${appId} `
  }

  all(): Record<string, string> {
    const keys = Object.keys(localStorage).filter(key => key.startsWith(this.#prefix))
    return Object.fromEntries(keys.map(key => [key.slice(this.#prefix.length), localStorage.getItem(key) ?? '']))
  }

  put(key: string, value: string): void {
    localStorage.setItem(this.#prefix + key, value)
    this.changed()
  }

  remove(key: string): void {
    localStorage.removeItem(this.#prefix + key)
    this.changed()
  }

  clear(): void {
    for (const key of Object.keys(this.all())) localStorage.removeItem(this.#prefix + key)
    this.changed()
  }
}
