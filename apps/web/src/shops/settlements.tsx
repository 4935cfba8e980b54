import type { Api, BankLink, Merchant, Proof, Settlement } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { pages, push } from '../router.ts'
import { ProveForm } from '../screens/prove-form.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { More, paged } from '../ui/paged.tsx'
import { Sheet } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { amountOf } from '../pay/parts.tsx'
import { linkName, loadLinks } from '../wallet/bank-state.ts'
import { openBeside, shopAt } from './address.ts'
import { DeskPage, loadOfShop } from './parts.tsx'
import { isOwner } from './state.ts'

type Account = NonNullable<Api['GET /merchants/:id/settlements']['reply']['account']>

/** Where the takings of a shop go each day, and what was sent there. Play money goes nowhere. */
export function Settlements(props: { shop: Merchant }) {
  const [choosing, setChoosing] = createSignal(false)
  const shop = () => props.shop.id
  const ask = async (before?: string) => {
    const page = await call('GET /merchants/:id/settlements', { id: shop(), ...(before ? { before } : {}) })
    return { rows: page.settlements, more: page.more, account: page.account }
  }
  const first = loadOfShop(shop, () => ask())
  const list = paged(first, ask, shop)
  return (
    <DeskPage shop={props.shop} title={t('settle.title')}>
      <Answer loaded={first}>
        {data => (
          <>
            <AccountGroup account={data().account} owner={isOwner(props.shop)} onChoose={() => setChoosing(true)} />
            <Show
              when={list.rows().length > 0}
              fallback={<Empty icon="bank" title={t('settle.none')} text={t('settle.none.text')} />}
            >
              <Group title={t('settle.sent')}>
                <For each={list.rows()}>{one => <SettlementCell shop={shop()} one={one} />}</For>
              </Group>
              <More list={list} />
            </Show>
          </>
        )}
      </Answer>
      <Show when={choosing()}>
        <ChooseSheet shop={shop()} onChosen={() => void first.again()} onClose={() => setChoosing(false)} />
      </Show>
    </DeskPage>
  )
}

const AccountGroup = (props: { account: Account | undefined; owner: boolean; onChoose: () => void }) => (
  <>
    <Group title={t('settle.account')} note={t('settle.account.note')}>
      <Show
        when={props.account}
        fallback={<Cell icon="bank" tint="#56605b" title={t('settle.no_account')} note={t('settle.no_account.text')} />}
      >
        {account => (
          <Cell
            icon="bank"
            tint={account().ended ? '#bd3a4a' : '#1667c0'}
            title={t('bank.account', { holder: account().holder, ending: account().ending })}
            note={
              account().ended
                ? t('settle.account.ended')
                : t('settle.account.since', { date: fullTime(account().setAt, language()) })
            }
          />
        )}
      </Show>
    </Group>
    <Show when={props.owner}>
      <div class="big-action">
        <Button kind={props.account ? 'plain' : 'primary'} icon="bank" onClick={props.onChoose}>
          {t(props.account ? 'settle.account.other' : 'settle.account.choose')}
        </Button>
      </div>
    </Show>
  </>
)

/** How a settlement looks by how it stands at the bank. */
export const toneOf = ({ state }: Settlement) =>
  state === 'settled'
    ? ({ icon: 'check', tint: '#07803f' } as const)
    : state === 'rejected'
      ? ({ icon: 'alert', tint: '#bd3a4a' } as const)
      : ({ icon: 'clock', tint: '#56605b' } as const)

const dayName = (day: string): string =>
  new Intl.DateTimeFormat(language(), { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(`${day}T12:00:00Z`))

function SettlementCell(props: { shop: string; one: Settlement }) {
  const at = () => shopAt(props.shop, 'settlements', props.one.id)
  return (
    <Cell
      {...toneOf(props.one)}
      title={dayName(props.one.day)}
      note={`${t(`bank.state.${props.one.state}`)} · ${t('shop.payments', { count: props.one.payments })}`}
      value={amountOf(props.one.amount, props.one.currency)}
      current={pages().includes(at())}
      onClick={() => openBeside(at())}
    />
  )
}

/** One of the owner's linked accounts, after they proved again who they are. */
function ChooseSheet(props: { shop: string; onChosen: () => void; onClose: () => void }) {
  const [link, setLink] = createSignal<BankLink>()
  const [done, setDone] = createSignal(false)
  const links = loadLinks()
  const linked = () => (links.data() ?? []).filter(one => one.state === 'linked')
  const choose = async (proof: Proof) => {
    await call('PUT /merchants/:id/bank', { id: props.shop, link: link()!.id, proof })
    toast(t('settle.account.chosen'))
    setDone(true)
    props.onChosen()
    props.onClose()
  }
  return (
    <Show when={!done()}>
      <Sheet title={t('settle.account.choose')} onClose={props.onClose}>
        <Show
          when={link()}
          fallback={
            <Answer loaded={links} rows={2}>
              {() => (
                <Show
                  when={linked().length > 0}
                  fallback={
                    <Empty icon="bank" title={t('bank.none')} text={t('settle.link.text')}>
                      <Button kind="primary" onClick={() => push('/me/wallet/bank')}>
                        {t('bank.link')}
                      </Button>
                    </Empty>
                  }
                >
                  <Group>
                    <For each={linked()}>
                      {one => <Cell icon="bank" tint="#1667c0" title={linkName(one)} onClick={() => setLink(one)} />}
                    </For>
                  </Group>
                </Show>
              )}
            </Answer>
          }
        >
          {one => (
            <>
              <p class="sheet-text">{t('settle.account.prove', { account: linkName(one()) })}</p>
              <ProveForm submit={t('settle.account.choose')} onProof={choose} />
            </>
          )}
        </Show>
      </Sheet>
    </Show>
  )
}
