import { IDLE_MS, PEERS_MAX, ROOMS_MAX, SDP_LENGTH_MAX, TICK_MS } from './limits.ts'
import { openMedia } from './media.ts'
import { Room } from './room.ts'
import type { ToParent, ToChild } from './sfu.ts'

// The process in which calls are forwarded. It knows rooms and devices by their ids, and of people nothing.

const [place] = process.argv.slice(2)
const media = await openMedia(JSON.parse(place ?? '{}'))
const rooms = new Map<string, Room>()
const tell = (message: ToParent) => process.send?.(message)
const now = () => performance.now()

async function offer(call: string, peer: string, sdp: string): Promise<void> {
  let room = rooms.get(call)
  try {
    if (sdp.length > SDP_LENGTH_MAX) throw new Error('too long an offer')
    if (!room && rooms.size >= ROOMS_MAX) throw new Error('too many calls')
    room ??= new Room({ media, now, lost: id => tell({ tell: 'lost', call, peer: id }) })
    rooms.set(call, room)
    tell({ tell: 'answer', call, peer, sdp: await room.offer(peer, sdp) })
  } catch (error) {
    tell({ tell: 'refused', call, peer, why: error instanceof Error ? error.message : String(error) })
    if (room?.size === 0) rooms.delete(call)
  }
}

function keep(call: string, peers: readonly string[]): void {
  const room = rooms.get(call)
  room?.keep(new Set(peers.slice(0, PEERS_MAX)))
  if (room?.size === 0) rooms.delete(call)
}

let idleAt = now()

process.on('message', (message: ToChild) => {
  if (message.do === 'offer') void offer(message.call, message.peer, message.sdp)
  else if (message.do === 'keep') keep(message.call, message.peers)
  else
    tell({
      tell: 'load',
      rooms: rooms.size,
      packets: [...rooms.values()].reduce((sum, room) => sum + room.packets(), 0),
      cpuMs: process.cpuUsage().user / 1000 + process.cpuUsage().system / 1000,
    })
})
process.on('disconnect', () => process.exit())
process.on('SIGTERM', () => process.exit())
setInterval(() => {
  for (const [call, room] of rooms) {
    room.tick()
    if (room.size === 0) rooms.delete(call)
  }
  if (rooms.size > 0) idleAt = now()
  // Whoever calls next starts it again.
  else if (now() - idleAt > IDLE_MS) process.exit()
}, TICK_MS)
tell({ tell: 'ready' })
