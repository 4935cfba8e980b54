import { URL_LENGTH_MAX } from './limits.ts'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'
import type { HostCalls } from './call.ts'
import { picture } from './call-media.tsx'

const SOUNDS_MAX = 10
const EVENTS = {
  canplay: 'canplay',
  play: 'play',
  pause: 'pause',
  ended: 'ended',
  waiting: 'waiting',
  seeking: 'seeking',
  seeked: 'seeked',
}
const players = new WeakMap<Program, Map<string, HTMLAudioElement>>()

/** Sounds of a program, played by the host from bytes. */
export const sound: HostCalls = {
  async audio(program, args) {
    const id = args.mustText('id', 20)
    const player = playerOf(program, id)
    const values = args.raw('values') as { src?: unknown; [name: string]: unknown } | undefined
    switch (args.raw('method')) {
      case 'set':
        if (typeof values?.src === 'string') await setSource(program, player, values.src)
        if (typeof values?.['volume'] === 'number') player.volume = Math.min(1, Math.max(0, values['volume']))
        if (typeof values?.['loop'] === 'boolean') player.loop = values['loop']
        if (typeof values?.['playbackRate'] === 'number')
          player.playbackRate = Math.min(4, Math.max(0.25, values['playbackRate']))
        return
      case 'play':
        return player
          .play()
          .catch((error: unknown) => tell(program, id, 'error', { errMsg: String(error), errCode: 10001 }))
      case 'pause':
        return player.pause()
      case 'stop':
        player.pause()
        player.currentTime = 0
        return tell(program, id, 'stop', {})
      case 'seek':
        if (typeof values?.['position'] === 'number') player.currentTime = Math.max(0, values['position'])
        return
      case 'destroy':
        return program.tasks.end(`audio:${id}`)
      default:
        throw new Refused('parameter error: method')
    }
  },
}

const tell = (program: Program, id: string, kind: string, detail: unknown) =>
  program.tasks.tell(`audio:${id}`, kind, detail)

function playerOf(program: Program, id: string): HTMLAudioElement {
  const mine = players.get(program) ?? new Map<string, HTMLAudioElement>()
  players.set(program, mine)
  const known = mine.get(id)
  if (known) return known
  if (mine.size >= SOUNDS_MAX) throw new Refused('too many audio contexts')
  const player = new Audio()
  for (const [event, kind] of Object.entries(EVENTS)) player.addEventListener(event, () => tell(program, id, kind, {}))
  player.addEventListener('error', () => tell(program, id, 'error', { errMsg: 'cannot be played', errCode: 10004 }))
  player.addEventListener('timeupdate', () =>
    tell(program, id, 'timeUpdate', {
      currentTime: player.currentTime,
      duration: player.duration || 0,
      buffered: player.duration || 0,
    }),
  )
  mine.set(id, player)
  program.tasks.add(`audio:${id}`, () => {
    player.pause()
    URL.revokeObjectURL(player.src)
    mine.delete(id)
  })
  return player
}

async function setSource(program: Program, player: HTMLAudioElement, src: string): Promise<void> {
  const blob = await picture(program, src.slice(0, URL_LENGTH_MAX))
  URL.revokeObjectURL(player.src)
  player.src = URL.createObjectURL(blob)
}
