import { el } from './dom.ts'

/** Asks the person over the program. Answers the number of the button, and what was typed; undefined when it was closed. */
export function ask(wish: {
  title: string
  text?: string
  hint?: string | undefined
  typed?: string
  buttons: readonly string[]
}): Promise<{ button: number; typed: string } | undefined> {
  return new Promise(resolve => {
    const field = wish.hint === undefined ? undefined : el('input', { placeholder: wish.hint, value: wish.typed ?? '' })
    const buttons = wish.buttons.map((label, index) =>
      el('button', { type: 'button' as const, onclick: (): void => dialog.close(String(index)) }, label),
    )
    const dialog = el(
      'dialog',
      {},
      el('h2', {}, wish.title),
      wish.text ? el('p', {}, wish.text) : undefined,
      field,
      el('div', { className: 'buttons' }, ...buttons),
    )
    dialog.addEventListener('close', () => {
      dialog.remove()
      resolve(dialog.returnValue === '' ? undefined : { button: Number(dialog.returnValue), typed: field?.value ?? '' })
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}
