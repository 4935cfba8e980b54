import { make } from '../dom.ts'
import type { MakePart } from '../types.ts'
import { bool, isRecord, num, text } from '../values.ts'

const CONTROLS_TIME_MS = 250

/** `video`: plays what the host has, with the browser's own controls. */
export const video: MakePart = (box, view) => {
  const film = make('video')
  film.playsInline = true
  film.controls = true
  film.preload = 'metadata'
  film.disablePictureInPicture = true
  box.dom.append(film)
  const letGo: Record<string, () => void> = {}
  let told = 0

  function use(name: string, src: unknown, got: (url: string | null) => void): void {
    letGo[name]?.()
    const base = view.pageOf(box.dom)?.options.path ?? view.topPage()?.options.path ?? ''
    letGo[name] = view.assets.use(src, base, got)
  }
  const tell = (type: string, detail: Record<string, unknown> = {}) => view.fire(box, type, detail)
  const times = () => ({ currentTime: film.currentTime, duration: film.duration || 0 })

  film.addEventListener('play', () => tell('play'))
  film.addEventListener('pause', () => tell('pause'))
  film.addEventListener('ended', () => tell('ended'))
  film.addEventListener('waiting', () => tell('waiting'))
  film.addEventListener('seeked', () => tell('seekcomplete', { position: film.currentTime }))
  film.addEventListener('progress', () => {
    const end = film.buffered.length > 0 ? film.buffered.end(film.buffered.length - 1) : 0
    tell('progress', { buffered: film.duration ? (end / film.duration) * PERCENT : 0 })
  })
  film.addEventListener('timeupdate', () => {
    const now = performance.now()
    if (now - told < CONTROLS_TIME_MS) return
    told = now
    tell('timeupdate', times())
  })
  film.addEventListener('loadedmetadata', () => {
    const start = num(view.attr(box, 'initialTime'))
    if (start > 0) film.currentTime = start
    tell('loadedmetadata', { width: film.videoWidth, height: film.videoHeight, duration: film.duration })
  })
  film.addEventListener(
    'error',
    () => film.hasAttribute('src') && tell('error', { errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' }),
  )

  /** A cage may not fill the screen: the film fills the frame. */
  function fill(on: boolean): void {
    if (box.dom.classList.contains('w-filling') === on) return
    box.dom.classList.toggle('w-filling', on)
    tell('fullscreenchange', { fullScreen: on, direction: 'vertical' })
  }
  const play = () => void film.play().catch(() => tell('error', { errMsg: 'play:fail not allowed before a touch' }))

  return {
    closed: true,
    set(name, value) {
      switch (name) {
        case 'src':
          return use('film', value, url => {
            if (url) {
              film.src = url
              if (bool(view.attr(box, 'autoplay'))) play()
            } else if (value) tell('error', { errMsg: 'MEDIA_ERR_NETWORK' })
          })
        case 'poster':
          return use('poster', value, url => void (film.poster = url ?? ''))
        case 'controls':
          film.controls = bool(value, true)
          return
        case 'loop':
        case 'muted':
          film[name] = bool(value)
          return
        case 'objectFit':
          film.style.objectFit = /^(contain|fill|cover)$/.test(text(value)) ? text(value) : 'contain'
      }
    },
    invoke(method, args) {
      const [value] = args
      if (method === 'play') play()
      else if (method === 'pause') film.pause()
      else if (method === 'stop') {
        film.pause()
        film.currentTime = 0
      } else if (method === 'seek') film.currentTime = num(isRecord(value) ? value['position'] : value)
      else if (method === 'playbackRate') film.playbackRate = num(isRecord(value) ? value['rate'] : value, 1)
      else if (method === 'requestFullScreen') fill(true)
      else if (method === 'exitFullScreen') fill(false)
    },
    dropped() {
      film.pause()
      film.removeAttribute('src')
      for (const go of Object.values(letGo)) go()
    },
    properties: name => (name === 'currentTime' || name === 'duration' ? times()[name] : undefined),
  }
}

const PERCENT = 100

/** `audio`: a card with a sound. */
export const audio: MakePart = (box, view) => {
  const sound = make('audio')
  const button = make('i', 'w-play')
  const name = make('b')
  const author = make('span')
  const time = make('span', 'time', ['00:00'])
  const cover = make('div', 'cover', [button])
  box.dom.append(cover, make('div', 'words', [name, author]), time, sound)
  box.dom.hidden = true
  let letGo = () => {}
  let letCoverGo = () => {}
  const base = () => view.pageOf(box.dom)?.options.path ?? view.topPage()?.options.path ?? ''

  for (const type of ['play', 'pause', 'ended'] as const) {
    sound.addEventListener(type, () => {
      button.classList.toggle('on', type === 'play')
      view.fire(box, type, {})
    })
  }
  sound.addEventListener('timeupdate', () => {
    time.textContent = clock(sound.currentTime)
    view.fire(box, 'timeupdate', { currentTime: sound.currentTime, duration: sound.duration || 0 }, { lazy: true })
  })
  const fail = () => view.fire(box, 'error', { errMsg: 'MEDIA_ERR_SRC_NOT_SUPPORTED' })
  sound.addEventListener('error', fail)
  const play = () => void sound.play().catch(fail)

  return {
    closed: true,
    set(attribute, value) {
      if (attribute === 'src') {
        letGo()
        letGo = view.assets.use(value, base(), url => (url ? void (sound.src = url) : value ? fail() : undefined))
      } else if (attribute === 'poster') {
        letCoverGo()
        letCoverGo = view.assets.use(value, base(), url => {
          cover.style.backgroundImage = url ? `url("${url}")` : ''
        })
      } else if (attribute === 'name') name.textContent = text(value)
      else if (attribute === 'author') author.textContent = text(value)
      else if (attribute === 'loop') sound.loop = bool(value)
      else if (attribute === 'controls') box.dom.hidden = !bool(value)
    },
    tap({ target }) {
      if (target !== box) return false
      if (sound.paused) play()
      else sound.pause()
      return true
    },
    invoke(method, [value]) {
      if (method === 'play') play()
      else if (method === 'pause') sound.pause()
      else if (method === 'seek') sound.currentTime = num(isRecord(value) ? value['position'] : value)
      else if (method === 'setSrc') this.set?.('src', value)
    },
    dropped() {
      sound.pause()
      letGo()
      letCoverGo()
    },
  }
}

const MINUTE_S = 60

function clock(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  return `${two(seconds / MINUTE_S)}:${two(seconds % MINUTE_S)}`
}
