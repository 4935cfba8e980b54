import { SPLIT_ITEMS_MAX, SPLIT_PEOPLE_MAX } from '@plaza/contract/limits'
import { divide, type Item } from '@plaza/fair'
import { createMemo, createSignal, For, Index, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Button, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { membersOf } from '../screens/members.ts'
import { tried } from '../screens/open.ts'
import { AmountField } from './amount-field.tsx'
import { MoneyForm, NoteField } from './pay-form.tsx'
import { SplitItem, SplitPeople, type Draft } from './split-people.tsx'
import { SplitPreview } from './split-preview.tsx'
import { lookAtWallet, wallet } from './state.ts'
import '../styles/asks.css'

/** Splits a bill among the members of a group. */
export function SplitPage(props: { id: string }) {
  const people = load(
    () => props.id,
    () => payersOf(props.id),
  )
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t('split.title')}>
      <Show when={wallet() && people.data()} fallback={<Skeleton rows={5} />}>
        {list => <SplitForm conversation={props.id} people={list()} currency={wallet()!.currency} />}
      </Show>
    </Page>
  )
}

/** Members with a wallet, whoever collects first: the odd cent is theirs before it is anybody's. */
async function payersOf(conversation: string): Promise<string[]> {
  const members = (await membersOf(conversation)).filter(({ person }) => ['citizen', 'operator'].includes(person.kind))
  const others = members.map(({ person }) => person.id).filter(id => id !== store().myId)
  return [store().myId, ...others]
}

function SplitForm(props: { conversation: string; people: string[]; currency: string }) {
  const everybody = () => props.people.slice(0, SPLIT_PEOPLE_MAX)
  const [how, setHow] = createSignal<'equal' | 'items'>('equal')
  const [whole, setWhole] = createSignal<Draft>({ typed: '', people: everybody() })
  const [items, setItems] = createSignal<Draft[]>([{ typed: '', people: everybody() }])
  const [note, setNote] = createSignal('')
  const [tried, setTried] = createSignal(false)
  let id = uuidv7()
  const drafts = () => (how() === 'equal' ? [whole()] : items())
  const minor = (draft: Draft) => minorOf(draft.typed, placesOf(props.currency))
  const ready = createMemo(() => readyItems(drafts(), minor))
  const change = (set: () => void) => {
    id = uuidv7()
    setTried(false)
    set()
  }
  const changeItem = (n: number, draft: Draft) => change(() => setItems(items().with(n, draft)))
  const send = async () => {
    setTried(true)
    const given = ready()
    if (!given) return
    const { conversation, currency } = props
    const parts = given.map(({ amount, people }, n) => {
      const name = drafts()[n]?.name?.trim()
      return { ...(name ? { name } : {}), amount: amount.toString(), people: [...people] }
    })
    const [first] = parts
    await call('POST /wallet/splits', {
      id,
      conversation,
      currency,
      ...(note().trim() ? { note: note().trim() } : {}),
      ...(how() === 'equal' && first ? { equal: { total: first.amount, people: first.people } } : { items: parts }),
    })
    back()
  }
  const wrong = (draft: Draft) => tried() && minor(draft) === undefined
  return (
    <MoneyForm class="split-form" go={t('split.go')} onSubmit={send}>
      <fieldset class="segments">
        <legend class="hidden-visually">{t('split.how')}</legend>
        <For each={['equal', 'items'] as const}>
          {one => (
            <label>
              <input type="radio" name="how" checked={how() === one} onChange={() => change(() => setHow(one))} />
              <span>{t(`split.${one}`)}</span>
            </label>
          )}
        </For>
      </fieldset>
      <Show
        when={how() === 'equal'}
        fallback={
          <>
            <Index each={items()}>
              {(item, n) => (
                <SplitItem
                  n={n + 1}
                  draft={item()}
                  everybody={everybody()}
                  currency={props.currency}
                  wrong={wrong(item())}
                  tried={tried()}
                  onChange={draft => changeItem(n, draft)}
                  {...(items().length > 1 ? { onRemove: () => change(() => setItems(items().toSpliced(n, 1))) } : {})}
                />
              )}
            </Index>
            <Button
              icon="plus"
              disabled={items().length >= SPLIT_ITEMS_MAX}
              onClick={() => change(() => setItems([...items(), { typed: '', people: everybody() }]))}
            >
              {t('split.item.add')}
            </Button>
          </>
        }
      >
        <AmountField
          label={t('amount.total')}
          value={whole().typed}
          currency={props.currency}
          wrong={wrong(whole())}
          onInput={typed => change(() => setWhole({ ...whole(), typed }))}
        />
        <SplitPeople
          label={t('split.people')}
          everybody={everybody()}
          chosen={whole().people}
          onChange={people => change(() => setWhole({ ...whole(), people }))}
        />
      </Show>
      <NoteField value={note()} onInput={value => change(() => setNote(value))} />
      <Show when={ready()}>{given => <SplitPreview items={given()} currency={props.currency} />}</Show>
      <Show when={tried() && drafts().every(({ people }) => people.every(one => one === store().myId))}>
        <p class="form-error" role="alert">
          {t('split.alone')}
        </p>
      </Show>
    </MoneyForm>
  )
}

/** The items once each has an amount and people, somebody else among them, and nobody's part is nothing. */
function readyItems(drafts: Draft[], minor: (draft: Draft) => string | undefined): Item[] | undefined {
  const items = drafts.map(draft => ({ amount: BigInt(minor(draft) ?? 0), people: draft.people }))
  if (items.some(({ amount, people }) => amount === 0n || people.length === 0)) return undefined
  const owed = divide(items)
  return [...owed.keys()].some(person => person !== store().myId) ? items : undefined
}
