import type { FastifyInstance } from 'fastify'

/** What shows a website inside a mini program: a page of the cage's origin, which is nobody's, around a frame of the site's own. */
const HTML = `<!doctype html>
<html lang="en">
<head><meta charset="utf-8"><title></title><link rel="stylesheet" href="/web.css"><script src="/web.js"></script></head>
<body></body>
</html>
`
const CSS = 'html, body { height: 100%; margin: 0 } iframe { display: block; width: 100%; height: 100%; border: 0 }\n'

/** The address comes from the host alone, and only once; what the site says to its mini program goes back to the host. */
const SCRIPT = `
addEventListener('message', event => {
  const frame = document.querySelector('iframe')
  if (event.source === parent && !frame && /^https:\\/\\//.test(event.data?.open ?? '')) {
    const site = document.createElement('iframe')
    site.setAttribute('sandbox', 'allow-scripts allow-same-origin allow-forms allow-popups')
    site.setAttribute('referrerpolicy', 'no-referrer')
    site.setAttribute('allow', '')
    site.addEventListener('load', () => parent.postMessage({ loaded: true }, event.origin))
    site.src = event.data.open
    document.body.append(site)
  } else if (frame && event.source === frame.contentWindow && event.data?.plaza === 'mini program') {
    parent.postMessage({ said: event.data.data }, '*')
  }
})
parent.postMessage({ ready: true }, '*')
`

/** Serves it. Sites are https only; the host has checked that the program may show this one. */
export function webPage(app: FastifyInstance, host: string): void {
  const policy = [
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    'frame-src https:',
    "form-action 'none'",
    "base-uri 'none'",
    `frame-ancestors ${host}`,
  ].join('; ')
  const serve = (path: string, type: string, text: string) =>
    app.get(path, (_request, reply) => reply.header('content-security-policy', policy).type(type).send(text))
  serve('/web.html', 'text/html; charset=utf-8', HTML)
  serve('/web.css', 'text/css', CSS)
  serve('/web.js', 'text/javascript', SCRIPT)
}
