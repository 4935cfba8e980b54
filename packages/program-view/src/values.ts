/** Attributes come as the program wrote them: these read them as the documentation says. */

/** An attribute without a value is true; an empty one is not; the string 'false' is true, as everywhere in this format. */
export function bool(value: unknown, otherwise = false): boolean {
  return value === undefined ? otherwise : Boolean(value)
}

/** A number, or a string that begins with one. */
export function num(value: unknown, otherwise = 0): number {
  const number = typeof value === 'number' ? value : typeof value === 'string' ? Number.parseFloat(value) : Number.NaN
  return Number.isFinite(number) ? number : otherwise
}

/** What a person may read; structured data is nothing to read. */
export function text(value: unknown, otherwise = ''): string {
  if (typeof value === 'string') return value
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : otherwise
}

const RPX_IN_WINDOW = 750

/** A length of an attribute in CSS px: numbers and `px` as they are, `rpx` by the width of the window. */
export function length(value: unknown, otherwise = 0): number {
  const number = num(value, otherwise)
  return typeof value === 'string' && /rpx\s*$/.test(value) ? (number * innerWidth) / RPX_IN_WINDOW : number
}

export function clamp(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high)
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A list, or nothing. */
export function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : []
}

/** `hover-class` and `hoverClass` are one name. */
export function camel(name: string): string {
  return name.includes('-') ? name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase()) : name
}

export function kebab(name: string): string {
  return name.replace(/[A-Z]/g, letter => `-${letter.toLowerCase()}`)
}

/** A colour that CSS understands, and nothing that could name an address. */
export function color(value: unknown, otherwise = ''): string {
  const name = text(value).trim()
  return /^[#a-z0-9(),.%\s/-]{1,64}$/i.test(name) && !/url|image|var/i.test(name) ? name : otherwise
}
