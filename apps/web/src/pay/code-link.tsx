import { Match, Switch } from 'solid-js'
import { t } from '../i18n.ts'
import { Empty } from '../ui/controls.tsx'
import { Page } from '../ui/page.tsx'
import { ToChats } from '../ui/to-chats.tsx'
import { OrderPage } from './order.tsx'
import { PayeePage } from './payee.tsx'
import { ShopPage } from './shop.tsx'

/** What a code leads to that any camera can open: an order, a shop, or a person who receives. */
export const CodeLink = (props: { kind: string; code: string; amount?: string; note?: string }) => (
  <Switch
    fallback={
      <Page title={t('scan.title')}>
        <Empty icon="qr" title={t('code.dead')} text={t('code.dead.text')}>
          <ToChats />
        </Empty>
      </Page>
    }
  >
    <Match when={props.kind === 'o'}>
      <OrderPage code={props.code} />
    </Match>
    <Match when={props.kind === 's'}>
      <ShopPage code={props.code} amount={props.amount} />
    </Match>
    <Match when={props.kind === 'r'}>
      <PayeePage code={props.code} amount={props.amount} note={props.note} />
    </Match>
  </Switch>
)
