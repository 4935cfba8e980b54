import base from './css/base.css'
import document from './css/document.css'
import v2 from './css/v2.css'

const made = new Map<string, CSSStyleSheet>()

/** A sheet of our own, made once for all pages. */
export function ownSheet(css: string): CSSStyleSheet {
  let sheet = made.get(css)
  if (!sheet) {
    sheet = new CSSStyleSheet()
    sheet.replaceSync(css)
    made.set(css, sheet)
  }
  return sheet
}

/** How built-in components look before a program says anything; `"style": "v2"` of app.json chooses the newer look. */
export function baseSheets(newer: boolean): CSSStyleSheet[] {
  return newer ? [ownSheet(base), ownSheet(v2)] : [ownSheet(base)]
}

/** The document around the pages. */
export function documentSheet(): CSSStyleSheet {
  return ownSheet(document)
}
