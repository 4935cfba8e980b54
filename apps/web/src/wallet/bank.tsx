import type { BankLink, BankMove } from '@plaza/contract'
import { BANK_LINKS_PER_PERSON_MAX } from '@plaza/contract/limits'
import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { call, codeOf } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { language, refusal, t } from '../i18n.ts'
import { back, push } from '../router.ts'
import { tried } from '../screens/open.ts'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Empty, Group } from '../ui/controls.tsx'
import { type Loaded } from '../ui/load.ts'
import { IconButton, Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { isUnderWay, linkName, linksChanged, loadLinks, stateName, watched } from './bank-state.ts'
import { inMoney } from './state.ts'
import '../styles/bank.css'

/** My bank accounts, and what went between them and the wallet lately. */
export function BankPage() {
  const links = loadLinks()
  return (
    <Page title={t('bank.title')}>
      <Answer loaded={links} rows={3}>
        {mine => <Accounts links={mine()} />}
      </Answer>
      <Moves />
    </Page>
  )
}

function Accounts(props: { links: BankLink[] }) {
  const [busy, setBusy] = createSignal(false)
  const link = async () => {
    setBusy(true)
    await tried(async () => agreeAt(await call('POST /wallet/bank/links', { id: uuidv7() })))
    setBusy(false)
  }
  // Whoever comes back from the bank by the back key finds the page as they left it: what is there is asked anew.
  const returned = (event: PageTransitionEvent) => event.persisted && linksChanged()
  onMount(() => addEventListener('pageshow', returned))
  onCleanup(() => removeEventListener('pageshow', returned))
  return (
    <Show
      when={props.links.length > 0}
      fallback={
        <Empty icon="bank" title={t('bank.none')} text={t('bank.none.text')}>
          <Button kind="primary" icon="link" busy={busy()} onClick={() => void link()}>
            {t('bank.link')}
          </Button>
        </Empty>
      }
    >
      <Group title={t('bank.accounts')} note={t('bank.link.note')}>
        <For each={linkedFirst(props.links)}>
          {one => (
            <Cell
              icon="bank"
              tint={one.state === 'linked' ? '#1667c0' : '#56605b'}
              title={one.state === 'linked' ? linkName(one) : t('bank.unfinished')}
              note={t(one.state === 'linked' ? 'bank.linked' : 'bank.begun', {
                date: fullTime(one.createdAt, language()),
              })}
              end={<LinkActions link={one} />}
            />
          )}
        </For>
      </Group>
      <Show when={props.links.length < BANK_LINKS_PER_PERSON_MAX}>
        <div class="big-action">
          <Button icon="link" busy={busy()} onClick={() => void link()}>
            {t('bank.link.another')}
          </Button>
        </div>
      </Show>
    </Show>
  )
}

/** Off to the bank's own page; it sends the browser back to `BankReturn`. */
function agreeAt(link: BankLink): void {
  if (link.url !== undefined) location.assign(link.url)
}

function LinkActions(props: { link: BankLink }) {
  const drop = async () => {
    await tried(() => call('DELETE /wallet/bank/links/:id', { id: props.link.id }))
    linksChanged()
  }
  return (
    <Show
      when={props.link.state === 'started'}
      fallback={
        <Button small kind="danger" onClick={() => void unlink(props.link)}>
          {t('bank.unlink')}
        </Button>
      }
    >
      <Button small onClick={() => agreeAt(props.link)}>
        {t('bank.continue')}
      </Button>
      <IconButton icon="trash" label={t('bank.drop')} onClick={() => void drop()} />
    </Show>
  )
}

async function unlink(link: BankLink): Promise<void> {
  const sure = {
    title: t('bank.unlink.sure', { account: linkName(link) }),
    text: t('bank.unlink.text'),
    ok: t('bank.unlink'),
    danger: true,
  }
  if (!(await confirm(sure))) return
  const gone = await tried(() => call('DELETE /wallet/bank/links/:id', { id: link.id }))
  if (gone) toast(t('bank.unlinked'))
  linksChanged()
}

function Moves() {
  const moves: Loaded<BankMove[]> = watched(
    async () => (await call('GET /wallet/bank/moves')).moves,
    list => list.some(isUnderWay),
  )
  return (
    <Show when={(moves.data() ?? []).length > 0}>
      <Group title={t('bank.moves')}>
        <For each={moves.data()}>
          {move => (
            <Cell
              icon={move.direction === 'in' ? 'download' : 'up'}
              tint={move.direction === 'in' ? '#07803f' : '#1667c0'}
              title={t(move.direction === 'in' ? 'bank.in' : 'bank.out')}
              note={`${stateName(move)} · ${fullTime(move.createdAt, language())}`}
              value={inMoney(move.amount, move.currency)}
              onClick={() => push(`/me/wallet/bank/moves/${move.id}`)}
            />
          )}
        </For>
      </Group>
    </Show>
  )
}

/** Where the bank sends the browser back to: ends the linking, or says that nothing was linked. */
export function BankReturn(props: { id: string }) {
  const said = new URLSearchParams(location.search)
  const [code, setCode] = createSignal('')
  const finish = async () => {
    setCode('')
    const given = said.get('code')
    if (given === null) {
      await call('DELETE /wallet/bank/links/:id', { id: props.id }).catch(() => {})
      toast(t('bank.declined'))
      linksChanged()
      return back()
    }
    try {
      await call('POST /wallet/bank/links/:id/finish', { id: props.id, code: given })
      toast(t('bank.linked.now'))
      linksChanged()
      back()
    } catch (error) {
      setCode(codeOf(error))
    }
  }
  onMount(() => void finish())
  return (
    <Page title={t('bank.title')}>
      <Show
        when={code()}
        fallback={
          <div class="bank-wait" role="status">
            <i class="spinner" />
            <p>{t('bank.finishing')}</p>
          </div>
        }
      >
        <Empty icon="alert" title={t('bank.not_linked')} text={linkRefusal(code())}>
          <Button kind="primary" onClick={() => void finish()}>
            {t('retry')}
          </Button>
          <Button onClick={back}>{t('close')}</Button>
        </Empty>
      </Show>
    </Page>
  )
}

const linkedFirst = (links: BankLink[]): BankLink[] =>
  links.toSorted((a, b) => Number(b.state === 'linked') - Number(a.state === 'linked'))

/** A used or old code is not something that anybody typed. */
const linkRefusal = (code: string): string => (code === 'code_wrong' ? t('bank.link.old') : refusal(code))
