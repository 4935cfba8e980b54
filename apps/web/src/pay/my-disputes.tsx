import type { Dispute } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty, Group } from '../ui/controls.tsx'
import { load, type Loaded } from '../ui/load.ts'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { DisputeCell, DisputeView, isOpenDispute } from './dispute-parts.tsx'
import { onOrders, shopName } from './parts.tsx'

/** What I questioned; again whenever an order of mine changes. */
export function loadMine(): Loaded<Dispute[]> {
  const loaded = load(
    () => 0,
    async () => (await call('GET /pay/disputes')).disputes,
  )
  onOrders(loaded.again)
  return loaded
}

/** Payments that I questioned, newest first. */
export function MyDisputes() {
  const mine = loadMine()
  return (
    <Page title={t('disputes.mine')}>
      <Answer loaded={mine}>
        {list => (
          <Show
            when={list().length > 0}
            fallback={<Empty icon="check" title={t('disputes.mine.none')} text={t('disputes.mine.none.text')} />}
          >
            <Group>
              <For each={list()}>
                {one => (
                  <DisputeCell
                    dispute={one}
                    title={shopName(one.merchant)}
                    onClick={() => push(`/me/wallet/disputes/${one.id}`)}
                  />
                )}
              </For>
            </Group>
          </Show>
        )}
      </Answer>
    </Page>
  )
}

/** One of them: what was said, and the way to give it up. */
export function MyDispute(props: { id: string }) {
  const mine = loadMine()
  const found = () => mine.data()?.find(({ id }) => id === props.id)
  const withdraw = async () => {
    const sure = { title: t('dispute.withdraw.sure'), text: t('dispute.withdraw.text'), ok: t('dispute.withdraw') }
    if (!(await confirm(sure))) return
    await tried(() => call('POST /pay/disputes/:id/withdraw', { id: props.id }))
    await mine.again()
  }
  return (
    <Page title={t('dispute.title')}>
      <Answer loaded={mine}>
        {() => (
          <Show when={found()} fallback={<Empty icon="alert" title={t('disputes.mine.none')} />}>
            {one => (
              <DisputeView
                dispute={one()}
                as="payer"
                onSay={async message => {
                  await call('POST /pay/disputes/:id/messages', { id: props.id, ...message })
                  await mine.again()
                }}
              >
                <Show when={isOpenDispute(one())}>
                  <div class="big-action">
                    <Button kind="quiet" onClick={() => void withdraw()}>
                      {t('dispute.withdraw')}
                    </Button>
                  </div>
                </Show>
              </DisputeView>
            )}
          </Show>
        )}
      </Answer>
    </Page>
  )
}
