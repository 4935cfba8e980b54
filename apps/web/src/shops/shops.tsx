import type { Merchant } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { push, visit } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Face } from '../ui/avatar.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { wide } from '../ui/state.ts'
import { shopName } from '../pay/parts.tsx'
import { loadShown } from './parts.tsx'
import { modeOf } from './state.ts'

/** Shops that I own or work for. */
export function Shops() {
  const shops = loadShown(async () => (await call('GET /merchants')).merchants)
  return (
    <Page title={t('shops.title')}>
      <Answer loaded={shops} rows={3}>
        {list => (
          <Show
            when={list().length > 0}
            fallback={
              <Empty icon="store" title={t('shops.none')} text={t('shops.none.text')}>
                <Button kind="primary" onClick={() => push('/me/shops/new')}>
                  {t('shops.new')}
                </Button>
              </Empty>
            }
          >
            <Group note={t('shops.note')}>
              <For each={list()}>{shop => <ShopCell shop={shop} />}</For>
            </Group>
            <div class="big-action">
              <Button icon="plus" onClick={() => push('/me/shops/new')}>
                {t('shops.another')}
              </Button>
            </div>
          </Show>
        )}
      </Answer>
    </Page>
  )
}

const ShopCell = (props: { shop: Merchant }) => (
  <Cell
    start={
      <span class="avatar">
        <Face id={props.shop.id} name={shopName(props.shop)} />
      </span>
    }
    title={shopName(props.shop)}
    note={[
      t(`shop.role.${props.shop.role}`),
      t(`shop.verification.${props.shop.verification}`),
      ...(modeOf(props.shop.id) === 'test' ? [t('shop.test')] : []),
    ].join(' · ')}
    onClick={() => (wide() ? visit(`/desk/${props.shop.id}`) : push(`/me/shops/${props.shop.id}`))}
  />
)
