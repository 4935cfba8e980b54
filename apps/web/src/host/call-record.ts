import { noteAct } from './acts.ts'
import { needScope } from './consent.tsx'
import { RECORD_MS_MAX, TASK_NAME_LENGTH_MAX } from './limits.ts'
import type { Args } from './args.ts'
import type { HostCalls } from './call.ts'
import type { Program } from './program.ts'
import { Refused } from './refused.ts'

const DURATION_MS = 60_000
/** Sound is taken in pieces of this length: each may be told, and none is taken while its program is out of sight. */
const PIECE_MS = 500
/** What browsers write, best first, with the end of its file name. */
const KINDS = [
  ['audio/mp4', '.m4a'],
  ['audio/webm;codecs=opus', '.webm'],
  ['audio/ogg;codecs=opus', '.ogg'],
] as const

interface Recording {
  readonly recorder: MediaRecorder
  readonly task: string
}
const recordings = new WeakMap<Program, Recording>()

/** The microphone: only after a yes, only while the program is seen, one recording at a time. */
export const record: HostCalls = {
  async record(program, args) {
    const method = args.text('method', 10)
    if (method === 'start') return start(program, args)
    const recorder = recordings.get(program)?.recorder
    if (!recorder) throw new Refused('not recording')
    if (method === 'pause' && recorder.state === 'recording') recorder.pause()
    else if (method === 'resume' && recorder.state === 'paused') recorder.resume()
    else if (method === 'stop') recorder.stop()
  },
}

async function start(program: Program, args: Args): Promise<void> {
  const task = args.mustText('task', TASK_NAME_LENGTH_MAX)
  await needScope(program, 'scope.record')
  const stream = await navigator.mediaDevices?.getUserMedia({ audio: true }).catch(() => undefined)
  if (!stream) throw new Refused('system permission denied', 2)
  const letGo = () => stream.getTracks().forEach(track => track.stop())
  const kind = KINDS.find(([type]) => MediaRecorder.isTypeSupported(type))
  if (program.closed || recordings.has(program) || !kind) {
    letGo()
    throw new Refused(kind ? 'is recording or paused' : 'not supported')
  }
  noteAct(program, 'record')
  const recorder = new MediaRecorder(stream, { mimeType: kind[0] })
  program.tasks.add(task, () => recorder.state !== 'inactive' && recorder.stop())
  recordings.set(program, { recorder, task })
  listen(program, { recorder, task }, { extension: kind[1], frames: args.number('frameSize', 0, 0, 1e6) > 0, letGo })
  recorder.start(PIECE_MS)
  setTimeout(
    () => recorder.state !== 'inactive' && recorder.stop(),
    args.number('duration', DURATION_MS, 1, RECORD_MS_MAX),
  )
}

function listen(
  program: Program,
  { recorder, task }: Recording,
  how: { extension: string; frames: boolean; letGo: () => void },
): void {
  const pieces: Blob[] = []
  const tell = (kind: string, detail: unknown = {}) => program.tasks.tell(task, kind, detail)
  let heardMs = 0
  let since = 0
  const count = () => {
    if (since > 0) heardMs += performance.now() - since
    since = 0
  }
  const goOn = (kind: string) => {
    since = performance.now()
    tell(kind)
  }
  recorder.addEventListener('start', () => goOn('start'))
  recorder.addEventListener('resume', () => goOn('resume'))
  recorder.addEventListener('pause', () => {
    count()
    tell('pause')
  })
  recorder.addEventListener('error', () => tell('error', { errMsg: 'operateRecorder:fail' }))
  recorder.addEventListener('dataavailable', ({ data }) => {
    pieces.push(data)
    const isLastFrame = recorder.state === 'inactive'
    if (how.frames) void data.arrayBuffer().then(frameBuffer => tell('frame', { frameBuffer, isLastFrame }))
    if (!isLastFrame && !program.place.classList.contains('shown')) recorder.stop()
  })
  recorder.addEventListener('stop', () => {
    count()
    how.letGo()
    recordings.delete(program)
    program.tasks.done(task)
    if (program.closed) return
    const blob = new Blob(pieces, { type: recorder.mimeType })
    const tempFilePath = program.files.keep(blob, how.extension)
    tell('stop', { tempFilePath, duration: Math.round(heardMs), fileSize: blob.size })
  })
}
