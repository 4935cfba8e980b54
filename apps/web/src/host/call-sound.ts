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
/** A player, and what the program asked of it last. */
interface Sound {
  readonly player: HTMLAudioElement
  src: string
  /** When its source is there; bytes take their time, and what is played meanwhile begins then. */
  ready: Promise<void>
  isWanted: boolean
}

const sounds = new WeakMap<Program, Map<string, Sound>>()

/** Sounds of a program, played by the host from bytes. */
export const sound: HostCalls = {
  async audio(program, args) {
    const id = args.mustText('id', 20)
    const it = soundOf(program, id)
    const { player } = it
    const values = args.raw('values') as { [name: string]: unknown } | undefined
    switch (args.raw('method')) {
      case 'set':
        return set(program, id, it, values ?? {})
      case 'play':
        return play(program, id, it)
      case 'pause':
        it.isWanted = false
        return player.pause()
      case 'stop':
        it.isWanted = false
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

function set(program: Program, id: string, it: Sound, values: { readonly [name: string]: unknown }): void {
  const { player } = it
  const { src, volume, loop, playbackRate, startTime, autoplay } = values
  if (typeof volume === 'number') player.volume = Math.min(1, Math.max(0, volume))
  if (typeof loop === 'boolean') player.loop = loop
  if (typeof playbackRate === 'number') player.playbackRate = Math.min(4, Math.max(0.25, playbackRate))
  if (typeof src !== 'string' || src === it.src) return
  it.src = src
  it.isWanted = autoplay === true
  if (src === '') return player.pause()
  it.ready = load(program, it, src, typeof startTime === 'number' ? startTime : 0).catch(() =>
    tell(program, id, 'error', { errMsg: 'the file did not come', errCode: 10002 }),
  )
  if (it.isWanted) void play(program, id, it)
}

async function play(program: Program, id: string, it: Sound): Promise<void> {
  it.isWanted = true
  await it.ready
  if (!it.isWanted) return
  await it.player
    .play()
    .catch((error: unknown) => tell(program, id, 'error', { errMsg: String(error), errCode: 10001 }))
}

const tell = (program: Program, id: string, kind: string, detail: unknown) => program.tasks.tell(id, kind, detail)

function soundOf(program: Program, id: string): Sound {
  const mine = sounds.get(program) ?? new Map<string, Sound>()
  sounds.set(program, mine)
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
  const it: Sound = { player, src: '', ready: Promise.resolve(), isWanted: false }
  mine.set(id, it)
  program.tasks.add(`audio:${id}`, () => {
    player.pause()
    URL.revokeObjectURL(player.src)
    mine.delete(id)
  })
  return it
}

/** Brings the bytes; when the program wants others by then, those are not used. */
async function load(program: Program, it: Sound, src: string, startTime: number): Promise<void> {
  const blob = await picture(program, src.slice(0, URL_LENGTH_MAX))
  if (it.src !== src) return
  URL.revokeObjectURL(it.player.src)
  it.player.src = URL.createObjectURL(blob)
  if (startTime > 0) it.player.currentTime = startTime
}
