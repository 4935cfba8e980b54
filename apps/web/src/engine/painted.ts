const PAINT_WITHIN_MS = 100

/**
 * Resolves once what was just changed is painted, so that the person sees it first; soon where nothing is painted, or when
 * the tab is hidden before.
 */
export function painted(): Promise<void> {
  return new Promise(done => {
    if (typeof document === 'undefined' || document.visibilityState !== 'visible') return void setTimeout(done)
    requestAnimationFrame(() => setTimeout(done))
    setTimeout(done, PAINT_WITHIN_MS)
  })
}
