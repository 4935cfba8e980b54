import { execFile, spawn } from 'node:child_process'
import { promisify } from 'node:util'
import { TRANSCODE_MS_MAX, TRANSCODED_SIDE_MAX } from './limits.ts'
import type { Source, Transcoder } from './transcode.ts'

const PROBE_MS = 5_000
const STILL_BYTES_MAX = 32 * 1024 ** 2
const SAMPLES_BYTES_MAX = 16 * 1024 ** 2
const QUICK_MS = 60_000
const DEMUXERS = { webm: 'matroska', mp4: 'mov', ogg: 'ogg' } as const

/** The ffmpeg of this machine, when there is one that runs. */
export async function probeFfmpeg(binary = 'ffmpeg'): Promise<Transcoder | undefined> {
  try {
    const { stdout } = await promisify(execFile)(binary, ['-version'], { timeout: PROBE_MS })
    return stdout.startsWith('ffmpeg version') ? ffmpeg(binary) : undefined
  } catch {
    return undefined
  }
}

/**
 * ffmpeg, one process for each piece of work. It is told which demuxer to use and that only files may be opened, so that a file
 * cannot make it read another or call an address; it runs behind everything else, on one thread, and only for so long.
 */
function ffmpeg(binary: string): Transcoder {
  const input = ({ path, container }: Source) => [
    '-hide_banner',
    '-loglevel',
    'error',
    '-nostdin',
    '-threads',
    '1',
    '-protocol_whitelist',
    'file,pipe',
    '-f',
    DEMUXERS[container],
    '-i',
    path,
    '-map_metadata',
    '-1',
    '-threads',
    '1',
  ]
  const side = TRANSCODED_SIDE_MAX
  const fit = `scale=w='trunc(min(1,${side}/max(iw,ih))*iw/2)*2':h='trunc(min(1,${side}/max(iw,ih))*ih/2)*2'`
  return {
    async video(from, to) {
      const picture = ['-map', '0:v:0', '-vf', fit, '-c:v', 'libx264', '-preset', 'veryfast', '-pix_fmt', 'yuv420p']
      const sound = ['-map', '0:a:0?', '-c:a', 'aac', '-b:a', '128k', '-ac', '2']
      const file = ['-movflags', '+faststart', '-f', 'mp4', '-y', to]
      await run(binary, [...input(from), ...picture, '-crf', '24', ...sound, ...file], {
        ms: TRANSCODE_MS_MAX,
        bytes: 0,
      })
    },
    still: from =>
      run(binary, [...input(from), '-map', '0:v:0', '-frames:v', '1', '-c:v', 'mjpeg', '-f', 'image2pipe', '-'], {
        ms: QUICK_MS,
        bytes: STILL_BYTES_MAX,
      }),
    async samples(from) {
      const raw = await run(binary, [...input(from), '-map', '0:a:0', '-ac', '1', '-ar', '8000', '-f', 's16le', '-'], {
        ms: QUICK_MS,
        bytes: SAMPLES_BYTES_MAX,
      })
      return new Int16Array(raw.buffer.slice(raw.byteOffset, raw.byteOffset + (raw.length & ~1)))
    },
  }
}

/** Runs it and returns what it wrote; fails when it does, takes too long or writes too much. */
function run(binary: string, args: readonly string[], max: { ms: number; bytes: number }): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const child = spawn('nice', ['-n', '10', binary, ...args], {
      stdio: ['ignore', 'pipe', 'ignore'],
      timeout: max.ms,
      killSignal: 'SIGKILL',
    })
    const parts: Buffer[] = []
    let bytes = 0
    child.stdout.on('data', (part: Buffer) => {
      bytes += part.length
      if (bytes > max.bytes) child.kill('SIGKILL')
      else parts.push(part)
    })
    child.on('error', reject)
    child.on('close', code =>
      code === 0 ? resolve(Buffer.concat(parts)) : reject(new Error(`ffmpeg ended with ${code}`)),
    )
  })
}
