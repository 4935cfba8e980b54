export type Theme = 'system' | 'light' | 'dark'
const THEME = 'plaza.theme'
const TEXT = 'plaza.text'

/** Steps of text size, in per cent of the browser's own. */
export const TEXT_SIZES = [90, 100, 115, 130, 150] as const

export const theme = (): Theme => (localStorage.getItem(THEME) as Theme | null) ?? 'system'
export const textSize = (): number => Number(localStorage.getItem(TEXT) ?? 100)

export function setTheme(next: Theme): void {
  localStorage.setItem(THEME, next)
  applyLook()
}

export function setTextSize(percent: number): void {
  localStorage.setItem(TEXT, String(percent))
  applyLook()
}

/** Puts what was chosen on the page; the styles do the rest. */
export function applyLook(): void {
  const root = document.documentElement
  root.dataset['theme'] = theme()
  root.style.fontSize = textSize() === 100 ? '' : `${textSize()}%`
  dispatchEvent(new Event('resize')) // there is room for more or less now
}
