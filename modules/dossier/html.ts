const STYLE = `:root{color-scheme:light dark;font:16px/1.5 system-ui,sans-serif}body{max-width:60rem;margin:2rem auto;padding:0 1rem}
table{border-collapse:collapse;width:100%}th,td{text-align:start;vertical-align:top;padding:.4rem .6rem;border-bottom:1px solid #8884;overflow-wrap:anywhere}
th{font-weight:600}td:first-child{white-space:nowrap}.note{color:#777}li{margin:.3rem 0}`

/** Text as HTML: nothing of what people wrote is markup. */
export const escaped = (text: string): string =>
  text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')

/** A page that needs nothing but itself. */
export const pageOf = (title: string, language: string, body: string): string =>
  `<!doctype html><html lang="${language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta http-equiv="content-security-policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src 'self'"><title>${escaped(title)}</title><style>${STYLE}</style><h1>${escaped(title)}</h1>${body}</html>\n`

type Row = Readonly<Record<string, unknown>>

/** Rows as a table, a column for each key that any of them has. */
export function tableOf(rows: readonly Row[]): string {
  const keys = [...new Set(rows.flatMap(row => Object.keys(row)))]
  const cells = (row: Row) =>
    keys.map(key => `<td>${key === 'files' ? links(row[key]) : escaped(asText(row[key]))}</td>`).join('')
  const head = keys.map(key => `<th>${escaped(key)}</th>`).join('')
  return `<table><thead><tr>${head}</tr></thead><tbody>${rows.map(row => `<tr>${cells(row)}</tr>`).join('\n')}</tbody></table>`
}

/** Files beside the page's folder, by their paths. */
function links(paths: unknown): string {
  if (!Array.isArray(paths)) return ''
  return paths
    .map(path => `<a href="../${encodeURI(String(path))}">${escaped(String(path).split('/').at(-1) ?? '')}</a>`)
    .join(' ')
}

function asText(value: unknown): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'string' ? value : JSON.stringify(value)
}
