import { divide, type Item } from '@plaza/fair'
import { createMemo, For, Show } from 'solid-js'
import { listOf, t } from '../i18n.ts'
import { Cell, Group } from '../ui/controls.tsx'
import { Avatar } from '../ui/avatar.tsx'
import { store } from '../ui/state.ts'
import { calledHere } from './split-people.tsx'
import { inMoney } from './state.ts'

/** What each one will pay, to the cent, exactly as the server divides it. */
export function SplitPreview(props: { items: Item[]; currency: string }) {
  const owed = createMemo(() => [...divide(props.items)])
  const amount = (minor: bigint) => inMoney(minor.toString(), props.currency)
  const total = () => props.items.reduce((sum, item) => sum + item.amount, 0n)
  const tooSmall = () => owed().some(([, part]) => part === 0n)
  return (
    <Show
      when={!tooSmall()}
      fallback={
        <p class="form-error" role="alert">
          {t('split.too_small', { amount: amount(total()), count: owed().length })}
        </p>
      }
    >
      <Group title={t('split.each')} note={oddNote(props.items, owed(), amount)}>
        <For each={owed()}>
          {([person, part]) => (
            <Cell
              start={<Avatar person={person} size="s" />}
              title={calledHere(person)}
              {...(person === store().myId ? { note: t('split.own') } : {})}
              value={<b class="split-part">{amount(part)}</b>}
            />
          )}
        </For>
        <Cell title={t('split.sum', { amount: amount(total()) })} />
      </Group>
    </Show>
  )
}

/** Why not everybody pays the same, where the amount does not divide. */
function oddNote(items: Item[], owed: [string, bigint][], amount: (minor: bigint) => string): string {
  const uneven = items.some(item => item.amount % BigInt(item.people.length) !== 0n)
  const [only] = items
  if (!uneven || !only) return ''
  if (items.length > 1) return t('split.odd.items')
  const each = only.amount / BigInt(only.people.length)
  const names = owed.filter(([, part]) => part > each).map(([person]) => calledHere(person))
  return t('split.odd', {
    total: amount(only.amount),
    count: only.people.length,
    unit: amount(1n),
    names: listOf(names),
  })
}
