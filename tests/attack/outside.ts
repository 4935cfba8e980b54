import { createServer } from 'node:net'

/** A server that nobody may reach: counts who does, by the first line of what they say. */
export interface Outside {
  readonly address: string
  readonly hits: string[]
  close(): Promise<void>
}

/** Opens it on this machine. A connection alone is a hit, even one that says nothing. */
export async function openOutside(): Promise<Outside> {
  const hits: string[] = []
  const server = createServer(socket => {
    const at = hits.push('a connection') - 1
    socket.on('error', () => {})
    socket.once('data', chunk => {
      hits[at] = chunk
        .toString('latin1')
        .split('\r\n')[0]!
        .replaceAll(/[^\x20-\x7e]/g, '?')
      socket.end('HTTP/1.1 200 OK\r\naccess-control-allow-origin: *\r\ncontent-length: 0\r\nconnection: close\r\n\r\n')
    })
  })
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const at = server.address()
  if (at === null || typeof at === 'string') throw new Error('the counting server has no port')
  return {
    address: `127.0.0.1:${at.port}`,
    hits,
    close: () => new Promise(done => server.close(() => done())),
  }
}
