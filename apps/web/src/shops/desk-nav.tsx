import type { Merchant } from '@plaza/contract'
import { createEffect, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { openFromRoot, pages, visit } from '../router.ts'
import { Answer } from '../ui/answer.tsx'
import { Cell, Group, Switch } from '../ui/controls.tsx'
import { Page, usePlace } from '../ui/page.tsx'
import { wide } from '../ui/state.ts'
import { load } from '../ui/load.ts'
import { shopName } from '../pay/parts.tsx'
import { loadShown } from './parts.tsx'
import { DAILY, MONEY, sectionsFor, SET_UP, type Section } from './sections.ts'
import { chooseMode, modeOf } from './state.ts'
import '../styles/desk.css'

/** The desk of a shop on a large screen: its parts on the left, what is chosen beside them, and one of it beside that. */
export function DeskNav(props: { id: string }) {
  const shop = load(
    () => props.id,
    () => call('GET /merchants/:id', { id: props.id }),
  )
  const place = usePlace()
  // A wide screen never stands empty beside the list.
  createEffect(() => {
    if (place.shown() && wide() && pages().length === 1) openFromRoot(`/desk/${props.id}/today`)
  })
  return (
    <Page title={shop.data() ? shopName(shop.data()!) : t('shops.title')} class="desk-nav">
      <Answer loaded={shop} rows={6}>
        {known => <Sections shop={known()} />}
      </Answer>
    </Page>
  )
}

function Sections(props: { shop: Merchant }) {
  const mode = () => modeOf(props.shop.id)
  return (
    <nav aria-label={t('desk.sections')}>
      <OtherShops shop={props.shop} />
      <Group>
        <SectionCell
          shop={props.shop.id}
          section={{ page: 'today', icon: 'store', tint: '#07803f', title: 'shop.today', from: 'cashier' }}
        />
        <Cells shop={props.shop} of={DAILY} />
      </Group>
      <Show when={sectionsFor(MONEY, props.shop, mode()).length > 0}>
        <Group>
          <Cells shop={props.shop} of={MONEY} />
        </Group>
      </Show>
      <Show when={sectionsFor(SET_UP, props.shop, mode()).length > 0}>
        <Group>
          <Cells shop={props.shop} of={SET_UP} />
        </Group>
      </Show>
      <Group>
        <Switch
          label={t('shop.test.mode')}
          on={mode() === 'test'}
          onChange={on => chooseMode(props.shop.id, on ? 'test' : 'live')}
        />
      </Group>
    </nav>
  )
}

const Cells = (props: { shop: Merchant; of: readonly Section[] }) => (
  <For each={sectionsFor(props.of, props.shop, modeOf(props.shop.id))}>
    {section => <SectionCell shop={props.shop.id} section={section} />}
  </For>
)

const SectionCell = (props: { shop: string; section: Section }) => {
  const at = () => `/desk/${props.shop}/${props.section.page}`
  return (
    <Cell
      icon={props.section.icon}
      tint={props.section.tint}
      title={t(props.section.title)}
      current={pages()[1] === at()}
      onClick={() => openFromRoot(at())}
    />
  )
}

/** Whoever works for several shops changes between them here. */
function OtherShops(props: { shop: Merchant }) {
  const shops = loadShown(async () => (await call('GET /merchants')).merchants)
  return (
    <Show when={(shops.data()?.length ?? 0) > 1}>
      <label class="desk-shops">
        <span class="hidden">{t('shops.title')}</span>
        <select value={props.shop.id} onChange={event => visit(`/desk/${event.currentTarget.value}`)}>
          <For each={shops.data()}>{one => <option value={one.id}>{shopName(one)}</option>}</For>
        </select>
      </label>
    </Show>
  )
}
