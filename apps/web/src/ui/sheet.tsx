import { createSignal, createUniqueId, For, onCleanup, Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { Button } from './controls.tsx'
import { findFocus } from './focus.ts'
import { IconButton } from './page.tsx'
import { fine } from './state.ts'

const FIELD = 'input:not([type=checkbox], [type=radio], [type=file]):enabled, textarea:enabled, select:enabled'

/**
 * A modal on the native dialog: the browser keeps the focus inside and gives it back. From below on a phone, in the middle
 * of a wide screen.
 */
export function Sheet(props: { title: string; onClose: () => void; children: JSX.Element; small?: boolean }) {
  const id = createUniqueId()
  let box!: HTMLDialogElement
  let gone = false
  const show = () => {
    if (!box.isConnected || box.open) return
    const find = (what: string) => box.querySelector<HTMLElement>(what)
    // By itself it would begin with the button that closes it. A field would bring up the keyboard of a phone.
    const first =
      find('[autofocus]') ?? (fine() ? find(FIELD) : null) ?? find('.primary:enabled') ?? find('.small .button')
    ;(first ?? find('h2'))!.autofocus = true
    box.showModal()
  }
  // Taken away while it is open, it gives the focus back as when it is closed.
  onCleanup(() => {
    gone = true
    box.close()
    queueMicrotask(findFocus)
  })
  return (
    <dialog
      class="sheet"
      classList={{ small: props.small ?? false }}
      aria-labelledby={id}
      ref={element => ((box = element), queueMicrotask(show))}
      onClose={() => gone || props.onClose()}
      onKeyDown={event => event.key === 'Escape' && event.stopPropagation()}
      onClick={event => event.target === event.currentTarget && event.currentTarget.close()}
    >
      <div class="sheet-body">
        <header class="sheet-head">
          <h2 id={id} tabindex="-1">
            {props.title}
          </h2>
          <Show when={!props.small}>
            <CloseButton />
          </Show>
        </header>
        {props.children}
      </div>
    </dialog>
  )
}

/** Closes the dialog it stands in. */
export const CloseButton = () => (
  <IconButton icon="close" label={t('close')} onClick={event => closestDialog(event.currentTarget)?.close()} />
)

export const closestDialog = (element: EventTarget | null): HTMLDialogElement | null =>
  element instanceof Element ? element.closest('dialog') : null

interface Question {
  title: string
  text?: string
  ok: string
  danger?: boolean
  answer: (yes: boolean) => void
}
const [questions, setQuestions] = createSignal<Question[]>([])

/** Asks before something that cannot be taken back. */
export function confirm(question: Omit<Question, 'answer'>): Promise<boolean> {
  return new Promise(answer => setQuestions(list => [...list, { ...question, answer }]))
}

export const Questions = () => (
  <For each={questions()}>
    {question => {
      let yes = false
      const done = () => {
        setQuestions(list => list.filter(one => one !== question))
        question.answer(yes)
      }
      let box: HTMLDivElement | undefined
      const close = (answer: boolean) => {
        yes = answer
        closestDialog(box ?? null)?.close()
      }
      return (
        <Sheet title={question.title} onClose={done} small>
          <Show when={question.text}>
            <p class="sheet-text">{question.text}</p>
          </Show>
          <div class="sheet-actions" ref={element => (box = element)}>
            <Button onClick={() => close(false)}>{t('cancel')}</Button>
            <Button kind={question.danger ? 'danger' : 'primary'} onClick={() => close(true)}>
              {question.ok}
            </Button>
          </div>
        </Sheet>
      )
    }}
  </For>
)
