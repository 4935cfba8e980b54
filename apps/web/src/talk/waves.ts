/** Steps of loudness that travel with a message. */
const WAVE_BYTES = 64
export const BARS = 32
/** A bar is never lower than this part of the highest. */
const LOW = 0.12

/** Bars of loudness from 0 to 1, as many as are drawn. */
export function barsOf(wave: Uint8Array): number[] {
  if (wave.length === 0) return Array.from({ length: BARS }, () => LOW)
  const high = Math.max(1, ...wave)
  return Array.from({ length: BARS }, (_, i) => {
    const from = Math.floor((i * wave.length) / BARS)
    const part = wave.slice(from, Math.max(from + 1, Math.floor(((i + 1) * wave.length) / BARS)))
    return Math.max(LOW, Math.max(...part) / high)
  })
}

/** Loudness over the whole length, in up to 64 steps, as base64url. */
export function waveOf(loud: number[]): string {
  const steps = Math.min(WAVE_BYTES, loud.length)
  const bytes = Array.from({ length: steps }, (_, i) =>
    Math.max(...loud.slice(Math.floor((i * loud.length) / steps), Math.floor(((i + 1) * loud.length) / steps))),
  )
  return btoa(String.fromCharCode(...bytes))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '')
}
