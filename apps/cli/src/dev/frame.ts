import { existsSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import type { ServerResponse } from 'node:http'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { Complaint } from '../complaint.ts'

const dist = fileURLToPath(new URL('../../../frame/dist/', import.meta.url))
/** Name of the script that tells the page's nodes; only here, never in a city. */
const NODES_SCRIPT = 'nodes.js'

/** Throws a sentence where the cage was never built. */
export function mustHaveFrame(): void {
  if (!existsSync(path.join(dist, 'frame.html')))
    throw new Complaint('The cage of mini programs is not built yet. Run "npm start" once in the folder of Plaza.')
}

/** Serves the cage that citizens have, under the same policy, and in it one more script that tells of nodes. */
export async function serveFrame(
  url: string,
  response: ServerResponse,
  at: { own: string; host: string; nodes: string },
): Promise<void> {
  const name = path.basename(new URL(url, at.own).pathname)
  response.setHeader(
    'content-security-policy',
    `sandbox allow-scripts; default-src 'none'; script-src ${at.own}/ blob:; worker-src blob:; style-src ${at.own}/; img-src blob: data:; font-src blob: data:; media-src blob: data:; connect-src 'none'; form-action 'none'; base-uri 'none'; frame-ancestors ${at.host}`,
  )
  response.setHeader('cross-origin-resource-policy', 'cross-origin')
  response.setHeader(
    'content-type',
    name.endsWith('.html') ? 'text/html; charset=utf-8' : 'text/javascript; charset=utf-8',
  )
  if (name === NODES_SCRIPT) return void response.end(at.nodes)
  if (!/^[\w-]+\.(js|html)$/.test(name) || !existsSync(path.join(dist, name))) return void response.writeHead(404).end()
  const file = await readFile(path.join(dist, name), 'utf8')
  response.end(name === 'frame.html' ? file.replace('<body>', `<body><script src="${NODES_SCRIPT}"></script>`) : file)
}
