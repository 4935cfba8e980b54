import base from './css/base.css'
import document from './css/document.css'
import v2 from './css/v2.css'

/** Of components that come with the second script; empty until then, and in every page at its place before the program's sheets. */
export const lateSheet = new CSSStyleSheet()

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
  return newer ? [ownSheet(base), lateSheet, ownSheet(v2)] : [ownSheet(base), lateSheet]
}

/** The document around the pages. */
export function documentSheet(): CSSStyleSheet {
  return ownSheet(document)
}
