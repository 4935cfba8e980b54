import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { FREEZE_REASON_LENGTH_MAX } from '@plaza/contract/limits'
import { refusal, t } from '../i18n.ts'
import { FormError, tries } from '../screens/sign-form.tsx'
import { Button, Empty, Field, Skeleton } from '../ui/controls.tsx'
import { load, type Loaded } from '../ui/load.ts'
import { IconButton, Page, usePlace } from '../ui/page.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import '../styles/desks.css'

/** Asks the server now, and again whenever the desk is on top once more: what was done above it may have changed it. */
export function loadDesk<T>(ask: () => Promise<T>): Loaded<T> {
  const place = usePlace()
  const times = createMemo((before: number) => (place.shown() ? before + 1 : before), 0)
  return load(times, ask)
}

/** One desk: what the server says, or why it does not, with a button that asks again. */
export function Desk<T>(props: { title: string; loaded: Loaded<T>; children: (data: () => T) => JSX.Element }) {
  return (
    <Page
      title={props.title}
      class="desk"
      actions={<IconButton icon="refresh" label={t('refresh')} onClick={() => void props.loaded.again()} />}
    >
      <Show
        when={props.loaded.data()}
        fallback={
          <Show when={props.loaded.code()} fallback={<Skeleton rows={5} />}>
            {code => <Empty icon="lock" title={refusal(code())} />}
          </Show>
        }
      >
        {data => props.children(data)}
      </Show>
    </Page>
  )
}

/** A table that becomes a list of small cards where there is no room; `heads` name the values then. */
export function Table<T>(props: {
  name: string
  heads: string[]
  rows: readonly T[]
  cells: (row: T) => JSX.Element[]
  /** Columns of numbers, by their place. */
  numbers?: readonly number[]
}) {
  return (
    <table class="desk-table" aria-label={props.name}>
      <thead>
        <tr>
          <For each={props.heads}>{head => <th scope="col">{head}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {row => (
            <tr>
              <For each={props.cells(row)}>
                {(cell, i) => (
                  <td data-head={props.heads[i()]} classList={{ number: props.numbers?.includes(i()) ?? false }}>
                    {cell}
                  </td>
                )}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  )
}

/** Asks for the grounds of a decision, which are kept with it. */
export function ReasonSheet(props: {
  title: string
  text?: string
  ok: string
  danger?: boolean
  /** Also asks for the number of the order. */
  order?: boolean
  onClose: () => void
  onReason: (grounds: { reason: string; order: string }) => Promise<unknown>
}) {
  const [reason, setReason] = createSignal('')
  const [order, setOrder] = createSignal('')
  const attempts = tries()
  const send = async (form: HTMLFormElement) => {
    await props.onReason({ reason: reason().trim(), order: order().trim() })
    closestDialog(form)?.close()
  }
  return (
    <Sheet title={props.title} onClose={props.onClose}>
      <form
        class="form"
        onSubmit={event => {
          event.preventDefault()
          const form = event.currentTarget
          void attempts.run(() => send(form))
        }}
      >
        <Show when={props.text}>
          <p class="form-text">{props.text}</p>
        </Show>
        <Field
          label={t('desk.reason')}
          value={reason()}
          onInput={setReason}
          maxlength={FREEZE_REASON_LENGTH_MAX}
          hint={t('desk.reason.hint')}
          required
          autofocus
        />
        <Show when={props.order}>
          <Field
            label={t('desk.order')}
            value={order()}
            onInput={setOrder}
            maxlength={FREEZE_REASON_LENGTH_MAX}
            required
          />
        </Show>
        <FormError code={attempts.except([])} />
        <Button type="submit" kind={props.danger ? 'danger' : 'primary'} busy={attempts.busy()}>
          {props.ok}
        </Button>
      </form>
    </Sheet>
  )
}
