import type { StyleSheets } from '@plaza/program-wire'
import { addressesIn, withAddresses } from './addresses.ts'
import type { Assets } from './types.ts'

/** The sheets of a program, each made when a page first needs it, and rebuilt when its pictures come or the theme turns. */
export interface Sheets {
  add(styles: StyleSheets): void
  /** The sheet of a page or component; null when there is none. */
  of(path: string): CSSStyleSheet | null
  setDark(dark: boolean): void
}

interface Sheet {
  readonly css: CSSStyleSheet
  readonly fonts: CSSStyleSheet
  readonly path: string
  text: string
  readonly addresses: Map<string, string | null | undefined>
}

// Fonts of a sheet in a shadow root are not seen by any browser: they go to the document.
const FONT_FACE = /@font-face\s*\{[^}]*\}/gi
const SCHEME_QUERY = /\(\s*prefers-color-scheme\s*:\s*(dark|light)\s*\)/gi

/** Media queries for the colour scheme are decided by the host's theme, not by the device. */
export function withScheme(css: string, dark: boolean): string {
  if (!css.includes('prefers-color-scheme')) return css
  return css.replace(SCHEME_QUERY, (_, scheme: string) =>
    (scheme.toLowerCase() === 'dark') === dark ? '(min-width:0px)' : '(max-width:0px)',
  )
}

/** A sheet in two: its fonts, and all else. */
export function splitFonts(css: string): { fonts: string; rest: string } {
  if (!/@font-face/i.test(css)) return { fonts: '', rest: css }
  return { fonts: (css.match(FONT_FACE) ?? []).join('\n'), rest: css.replace(FONT_FACE, '') }
}

export function createSheets(assets: Assets): Sheets {
  const texts = new Map<string, string>()
  const made = new Map<string, Sheet>()
  const stale = new Set<Sheet>()
  let dark = false

  function fill(sheet: Sheet): void {
    const known = (written: string) => sheet.addresses.get(written)
    const { fonts, rest } = splitFonts(withAddresses(withScheme(sheet.text, dark), known))
    sheet.css.replaceSync(rest)
    sheet.fonts.replaceSync(fonts)
  }

  /** Many pictures arrive together: a sheet is built once for all of them. */
  function later(sheet: Sheet): void {
    if (stale.size === 0) {
      requestAnimationFrame(() => {
        for (const waiting of stale) fill(waiting)
        stale.clear()
      })
    }
    stale.add(sheet)
  }

  function ask(sheet: Sheet): void {
    for (const written of addressesIn(sheet.text)) {
      if (sheet.addresses.has(written)) continue
      sheet.addresses.set(written, undefined)
      let now = true
      assets.use(written, sheet.path, url => {
        sheet.addresses.set(written, url)
        if (!now && url) later(sheet)
      })
      now = false
    }
  }

  return {
    add(styles) {
      for (const [path, text] of Object.entries(styles)) {
        if (typeof text !== 'string') continue
        texts.set(path, text)
        const sheet = made.get(path)
        if (!sheet || sheet.text === text) continue
        sheet.text = text
        ask(sheet)
        fill(sheet)
      }
    },
    of(path) {
      const known = made.get(path)
      if (known) return known.css
      const text = texts.get(path)
      if (text === undefined) return null
      const sheet = { css: new CSSStyleSheet(), fonts: new CSSStyleSheet(), path, text, addresses: new Map() }
      made.set(path, sheet)
      document.adoptedStyleSheets.push(sheet.fonts)
      ask(sheet)
      fill(sheet)
      return sheet.css
    },
    setDark(now) {
      if (now === dark) return
      dark = now
      for (const sheet of made.values()) fill(sheet)
    },
  }
}
