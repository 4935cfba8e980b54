import type { FrozenWallet } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { Avatar } from '../ui/avatar.tsx'
import { Button } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { toast } from '../ui/toast.tsx'
import { FindHolder } from './holder.tsx'
import { Desk, ReasonSheet } from './parts.tsx'

/** Operators: freezing a wallet by an order, and ending it by another. */
export function FrozenDesk() {
  const loaded = load(
    () => 0,
    () => call('GET /wallet/office/frozen'),
  )
  const [person, setPerson] = createSignal<string>()
  const [asked, setAsked] = createSignal<{ person: string; freeze: boolean }>()
  const decide = async (grounds: { reason: string; order: string }) => {
    const { person: whose, freeze } = asked()!
    const route = freeze ? 'POST /wallet/office/:person/freeze' : 'POST /wallet/office/:person/unfreeze'
    await call(route, { person: whose, ...grounds })
    toast(t(freeze ? 'desk.frozen.now' : 'desk.unfrozen.now', { name: nameOf(whose) }))
    setPerson(undefined)
    await loaded.again()
  }
  return (
    <Desk title={t('desk.frozen')} loaded={loaded}>
      {data => (
        <>
          <section class="desk-part">
            <h2>{t('desk.freeze')}</h2>
            <p class="note">{t('desk.freeze.text')}</p>
            <FindHolder person={person()} onFound={setPerson} />
            <Show when={person()}>
              {whose => (
                <div class="desk-actions">
                  <Button kind="danger" icon="lock" onClick={() => setAsked({ person: whose(), freeze: true })}>
                    {t('desk.freeze.do')}
                  </Button>
                </div>
              )}
            </Show>
          </section>
          <section class="desk-part">
            <h2>{t('desk.frozen.list')}</h2>
            <For each={data().wallets} fallback={<p class="note">{t('desk.frozen.none')}</p>}>
              {wallet => (
                <FrozenCard wallet={wallet} onUnfreeze={() => setAsked({ person: wallet.person, freeze: false })} />
              )}
            </For>
          </section>
          <Show when={asked()} keyed>
            {({ person: whose, freeze }) => (
              <ReasonSheet
                title={t(freeze ? 'desk.freeze.sure' : 'desk.unfreeze.sure', { name: nameOf(whose) })}
                ok={t(freeze ? 'desk.freeze.do' : 'desk.unfreeze.do')}
                danger={freeze}
                order
                onClose={() => setAsked(undefined)}
                onReason={decide}
              />
            )}
          </Show>
        </>
      )}
    </Desk>
  )
}

const FrozenCard = (props: { wallet: FrozenWallet; onUnfreeze: () => void }) => (
  <article class="desk-card">
    <header>
      <Avatar person={props.wallet.person} />
      <span class="cell-text">
        <h3>{nameOf(props.wallet.person)}</h3>
        <span class="cell-note">
          {t('desk.frozen.by', {
            name: nameOf(props.wallet.by),
            date: fullTime(props.wallet.since, language()),
            order: props.wallet.order,
          })}
        </span>
      </span>
    </header>
    <p>{props.wallet.reason}</p>
    <div class="desk-actions">
      <Button onClick={() => props.onUnfreeze()}>{t('desk.unfreeze.do')}</Button>
    </div>
  </article>
)
