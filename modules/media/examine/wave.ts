import { WAVE_STEPS } from '../limits.ts'

const FLAT = 64
/** Packets that differ by less are an encoder's noise. */
const LIVELY = 1.2

/**
 * Draws a voice in 64 steps, from how much its encoder had to say over its length: loud and lively parts take larger packets.
 * Where an encoder writes all packets alike the line is flat, as it must be.
 */
export function waveOfPackets(packets: readonly number[]): string {
  const steps = meansOf(packets)
  const [low, high] = [Math.min(...steps), Math.max(...steps)]
  return drawn(steps.map(step => (high > low * LIVELY ? ((step - low) / (high - low)) * 255 : FLAT)))
}

/** Draws a voice as it sounds. A quiet recording is drawn as tall as a loud one. */
export function waveOfSamples(samples: Int16Array): string {
  const steps = meansOf(samples)
  const high = Math.max(...steps)
  return drawn(steps.map(step => (high > 0 ? (step / high) * 255 : 0)))
}

/** The mean size in each of the steps. */
function meansOf(values: ArrayLike<number>): number[] {
  return Array.from({ length: WAVE_STEPS }, (_, step) => {
    const from = Math.floor((step * values.length) / WAVE_STEPS)
    const to = Math.min(values.length, Math.max(from + 1, Math.floor(((step + 1) * values.length) / WAVE_STEPS)))
    let sum = 0
    for (let i = from; i < to; i++) sum += Math.abs(values[i] as number)
    return to > from ? sum / (to - from) : 0
  })
}

const drawn = (steps: readonly number[]): string => Buffer.from(steps.map(Math.round)).toString('base64url')
