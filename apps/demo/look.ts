import { imagineCity } from '/work/main/apps/demo/src/build.ts'
const t0 = performance.now()
const c = imagineCity(Date.now())
console.log('ms', performance.now() - t0, 'people', c.people.length, 'friends', c.friendships.length, 'chats', c.conversations.length, 'messages', c.conversations.reduce((s, x) => s + x.messages.length, 0), 'reactions', c.conversations.reduce((s, x) => s + x.reactions!.length, 0))
const name = new Map(c.people.map(p => [p.id, p.name]))
for (const x of c.conversations) {
  if (process.argv[2] && x.title?.includes(process.argv[2])) {
    for (const m of x.messages.slice(-(Number(process.argv[3] ?? 40)))) console.log(new Date(m.at).toISOString().slice(5, 16), name.get(m.from), ':', m.text, m.re !== undefined ? `[re ${x.messages[m.re]!.text.slice(0, 20)}]` : '')
  } else if (!process.argv[2] && x.title) console.log(x.title, x.messages.length, x.members.length, JSON.stringify(Object.values(x.unread!)))
  for (let i = 1; i < x.messages.length; i++) if (x.messages[i]!.at < x.messages[i-1]!.at) console.log('ORDER', x.title, i)
}
