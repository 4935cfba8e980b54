/** The tab bar of `app.json`, with icons as names of files of the main package. */
export interface TabBar {
  readonly custom: boolean
  readonly position: 'bottom' | 'top'
  readonly color?: string
  readonly selectedColor?: string
  readonly backgroundColor?: string
  readonly borderStyle?: 'black' | 'white'
  readonly list: readonly TabItem[]
}

export interface TabItem {
  readonly pagePath: string
  readonly text: string
  readonly iconPath?: string
  readonly selectedIconPath?: string
}

/** The window of `app.json` and the configuration of a page; unknown keys stay as they were written. */
export interface WindowConfig {
  readonly navigationBarTitleText?: string
  readonly navigationBarBackgroundColor?: string
  readonly navigationBarTextStyle?: 'black' | 'white'
  readonly navigationStyle?: 'default' | 'custom'
  readonly backgroundColor?: string
  readonly backgroundTextStyle?: 'dark' | 'light'
  readonly enablePullDownRefresh?: boolean
  readonly onReachBottomDistance?: number
  readonly disableScroll?: boolean
  readonly pageOrientation?: 'auto' | 'portrait' | 'landscape'
  readonly [key: string]: unknown
}

/** A page of the program, the package that brings it ('' is the main one), and its window merged with that of the app. */
export interface PageEntry {
  readonly path: string
  readonly package: string
  readonly window: WindowConfig
}

/** One file of a compiled program, named by what it holds. `sha256` is lower-case hex of its bytes. */
export interface PackageFile {
  readonly sha256: string
  readonly bytes: number
  readonly type: string
}

/** What is loaded together: the code for the Worker and the styles for the view, each one file; and its pictures and the like. */
export interface PackagePart {
  /** Folder of the subpackage with no slash at either end; '' for the main package. */
  readonly root: string
  readonly name?: string
  readonly independent: boolean
  /** Names in `files`. `styles` is a JSON `StyleSheets`. */
  readonly logic: string
  readonly styles: string
  /** Path in the project to the name in `files`: pictures, fonts, sounds and other files that code may name. */
  readonly assets: Readonly<Record<string, string>>
  readonly pages: readonly string[]
}

/** CSS text by the path of the component or page (`app` for app.wxss), with lengths in rpx as `calc(n * var(--rpx))`. */
export type StyleSheets = Readonly<Record<string, string>>

/** The compiled program: what is signed, and what the host checks every file against. */
export interface Manifest {
  readonly format: 1
  readonly appId: string
  /** The program's own word for this version (`1.0.3`), as uploaded. */
  readonly version: string
  readonly entry: string
  readonly pages: readonly PageEntry[]
  readonly window: WindowConfig
  readonly tabBar?: TabBar
  readonly packages: readonly PackagePart[]
  readonly files: Readonly<Record<string, PackageFile>>
  /** What app.json says besides: networkTimeout, permission, requiredPrivateInfos, preloadRule, darkmode, style, lazyCodeLoading … */
  readonly app: Readonly<Record<string, unknown>>
  /** Names of `wx.*` that the code mentions, for `check` and the review. */
  readonly apis: readonly string[]
  /** Documented names among the words of its code: what the runtime has to answer, if only by saying that it is not supported. */
  readonly documented?: readonly string[]
  /** Built-in components that its templates mention. */
  readonly components: readonly string[]
}
