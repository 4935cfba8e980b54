import { EventChannel } from '../channel.ts'
import { isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { backgroundApis } from './background-audio.ts'
import { inert } from './call.ts'
import { commands } from './node-handle.ts'
import { find, nodeOf } from './query.ts'
import { recorderManager } from './recorder.ts'

const AUDIO_EVENTS = 'Canplay Play Pause Stop Ended TimeUpdate Error Waiting Seeking Seeked'.split(' ')
const AUDIO_VALUES = [
  'src',
  'startTime',
  'autoplay',
  'loop',
  'obeyMuteSwitch',
  'volume',
  'playbackRate',
  'title',
  'epname',
  'singer',
  'coverImgUrl',
]

/** `createInnerAudioContext` and what the background player is made of: the host plays, the Worker remembers what it told. */
export function audioContext(program: Program, autoplay = false): Dict {
  const events = new EventChannel(error => program.errors.tell('script', error))
  const state: Dict = { duration: 0, currentTime: 0, paused: true, buffered: 0 }
  const values: Dict = {
    src: '',
    startTime: 0,
    autoplay,
    loop: false,
    obeyMuteSwitch: true,
    volume: 1,
    playbackRate: 1,
  }
  const id = program.host.task((kind, detail) => {
    if (isDict(detail)) Object.assign(state, detail)
    if (kind === 'play') state['paused'] = false
    if (kind === 'pause' || kind === 'stop' || kind === 'ended') state['paused'] = true
    events.emit(kind, detail ?? {})
  })
  const told = program.host.tell.bind(program.host, 'audio')
  const tell = (method: string, more: Dict = {}) => told({ id, method, values: { ...values, ...more } })
  const audio: Dict = {
    play: () => tell('play'),
    pause: () => tell('pause'),
    stop: () => tell('stop'),
    seek: (position: number) => tell('seek', { position }),
    destroy: () => {
      tell('destroy')
      program.host.endTask(id)
    },
  }
  for (const name of AUDIO_EVENTS) {
    const kind = name.charAt(0).toLowerCase() + name.slice(1)
    audio[`on${name}`] = (listener: (detail: unknown) => void) => events.on(kind, listener)
    audio[`off${name}`] = (listener?: (detail: unknown) => void) => events.off(kind, listener)
  }
  for (const name of AUDIO_VALUES) {
    Object.defineProperty(audio, name, {
      get: () => values[name],
      set: (value: unknown) => {
        values[name] = value
        tell('set')
      },
      enumerable: true,
    })
  }
  for (const name of Object.keys(state))
    Object.defineProperty(audio, name, { get: () => state[name], enumerable: true })
  return audio
}

/** Contexts that command a component of the page by its id. */
export function mediaApis(program: Program): Record<string, unknown> {
  const byId = (tag: string) => (id: unknown, component?: unknown) =>
    commands(program, tag, () => byIdOn(program, tag, id, component))
  const first = (tag: string) => () => commands(program, tag, () => firstOn(program, tag))
  let recorder: Dict | undefined
  return {
    createInnerAudioContext: () => audioContext(program),
    ...backgroundApis(program, () => audioContext(program, true)),
    createVideoContext: byId('video'),
    createAudioContext: byId('audio'),
    createMapContext: byId('map'),
    createEditorContext: byId('editor'),
    createCameraContext: first('camera'),
    createLivePlayerContext: byId('live-player'),
    createLivePusherContext: first('live-pusher'),
    getRecorderManager: () => (recorder ??= recorderManager(program)),
    createWebAudioContext: () => inert(),
    createMediaAudioPlayer: () => inert(),
    createVideoDecoder: () => inert(),
    createMediaRecorder: () => inert(),
    createMediaContainer: () => inert(),
  }
}

function byIdOn(program: Program, tag: string, id: unknown, component: unknown) {
  const caller = isDict(component) && '_$' in component ? (component as never) : program.router.top?.caller
  const element = find(caller, `#${String(id)}`, true)[0]
  const node = element && nodeOf(element)
  if (node) return node
  for (const each of program.context.nodes.values()) if (each.tag === tag && each.element?.id === id) return each
  return undefined
}

function firstOn(program: Program, tag: string) {
  const page = program.router.top
  for (const node of program.context.nodes.values()) {
    if (node.tag === tag && node.element && program.pageOf(node.element) === page) return node
  }
  return undefined
}
