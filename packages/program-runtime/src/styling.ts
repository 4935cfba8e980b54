const RPX = /(url\([^)]*\)|"[^"]*"|'[^']*')|([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)rpx\b/gi

/** Lengths in rpx of an inline style, as in sheets. */
export function lengthsOf(style: string): string {
  if (!style.includes('rpx')) return style
  return style.replace(RPX, (all, kept: string | undefined, n: string) =>
    kept === undefined ? `calc(${Number(n)} * var(--rpx))` : all,
  )
}

/** An object of styles, as WXS gives it, as text. */
export function styleText(style: unknown): string {
  if (typeof style === 'string') return style
  if (typeof style !== 'object' || style === null) return ''
  return Object.entries(style)
    .map(([key, value]) => `${key.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)}:${String(value)}`)
    .join(';')
}

/** `some-name` as `someName`. */
export function camelCase(name: string): string {
  return name.replace(/-([a-z])/g, (_all, letter: string) => letter.toUpperCase())
}

/** Joins paths and keeps them under the root. */
export function joinPath(...parts: readonly string[]): string {
  const out: string[] = []
  for (const part of parts.join('/').split('/')) {
    if (part === '' || part === '.') continue
    if (part === '..') out.pop()
    else out.push(part)
  }
  return out.join('/')
}

export function folderOf(path: string): string {
  const at = path.lastIndexOf('/')
  return at < 0 ? '' : path.slice(0, at)
}
