import { onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { back } from '../router.ts'
import { Skeleton } from '../ui/controls.tsx'
import { nameOf } from '../ui/names.ts'
import { Page } from '../ui/page.tsx'
import { store } from '../ui/state.ts'
import { tried } from '../screens/open.ts'
import { PayForm } from './pay-form.tsx'
import { lookAtWallet, wallet } from './state.ts'

/** Asks the other person of a conversation for money. */
export function RequestPage(props: { id: string }) {
  const peer = () => store().rows.get(props.id)?.peer
  onMount(() => void tried(lookAtWallet))
  return (
    <Page title={t('request.title')}>
      <Show when={wallet() && peer()} fallback={<Skeleton rows={3} />}>
        {person => (
          <PayForm
            to={person()}
            title={t('request.to', { name: nameOf(person()) })}
            currency={wallet()!.currency}
            go={t('request.go')}
            onSubmit={async (what, note) => {
              await call('POST /wallet/requests', { ...what, ...note })
              back()
            }}
          />
        )}
      </Show>
    </Page>
  )
}
