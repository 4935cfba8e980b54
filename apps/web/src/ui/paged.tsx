import { createEffect, createSignal, on, Show } from 'solid-js'
import { t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { Button } from './controls.tsx'

/** One page of a list, newest first. */
export interface PageOf<T> {
  readonly rows: readonly T[]
  readonly more: boolean
}

export interface Paged<T> {
  /** All that was fetched so far. */
  readonly rows: () => readonly T[]
  readonly more: () => boolean
  readonly busy: () => boolean
  readonly next: () => Promise<void>
}

/**
 * A list in pages: its first, which may be asked for again, and those that came after it. `of` says what it is a list of
 * (a filter, a mode): of another one nothing is kept.
 */
export function paged<T extends { readonly id: string }>(
  first: { readonly data: () => PageOf<T> | undefined },
  ask: (before: string) => Promise<PageOf<T>>,
  of: () => unknown = () => 0,
): Paged<T> {
  const [older, setOlder] = createSignal<readonly T[]>([])
  const [last, setLast] = createSignal<boolean>()
  const [busy, setBusy] = createSignal(false)
  let shown = of()
  createEffect(
    on(first.data, (now, before) => {
      const isSame = shown === of()
      shown = of()
      const ids = new Set(now?.rows.map(({ id }) => id))
      // News push rows off the first page: they stay, as long as nothing can lie in between.
      const rows = before?.rows ?? []
      const joins = isSame && rows.some(({ id }) => ids.has(id))
      setOlder(joins ? [...rows, ...older()].filter(({ id }) => !ids.has(id)) : [])
      if (!joins) setLast(undefined)
    }),
  )
  const rows = () => [...(first.data()?.rows ?? []), ...older()]
  const next = async () => {
    const asked = of()
    const end = rows().at(-1)
    if (!end) return
    setBusy(true)
    await tried(async () => {
      const page = await ask(end.id)
      if (asked !== of()) return
      setOlder([...older(), ...page.rows])
      setLast(page.more)
    })
    setBusy(false)
  }
  return { rows, more: () => last() ?? first.data()?.more ?? false, busy, next }
}

/** The way to the next page, where there is one. */
export const More = <T,>(props: { list: Paged<T> }) => (
  <Show when={props.list.more()}>
    <div class="big-action">
      <Button busy={props.list.busy()} onClick={() => void props.list.next()}>
        {t('list.more')}
      </Button>
    </div>
  </Show>
)

/** One of a few kinds that a list is narrowed to. */
export const Chips = <K extends string>(props: {
  label: string
  all: readonly K[]
  on: K
  name: (one: K) => string
  onChoose: (one: K) => void
}) => (
  <div class="chips wrap shop-filter" role="group" aria-label={props.label}>
    {props.all.map(one => (
      <button
        type="button"
        class="chip"
        classList={{ on: props.on === one }}
        aria-pressed={props.on === one}
        onClick={() => props.onChoose(one)}
      >
        {props.name(one)}
      </button>
    ))}
  </div>
)
