import { createSignal, Match, onMount, Switch } from 'solid-js'
import { call } from '../engine/api.ts'
import { minorOf, placesOf } from '../engine/money.ts'
import { refusal, t } from '../i18n.ts'
import { replaceTop } from '../router.ts'
import { openDirect, tried } from '../screens/open.ts'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { store } from '../ui/state.ts'
import { lookAtFamily } from '../wallet/family-cards.ts'
import { lookAtWallet, wallet } from '../wallet/state.ts'
import { TransferForm } from '../wallet/transfer.tsx'
import { Outcome } from './parts.tsx'

/** Whoever shows their code to be paid: the transfer to them, with what their code says. Only friends send each other money. */
export function PayeePage(props: { code: string; amount?: string | undefined; note?: string | undefined }) {
  const [sent, setSent] = createSignal(false)
  const found = load(
    () => props.code,
    async () => {
      const reply = await call('GET /contacts/find', { query: props.code })
      if (reply.person) store().setPerson(reply.person)
      return reply
    },
  )
  const friend = () => (found.data()?.relation === 'friend' ? found.data()!.person!.id : undefined)
  const fixed = (currency: string) => minorOf(props.amount ?? '', placesOf(currency)) && props.amount
  onMount(() => void tried(() => Promise.all([lookAtWallet(), lookAtFamily()])))
  return (
    <Page title={t('transfer.title')}>
      <Switch fallback={<Skeleton rows={3} />}>
        <Match when={sent()}>
          <Outcome kind="good" title={t('payee.sent')}>
            <p>{t('payee.sent.text', { name: nameOf(friend()!) })}</p>
            <Button kind="primary" onClick={() => void openDirect(friend()!)}>
              {t('payee.chat')}
            </Button>
          </Outcome>
        </Match>
        <Match when={friend() ? wallet() : undefined}>
          {mine => (
            <TransferForm
              to={friend()!}
              currency={mine().currency}
              fixed={fixed(mine().currency)}
              note={props.note}
              onSent={() => setSent(true)}
            />
          )}
        </Match>
        <Match when={found.code()}>
          {code => (
            <Empty icon="qr" title={t('code.dead')} text={refusal(code())}>
              <ToChats />
            </Empty>
          )}
        </Match>
        <Match when={found.data()?.relation === 'self'}>
          <Empty icon="me" title={t('payee.self')} text={t('payee.self.text')}>
            <Button onClick={() => replaceTop('/me/wallet/receive')}>{t('receive.title')}</Button>
          </Empty>
        </Match>
        <Match when={found.data()?.person}>
          {person => (
            <Empty icon="add" title={t('payee.stranger', { name: person().name })} text={t('payee.stranger.text')}>
              <Button kind="primary" onClick={() => replaceTop(`/u/${props.code}`)}>
                {t('payee.add')}
              </Button>
            </Empty>
          )}
        </Match>
        <Match when={found.data() && !found.data()!.person}>
          <Empty icon="qr" title={t('code.dead')} text={t('code.dead.text')}>
            <ToChats />
          </Empty>
        </Match>
      </Switch>
    </Page>
  )
}
