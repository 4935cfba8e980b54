import { WAVE_STEPS } from '../limits.ts'

/**
 * Draws a voice in 64 steps, from how much its encoder had to say over its length: loud and lively parts take larger packets.
 * A quiet recording is drawn as tall as a loud one. Where an encoder writes all packets alike the line is flat, as it must be.
 */
export function waveOf(packets: readonly number[]): string {
  const steps = Array.from({ length: WAVE_STEPS }, (_, step) => {
    const from = Math.floor((step * packets.length) / WAVE_STEPS)
    const to = Math.max(from + 1, Math.floor(((step + 1) * packets.length) / WAVE_STEPS))
    const part = packets.slice(from, to)
    return part.length === 0 ? 0 : part.reduce((sum, size) => sum + size, 0) / part.length
  })
  const [low, high] = [Math.min(...steps), Math.max(...steps)]
  const bytes = steps.map(step => (high > low ? Math.round(((step - low) / (high - low)) * 255) : 64))
  return Buffer.from(bytes).toString('base64url')
}
