import { writeFileSync } from 'node:fs'
import { buildTown } from './town.ts'
const town = await buildTown()
writeFileSync('/tmp/town.json', JSON.stringify({ url: town.url, lee: town.lee, ona: town.ona, senders: town.senders.map(s => ({ person: s.phone.person, token: (s.phone as any)['token'], chats: s.chats })) }))
for (const s of town.senders) void s.phone.start()
process.on('message', () => {})
let said = 0
import { createServer } from 'node:http'
createServer((req, res) => {
  const u = new URL(req.url!, 'http://x'); const n = Number(u.searchParams.get('n')), gap = Number(u.searchParams.get('gap'))
  void (async () => {
    const a: Promise<unknown>[] = []
    const began = performance.now()
    for (let i = 0; i < n; i++, said++) {
      const s = town.senders[said % town.senders.length]!
      a.push(s.phone.send(s.chats[(Math.floor(said / town.senders.length) * 7) % s.chats.length]!, `News ${said}`))
      const due = began + (i + 1) * gap - performance.now()
      if (due > 0) await new Promise(d => setTimeout(d, due))
    }
    await Promise.all(a); res.end('ok')
  })()
}).listen(7911)
process.on('SIGTERM', () => void town[Symbol.asyncDispose]().then(() => process.exit(0)))
