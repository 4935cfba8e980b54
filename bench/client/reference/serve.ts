import { createServer } from 'node:http'
import { once } from 'node:events'
import { readFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { fileURLToPath } from 'node:url'
import { gzipSync } from 'node:zlib'
import { build } from 'esbuild'

export interface Reference extends AsyncDisposable {
  readonly url: string
}

const here = (name: string) => fileURLToPath(new URL(name, import.meta.url))

/** Builds the reference page as one would ship it and serves it compressed, to be kept for ever. */
export async function serveReference(): Promise<Reference> {
  const made = await build({
    entryPoints: [here('page.js')],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    define: { 'process.env.NODE_ENV': '"production"' },
  })
  const script = made.outputFiles[0]?.contents ?? new Uint8Array()
  const answers: Record<string, { type: string; body: Buffer }> = {
    '/': { type: 'text/html', body: gzipSync(await readFile(here('index.html'))) },
    '/page.js': { type: 'text/javascript', body: gzipSync(script) },
  }
  const server = createServer((request, response) => {
    const answer = answers[request.url ?? '']
    if (!answer) return void response.writeHead(404).end()
    response
      .writeHead(200, { 'content-type': answer.type, 'content-encoding': 'gzip', 'cache-control': 'max-age=86400' })
      .end(answer.body)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return {
    url: `http://localhost:${(server.address() as AddressInfo).port}`,
    async [Symbol.asyncDispose]() {
      server.closeAllConnections()
      await new Promise(done => server.close(done))
    },
  }
}
