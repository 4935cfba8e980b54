import type { JSX } from 'solid-js'
import { render } from 'solid-js/web'

/**
 * Opens something over everything, outside of any page, and waits for what comes of it. `draw` gets the function that answers
 * and takes it away; who closes it otherwise answers with nothing.
 */
export function openDialog<T>(draw: (done: (answer?: T) => void) => JSX.Element): Promise<T | undefined> {
  const place = document.body.appendChild(document.createElement('div'))
  return new Promise(resolve => {
    let over = false
    const dispose = render(
      () =>
        draw(answer => {
          if (over) return
          over = true
          resolve(answer)
          setTimeout(() => {
            dispose()
            place.remove()
          })
        }),
      place,
    )
  })
}
