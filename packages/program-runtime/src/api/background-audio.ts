import { str, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { api } from './call.ts'

type Listener = (detail: unknown) => void

/** What `getBackgroundAudioPlayerState` says. */
const PAUSED = 0
const PLAYING = 1
const NOTHING = 2

/**
 * The one player that goes on beside the pages, which begins as soon as it has a source, and the calls from before it had a
 * manager.
 */
export function backgroundApis(program: Program, make: () => Dict): Record<string, unknown> {
  let manager: Dict | undefined
  const player = () => (manager ??= withSkips(make()))
  const tell = (method: string, ...args: readonly unknown[]) =>
    (player()[method] as (...args: readonly unknown[]) => void)(...args)
  const listens = (event: string) => (listener: Listener) => tell(event, listener)
  return {
    getBackgroundAudioManager: player,
    playBackgroundAudio: api(program, 'playBackgroundAudio', ({ dataUrl, title, coverImgUrl }) => {
      const src = str(dataUrl)
      // Whoever plays the same again means to go on after a pause.
      if (src === '' || src === player()['src']) return tell('play')
      Object.assign(player(), { title: str(title), coverImgUrl: str(coverImgUrl), src })
    }),
    pauseBackgroundAudio: api(program, 'pauseBackgroundAudio', () => tell('pause')),
    stopBackgroundAudio: api(program, 'stopBackgroundAudio', () => tell('stop')),
    seekBackgroundAudio: api(program, 'seekBackgroundAudio', ({ position }) => tell('seek', Number(position) || 0)),
    getBackgroundAudioPlayerState: api(program, 'getBackgroundAudioPlayerState', () => stateOf(player())),
    onBackgroundAudioPlay: listens('onPlay'),
    onBackgroundAudioPause: listens('onPause'),
    onBackgroundAudioStop: listens('onStop'),
  }
}

function stateOf({ src, paused, currentTime, duration }: Dict): Dict {
  if (src === '') return { status: NOTHING }
  return {
    status: paused === true ? PAUSED : PLAYING,
    currentPosition: currentTime,
    duration,
    downloadPercent: 100,
    dataUrl: src,
  }
}

/** The buttons for the next and the last piece are of a lock screen, which nothing here has: they may be listened to. */
function withSkips(player: Dict): Dict {
  for (const name of ['onNext', 'onPrev', 'offNext', 'offPrev']) player[name] = () => undefined
  return player
}
