import { For, Show, type JSX } from 'solid-js'
import { t } from '../i18n.ts'
import { Button, Empty } from '../ui/controls.tsx'
import type { IconName } from '../ui/icon.tsx'

/** What waits for an operator, as cards; or that nothing does. */
export const Queue = <T,>(props: {
  title?: string
  items: readonly T[]
  empty: { icon: IconName; title: string; text: string }
  children: (item: T) => JSX.Element
}) => (
  <section class="desk-part">
    <Show when={props.title && props.items.length > 0}>
      <h2>{props.title}</h2>
    </Show>
    <For each={props.items} fallback={<Empty {...props.empty} />}>
      {item => props.children(item)}
    </For>
  </section>
)

/** One card of it: a head, its facts by their names, and a yes or no, unless it waits for somebody else. */
export const QueueCard = (props: {
  start?: JSX.Element
  title: JSX.Element
  note: JSX.Element
  facts?: readonly (readonly [name: string, value: JSX.Element])[]
  /** Whether this operator may decide it. */
  mine: boolean
  onDecide?: (approve: boolean) => void
  children?: JSX.Element
}) => (
  <article class="desk-card">
    <header>
      {props.start}
      <span class="cell-text">
        <h3>{props.title}</h3>
        <span class="cell-note">{props.note}</span>
      </span>
    </header>
    <Show when={props.facts}>
      {facts => (
        <dl>
          <For each={facts()}>
            {([name, value]) => (
              <div>
                <dt>{name}</dt>
                <dd>{value}</dd>
              </div>
            )}
          </For>
        </dl>
      )}
    </Show>
    {props.children}
    <Show when={props.mine} fallback={<p class="note">{t('desk.waits_for_other')}</p>}>
      <Show when={props.onDecide}>
        {decide => (
          <div class="desk-actions">
            <Button kind="primary" onClick={() => decide()(true)}>
              {t('desk.approve')}
            </Button>
            <Button kind="danger" onClick={() => decide()(false)}>
              {t('desk.reject')}
            </Button>
          </div>
        )}
      </Show>
    </Show>
  </article>
)
