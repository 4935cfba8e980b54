import { WIRE_FAULTS } from '@plaza/pay-wire'
import { routes } from '../wire/routes.ts'
import { fieldsOf, type Field } from './fields.ts'
import { COMMON_ERRORS, CURRENCY, FRESH, MCHID, operations, type Operation } from './operations.ts'
import { snippets } from './snippets.ts'

interface Facts {
  readonly cityName: string
  readonly baseUrl: string
  readonly currency: string
}

/** The page of the API: every operation that is served, code to begin with, and a console that signs in the browser. */
export const docsPage = ({ cityName, baseUrl, currency }: Facts): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Merchant API of ${html(cityName)}</title>
<link rel="stylesheet" href="/docs/docs.css">
<script type="module" src="/docs/console.js"></script>
</head>
<body>
<a class="skip" href="#console">To the console</a>
<header>
<h1>Merchant API of ${html(cityName)}</h1>
<p>The shape of WeChat Pay v3. Programs that speak it change their base address to <code>${html(baseUrl)}</code>, their merchant number and their keys.</p>
</header>
<main>
<section aria-labelledby="begin"><h2 id="begin">Begin</h2>
${snippets(baseUrl).map(snippet).join('\n')}
</section>
<section aria-labelledby="operations"><h2 id="operations">Operations</h2>
${routes.map(route => operation(`${route.method} ${route.path}`, currency)).join('\n')}
<p>Every operation may also answer ${COMMON_ERRORS.map(error).join(', ')}.</p>
</section>
${CONSOLE}
</main>
</body>
</html>`

const CONSOLE = `<section id="console" aria-labelledby="try" tabindex="-1"><h2 id="try">Try it</h2>
<p>Signs a request in this page and sends it. For test keys only: a test number begins with 17. What you enter stays in this page and is not stored.</p>
<form id="form" autocomplete="off">
<label>Merchant number<input name="mchid" required inputmode="numeric" pattern="17[0-9]+" title="A test number begins with 17" autocomplete="off"></label>
<label>Serial number<input name="serial" required pattern="[0-9A-Za-z]+" title="Letters and digits" autocomplete="off" spellcheck="false"></label>
<label class="wide">Private key (PEM)<textarea name="key" required rows="4" autocomplete="off" spellcheck="false" placeholder="-----BEGIN PRIVATE KEY-----"></textarea></label>
<label>Method<select name="method"><option>POST</option><option>GET</option></select></label>
<label>Path and query<input name="target" required pattern="/v3/.*" title="Begins with /v3/" spellcheck="false"></label>
<label class="wide">Body<textarea name="body" rows="10" spellcheck="false"></textarea></label>
<button type="submit">Sign and send</button>
</form>
<p id="said" role="status"></p>
<div id="answer" hidden>
<h3>Answer</h3>
<p><b id="status"></b> <span id="signature"></span></p>
<pre id="headers" tabindex="0" aria-label="Headers"></pre>
<pre id="text" tabindex="0" aria-label="Body of the answer"></pre>
<details><summary>What was signed</summary><pre id="signed" tabindex="0"></pre></details>
</div>
</section>`

const snippet = ({ name, code }: { readonly name: string; readonly code: string }): string => `<details>
<summary>${html(name)}</summary>
<div><pre tabindex="0">${html(code)}</pre><button type="button" data-copy>Copy</button></div>
</details>`

function operation(name: string, currency: string): string {
  const about = operations[name]
  if (!about) return ''
  const [method = '', path = ''] = name.split(' ')
  const sample = JSON.stringify(about.example, null, 2)?.replaceAll(CURRENCY, currency) ?? ''
  const target = targetOf(path, about)
  return `<details class="operation" data-operation="${html(name)}">
<summary><b>${method}</b> <code>${html(path)}</code> <span>${html(about.title)}</span></summary>
<div>
<p>${html(about.text)}</p>
${about.body ? table(fieldsOf(about.body)) : ''}
<h3>Example</h3>
<pre tabindex="0">${method} ${html(shown(target))}${sample && `\n\n${html(shown(sample))}`}</pre>
<p>Answer: ${about.answer ? html(about.answer) : '204, without a body'}.</p>
<p>Errors: ${about.errors.map(error).join(', ')}.</p>
<button type="button" data-try data-method="${method}" data-target="${html(target)}" data-body="${html(sample)}">Try it</button>
</div>
</details>`
}

/** An example as somebody would send it. */
const shown = (text: string): string => text.replaceAll(MCHID, '1700000001').replaceAll(FRESH, 'NUMBER_1')

function targetOf(path: string, { path: parts = {}, query = {} }: Operation): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => parts[name] ?? `{${name}}`)
  const asked = Object.entries(query).map(([name, value]) => `${name}=${value}`)
  return filled + (asked.length > 0 ? `?${asked.join('&')}` : '')
}

const table = (fields: readonly Field[]): string => `<div class="scroll" tabindex="0"><table>
<thead><tr><th>Field</th><th>Type</th><th>Needed</th><th>Limits</th></tr></thead>
<tbody>${fields.map(row).join('')}</tbody>
</table></div>`

const row = ({ name, type, required, limits }: Field): string =>
  `<tr><td><code>${html(name)}</code></td><td>${type}</td><td>${required ? 'yes' : 'no'}</td><td><code>${html(limits)}</code></td></tr>`

const error = (code: keyof typeof WIRE_FAULTS): string => `<code>${code}</code> (${WIRE_FAULTS[code]})`

const MARKS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }
const html = (text: string): string => text.replace(/[&<>"']/g, mark => MARKS[mark] ?? mark)
