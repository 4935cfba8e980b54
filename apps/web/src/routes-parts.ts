import { lazy, type Component } from 'solid-js'

export type Params = Record<string, string>
export type Pane = 'list' | 'content' | 'aside'
export interface Route {
  path: string
  pane: Pane
  screen: Component<Params>
  /** What lies under the page when its address is opened directly. */
  under: string[]
}

/** A screen that is fetched when it is first shown. */
export const from = <M, K extends keyof M>(load: () => Promise<M>, name: K) =>
  lazy(() => load().then(module => ({ default: module[name] as Component<Params> })))
