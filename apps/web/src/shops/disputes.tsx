import type { Merchant } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { pages } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Empty, Group } from '../ui/controls.tsx'
import { PageCell } from '../ui/page-cell.tsx'
import { Chips } from '../ui/paged.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { DisputeCell, DisputeView, isOpenDispute } from '../pay/dispute-parts.tsx'
import { amountOf } from '../pay/parts.tsx'
import { kept, openBeside, shopAt } from './address.ts'
import { DeskPage, loadOfShop } from './parts.tsx'
import { whatOf } from './state.ts'

const WHICH = ['open', 'all'] as const

/** Payments that payers of a shop question: those that wait, or all of them. */
export function Disputes(props: { shop: Merchant }) {
  const [which, choose] = kept('show', WHICH)
  const loaded = loadDisputes(() => props.shop.id)
  const shown = () => (loaded.data() ?? []).filter(one => which() === 'all' || isOpenDispute(one))
  return (
    <DeskPage shop={props.shop} title={t('disputes.title')}>
      <Chips
        label={t('disputes.which')}
        all={WHICH}
        on={which()}
        name={one => t(`disputes.show.${one}`)}
        onChoose={choose}
      />
      <Answer loaded={loaded}>
        {() => (
          <Show
            when={shown().length > 0}
            fallback={<Empty icon="check" title={t('disputes.none')} text={t('disputes.none.text')} />}
          >
            <Group note={t('disputes.note')}>
              <For each={shown()}>
                {one => {
                  const at = () => shopAt(props.shop.id, 'disputes', one.id)
                  return (
                    <DisputeCell
                      dispute={one}
                      title={whatOf({ description: one.description, type: '' }, props.shop)}
                      current={pages().includes(at())}
                      onClick={() => openBeside(at())}
                    />
                  )
                }}
              </For>
            </Group>
          </Show>
        )}
      </Answer>
    </DeskPage>
  )
}

const loadDisputes = (shop: () => string) =>
  loadOfShop(shop, async ({ id }) => (await call('GET /merchants/:id/disputes', { id })).disputes)

/** One of them: the shop says what it has to, or gives the money back. */
export function DisputeDetail(props: { shop: Merchant; dispute: string }) {
  const loaded = loadDisputes(() => props.shop.id)
  const found = () => loaded.data()?.find(({ id }) => id === props.dispute)
  const of = () => ({ id: props.shop.id, dispute: props.dispute })
  const accept = async (amount: string) => {
    const sure = {
      title: t('dispute.accept.sure', { amount }),
      text: t('dispute.accept.text'),
      ok: t('dispute.accept'),
      danger: true,
    }
    if (!(await confirm(sure))) return
    if (await tried(() => call('POST /merchants/:id/disputes/:dispute/accept', of())))
      toast(t('refund.done', { amount }))
    await loaded.again()
  }
  return (
    <DeskPage shop={props.shop} title={t('dispute.title')}>
      <Answer loaded={loaded}>
        {() => (
          <Show when={found()} fallback={<Empty icon="store" title={t('shops.nothing')} />}>
            {one => (
              <DisputeView
                dispute={one()}
                as="merchant"
                onSay={async message => {
                  await call('POST /merchants/:id/disputes/:dispute/messages', { ...of(), ...message })
                  await loaded.again()
                }}
              >
                <Group>
                  <PageCell
                    to={shopAt(props.shop.id, 'orders', one().order)}
                    icon="inbox"
                    tint="#2563a8"
                    title={t('shop.order')}
                  />
                </Group>
                <Show when={isOpenDispute(one())}>
                  <div class="big-action">
                    <Button
                      kind="danger"
                      icon="undo"
                      onClick={() => void accept(amountOf(one().amount, one().currency))}
                    >
                      {t('dispute.accept')}
                    </Button>
                  </div>
                </Show>
              </DisputeView>
            )}
          </Show>
        )}
      </Answer>
    </DeskPage>
  )
}
