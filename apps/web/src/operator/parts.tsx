import { createMemo, createSignal, For, Show, type JSX } from 'solid-js'
import { FREEZE_REASON_LENGTH_MAX } from '@plaza/contract/limits'
import { refusal, t } from '../i18n.ts'
import { Empty, Field, Skeleton } from '../ui/controls.tsx'
import { FormSheet } from '../ui/form-sheet.tsx'
import { load, type Loaded } from '../ui/load.ts'
import { IconButton, Page, usePlace } from '../ui/page.tsx'
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
  return (
    <FormSheet
      title={props.title}
      text={props.text}
      submit={props.ok}
      danger={props.danger ?? false}
      onSubmit={() => props.onReason({ reason: reason().trim(), order: order().trim() })}
      onClose={props.onClose}
    >
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
    </FormSheet>
  )
}
