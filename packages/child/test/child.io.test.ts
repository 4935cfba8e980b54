import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { endChild, isRunning, killChild, startChild } from '@plaza/child'

const echo = new URL('./echo', import.meta.url)

describe('a process of its own', () => {
  it('is spoken to over IPC and knows nothing of our environment', async () => {
    const child = startChild(echo, import.meta.url, {
      args: ['harbour'],
      env: { SAID: 'yes' },
      heapMb: 64,
      group: true,
    })
    child.send({ big: 7n })
    const [answer] = (await once(child, 'message')) as [{ heard: unknown; args: string[]; names: string[] }]
    expect(answer.heard).toEqual({ big: 7n })
    expect(answer.args).toEqual(['harbour'])
    expect(answer.names).toContain('SAID')
    expect(answer.names).not.toContain('HOME')
    await endChild(child, 5000)
    expect(isRunning(child)).toBe(false)
  })

  it('ends by force where it does not end when asked, and after its time of a processor', async () => {
    const deaf = startChild(echo, import.meta.url)
    deaf.send('be deaf')
    await once(deaf, 'message')
    await endChild(deaf, 100)
    expect(deaf.signalCode).toBe('SIGKILL')

    const busy = startChild(echo, import.meta.url, { cpuSeconds: 1, group: true })
    busy.send('be busy')
    await once(busy, 'exit')
    expect(busy.signalCode).toMatch(/SIGXCPU|SIGKILL/)
    killChild(busy)
  })
})
