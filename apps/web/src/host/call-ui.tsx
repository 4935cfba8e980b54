import { createSignal, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Field } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { openDialog } from './dialog.tsx'
import { openMenuSheet } from './pick.tsx'
import { ACTION_ITEMS_MAX, TEXT_LENGTH_MAX, TITLE_LENGTH_MAX, TOAST_MS_MAX } from './limits.ts'
import type { Program } from './program.ts'
import { cancelled, Refused } from './refused.ts'
import type { HostCalls } from './call.ts'

const TOAST_MS = 1_500
const ICONS = ['success', 'error', 'loading', 'none'] as const
const timers = new WeakMap<Program, ReturnType<typeof setTimeout>>()

function hideToast(program: Program): void {
  clearTimeout(timers.get(program))
  program.setShown({})
}

/** What is shown over a program: drawn by the host, with the program's words as text. */
export const ui: HostCalls = {
  showToast(program, args) {
    hideToast(program)
    const icon = ICONS.find(name => name === args.raw('icon')) ?? 'success'
    program.setShown({ toast: { title: args.text('title', TITLE_LENGTH_MAX), icon, mask: args.flag('mask') } })
    const ms = args.number('duration', TOAST_MS, 0, TOAST_MS_MAX)
    timers.set(
      program,
      setTimeout(() => program.setShown({}), ms),
    )
  },
  showLoading(program, args) {
    hideToast(program)
    const toast = { title: args.text('title', TITLE_LENGTH_MAX), icon: 'loading' as const, mask: args.flag('mask') }
    program.setShown({ toast })
  },
  hideToast,
  hideLoading: hideToast,
  async showModal(program, args) {
    const editable = args.flag('editable')
    const answer = await openDialog<string>(done => (
      <ProgramModal
        program={program.run.program.name}
        title={args.text('title', TITLE_LENGTH_MAX)}
        text={args.text('content', TEXT_LENGTH_MAX)}
        cancel={args.flag('showCancel', true) ? args.text('cancelText', 8) || t('cancel') : undefined}
        confirm={args.text('confirmText', 8) || t('program.ok')}
        hint={editable ? args.text('placeholderText', TITLE_LENGTH_MAX) : undefined}
        onDone={done}
      />
    ))
    return { confirm: answer !== undefined, cancel: answer === undefined, content: editable ? (answer ?? null) : null }
  },
  async showActionSheet(program, args) {
    const items = args.texts('itemList', ACTION_ITEMS_MAX, TITLE_LENGTH_MAX)
    if (items.length === 0) throw new Refused('parameter error: itemList should have at least 1 item')
    const title = args.text('alertText', TITLE_LENGTH_MAX) || program.run.program.name
    const tapIndex = await openMenuSheet(title, items)
    if (tapIndex === undefined) throw cancelled()
    return { tapIndex }
  },
}

function ProgramModal(props: {
  program: string
  title: string
  text: string
  cancel: string | undefined
  confirm: string
  hint: string | undefined
  onDone: (answer?: string) => void
}) {
  let box!: HTMLDivElement
  const [typed, setTyped] = createSignal(props.hint === undefined ? '' : props.text)
  let answer: string | undefined
  const close = (next?: string) => {
    answer = next
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={props.title || props.program} small onClose={() => props.onDone(answer)}>
      <Show
        when={props.hint !== undefined}
        fallback={
          <Show when={props.text}>
            <p class="sheet-text program-text">{props.text}</p>
          </Show>
        }
      >
        <Field label={props.hint || props.title} value={typed()} onInput={setTyped} maxlength={TEXT_LENGTH_MAX} />
      </Show>
      <p class="note asked-by">{t('program.says', { name: props.program })}</p>
      <div class="sheet-actions" ref={box}>
        <Show when={props.cancel}>{label => <Button onClick={() => close()}>{label()}</Button>}</Show>
        <Button kind="primary" onClick={() => close(typed())}>
          {props.confirm}
        </Button>
      </div>
    </Sheet>
  )
}
