/** The browsable page of the API: one file of HTML and one of script, served from our own origin under the same CSP. */
export const referenceHtml = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Plaza API</title>
<link rel="stylesheet" href="/api/reference.css">
</head>
<body>
<header><h1>Plaza API</h1><p>OpenAPI 3.1: <a href="/api/openapi.json">openapi.json</a></p>
<label>Search <input id="search" type="search" autocomplete="off"></label></header>
<main id="list" aria-live="polite"><p>Loading…</p></main>
<script src="/api/reference.js"></script>
</body>
</html>`

export const referenceCss = `:root { color-scheme: light dark; font: 100%/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 0 auto; padding: 1rem }
h2 { margin: 2rem 0 .5rem; text-transform: capitalize }
input { font: inherit; padding: .5rem; min-height: 2.75rem; box-sizing: border-box; width: 100% }
details { border: 1px solid color-mix(in srgb, currentColor 25%, transparent); border-radius: .5rem; margin: .5rem 0 }
summary { padding: .75rem; cursor: pointer; min-height: 1.25rem }
summary b { display: inline-block; min-width: 4.5rem; font-family: ui-monospace, monospace }
code, pre { font-family: ui-monospace, monospace; font-size: .875rem }
details > div { padding: 0 .75rem .75rem } pre { overflow: auto; padding: .75rem; background: color-mix(in srgb, currentColor 8%, transparent); border-radius: .5rem }`

export const referenceScript = `const list = document.getElementById('list')
const search = document.getElementById('search')
const make = (name, text, ...children) => { const e = document.createElement(name); if (text) e.textContent = text; e.append(...children); return e }
const schemaText = schema => JSON.stringify(schema, null, 2)
function card(path, verb, op) {
  const inputs = (op.parameters || []).map(p => p.name + (p.required ? '' : '?') + ' (' + p.in + ')').join(', ')
  const body = op.requestBody && op.requestBody.content['application/json'].schema
  const inner = make('div')
  inner.append(make('p', op.summary))
  if (inputs) inner.append(make('p', 'Parameters: ' + inputs))
  if (body) inner.append(make('h4', 'Body'), make('pre', schemaText(body)))
  for (const [status, answer] of Object.entries(op.responses)) {
    const schema = answer.content && answer.content['application/json'].schema
    inner.append(make('h4', status + ' ' + answer.description))
    if (schema && status === '200') inner.append(make('pre', schemaText(schema)))
  }
  const summary = make('summary', '', make('b', verb.toUpperCase()), make('code', path), make('span', '  ' + op.summary))
  const details = make('details', '', summary, inner)
  details.dataset.text = (verb + ' ' + path + ' ' + op.summary).toLowerCase()
  return details
}
fetch('/api/openapi.json').then(r => r.json()).then(doc => {
  list.textContent = ''
  const groups = new Map()
  for (const [path, verbs] of Object.entries(doc.paths)) for (const [verb, op] of Object.entries(verbs)) {
    const tag = op.tags[0]
    if (!groups.has(tag)) { const s = make('section', '', make('h2', tag)); groups.set(tag, s); list.append(s) }
    groups.get(tag).append(card(path, verb, op))
  }
})
search.addEventListener('input', () => {
  const words = search.value.toLowerCase()
  for (const d of list.querySelectorAll('details')) d.hidden = !d.dataset.text.includes(words)
  for (const s of list.querySelectorAll('section')) s.hidden = !s.querySelector('details:not([hidden])')
})`
