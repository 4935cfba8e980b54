import { EventChannel } from '../channel.ts'
import { isDict, type Dict } from '../plain.ts'
import type { Program } from '../program.ts'
import { faultOf } from './call.ts'

/** Events by the name of their listener, and the word the host tells them with. */
const EVENTS: Readonly<Record<string, string>> = {
  Start: 'start',
  Pause: 'pause',
  Resume: 'resume',
  Stop: 'stop',
  Error: 'error',
  FrameRecorded: 'frame',
  InterruptionBegin: 'interruptionBegin',
  InterruptionEnd: 'interruptionEnd',
}

/** `wx.getRecorderManager()`: the one recorder of a program; the host records. */
export function recorderManager(program: Program): Dict {
  const events = new EventChannel(error => program.errors.tell('script', error))
  const task = program.host.task((kind, detail) => events.emit(kind, detail ?? {}))
  const ask = (method: string, options: Dict = {}) =>
    void program.host.call('record', { ...options, method, task }).catch((error: unknown) => {
      events.emit('error', { errMsg: faultOf('operateRecorder', error)['errMsg'] })
    })
  const manager: Dict = {
    start: (options: unknown) => ask('start', isDict(options) ? options : {}),
    pause: () => ask('pause'),
    resume: () => ask('resume'),
    stop: () => ask('stop'),
  }
  for (const [name, kind] of Object.entries(EVENTS)) {
    manager[`on${name}`] = (listener: (detail: unknown) => void) => events.on(kind, listener)
    manager[`off${name}`] = (listener?: (detail: unknown) => void) => events.off(kind, listener)
  }
  return manager
}
