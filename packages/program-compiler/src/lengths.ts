import { MEDIA_WINDOW_PX, RPX_PER_WINDOW } from './limits.ts'

const RPX = /(url\([^)]*\)|"[^"]*"|'[^']*')|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)rpx\b/gi

/** Lengths in rpx of a value: `calc(n * var(--rpx))`, which also holds inside `calc`. Strings and addresses stay. */
export function rewriteLengths(value: string): string {
  if (!/rpx/i.test(value)) return value
  return value.replace(RPX, (all, kept: string | undefined, n: string) => {
    if (kept !== undefined) return all
    return Number(n) === 0 ? '0px' : `calc(${Number(n)} * var(--rpx))`
  })
}

/** Media conditions know no variables: there a window of 375 px is meant. */
export function rewriteMedia(params: string): string {
  return params.replace(RPX, (all, kept: string | undefined, n: string) =>
    kept === undefined ? `${(Number(n) * MEDIA_WINDOW_PX) / RPX_PER_WINDOW}px` : all,
  )
}
