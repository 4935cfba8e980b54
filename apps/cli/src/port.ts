import net from 'node:net'

/** Listens for a moment. The error code when that cannot be, undefined when it can. */
export function tryPort(host: string, port: number): Promise<string | undefined> {
  return new Promise(resolve => {
    const probe = net.createServer()
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    probe.listen(port, host, () => probe.close(() => resolve(undefined)))
  })
}
