import type { TestCitizen } from '@plaza/contract'
import { NAME_LENGTH_MAX, PREPARED_TEXT_MAX } from '@plaza/contract/limits'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { t } from '../i18n.ts'
import { amountOf, whatOf } from '../pay/parts.tsx'
import { tried } from '../screens/open.ts'
import { FreshSheet, type Fresh } from '../shops/fresh.tsx'
import { loadShown } from '../shops/parts.tsx'
import { Answer } from '../ui/answer.tsx'
import { Cell, Empty, Field, Group } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { FormSheet } from '../ui/form-sheet.tsx'
import { openMenu } from '../ui/menu.tsx'
import { confirm } from '../ui/sheet.tsx'
import { toast } from '../ui/toast.tsx'
import { MakerPage, type Desk } from './parts.tsx'
import { preparedIn } from './prepared.ts'

/** Citizens whom the makers made up: they sign in to this program and pay its test orders with play money. */
export function Citizens(props: Desk) {
  const appId = () => props.program.appId
  const loaded = loadShown(() => call('GET /makers/programs/:appId/citizens', { appId: appId() }))
  const [making, setMaking] = createSignal(false)
  const [paying, setPaying] = createSignal<TestCitizen>()
  const [fresh, setFresh] = createSignal<Fresh>()
  const of = ({ id }: TestCitizen) => ({ appId: appId(), id })
  const signIn = (one: TestCitizen) =>
    tried(async () => {
      const { code } = await call('POST /makers/programs/:appId/citizens/:id/login', of(one))
      setFresh({
        title: t('citizens.code.title', { name: one.name }),
        text: t('citizens.code.text'),
        parts: [{ label: t('citizens.code'), value: code }],
      })
    })
  const fill = async (one: TestCitizen) => {
    const key = uuidv7()
    await tried(() => call('POST /makers/programs/:appId/citizens/:id/fill', { ...of(one), key }))
    await loaded.again()
  }
  const drop = async (one: TestCitizen) => {
    const text = t('citizens.drop.text')
    if (
      !(await confirm({
        title: t('citizens.drop.sure', { name: one.name }),
        text,
        ok: t('citizens.drop'),
        danger: true,
      }))
    )
      return
    await tried(() => call('DELETE /makers/programs/:appId/citizens/:id', of(one)))
    await loaded.again()
  }
  const menu = (from: Element, one: TestCitizen) =>
    openMenu(from, [
      { label: t('citizens.login'), icon: 'key', run: () => void signIn(one) },
      { label: t('citizens.pay'), icon: 'wallet', run: () => setPaying(one) },
      { label: t('citizens.fill'), icon: 'plus', run: () => void fill(one) },
      { label: t('citizens.copy'), icon: 'copy', run: () => void copyText(one.openid) },
      { label: t('citizens.drop'), icon: 'trash', danger: true, run: () => void drop(one) },
    ])
  return (
    <MakerPage program={props.program} title={t('citizens.title')}>
      <Answer loaded={loaded}>
        {data => (
          <>
            <Show
              when={data().citizens.length > 0}
              fallback={<Empty icon="smile" title={t('citizens.none')} text={t('citizens.none.text')} />}
            >
              <Group
                title={t('citizens.count', { count: data().citizens.length, most: data().most })}
                note={t('citizens.note')}
              >
                <For each={data().citizens}>{one => <Row citizen={one} onMenu={row => menu(row, one)} />}</For>
              </Group>
            </Show>
            <Show when={data().citizens.length < data().most}>
              <Group>
                <Cell icon="plus" tint="#07803f" title={t('citizens.make')} onClick={() => setMaking(true)} />
              </Group>
            </Show>
          </>
        )}
      </Answer>
      <Show when={making()}>
        <MakeSheet appId={appId()} onMade={() => void loaded.again()} onClose={() => setMaking(false)} />
      </Show>
      <Show when={paying()} keyed>
        {one => (
          <PaySheet
            appId={appId()}
            citizen={one}
            onPaid={() => void loaded.again()}
            onClose={() => setPaying(undefined)}
          />
        )}
      </Show>
      <Show when={fresh()} keyed>
        {shown => <FreshSheet fresh={shown} onClose={() => setFresh(undefined)} />}
      </Show>
    </MakerPage>
  )
}

/** One of them, whose menu opens beside the line. */
function Row(props: { citizen: TestCitizen; onMenu: (row: Element) => void }) {
  let row!: HTMLDivElement
  return (
    <div ref={row}>
      <Cell
        icon="me"
        tint="#56605b"
        title={props.citizen.name}
        note={<code>{props.citizen.openid}</code>}
        value={amountOf(props.citizen.balance, props.citizen.currency)}
        onClick={() => props.onMenu(row)}
      />
    </div>
  )
}

function MakeSheet(props: { appId: string; onMade: () => void; onClose: () => void }) {
  const [name, setName] = createSignal('')
  const id = uuidv7()
  const make = async () => {
    await call('PUT /makers/programs/:appId/citizens/:id', { appId: props.appId, id, name: name().trim() })
    props.onMade()
  }
  return (
    <FormSheet
      title={t('citizens.make')}
      text={t('citizens.make.text')}
      submit={t('citizens.make.ok')}
      onSubmit={make}
      onClose={props.onClose}
    >
      <Field
        label={t('citizens.name')}
        value={name()}
        onInput={setName}
        maxlength={NAME_LENGTH_MAX}
        autocomplete="off"
        required
        autofocus
      />
    </FormSheet>
  )
}

/** Pays what a program asked for, as its console or its server says it. */
function PaySheet(props: { appId: string; citizen: TestCitizen; onPaid: () => void; onClose: () => void }) {
  const [text, setText] = createSignal('')
  const [wrong, setWrong] = createSignal(false)
  const pay = async () => {
    const prepared = preparedIn(text(), props.appId)
    setWrong(!prepared)
    if (!prepared) return false
    const paid = await call('POST /makers/programs/:appId/citizens/:id/pay', { ...prepared, id: props.citizen.id })
    toast(t('citizens.paid', { amount: amountOf(paid.amount, paid.currency), what: whatOf(paid) }))
    props.onPaid()
    return true
  }
  return (
    <FormSheet
      title={t('citizens.pay.title', { name: props.citizen.name })}
      text={t('citizens.pay.text')}
      submit={t('citizens.pay')}
      onSubmit={pay}
      onClose={props.onClose}
    >
      <Field
        label={t('citizens.pay.call')}
        hint={t('citizens.pay.hint')}
        value={text()}
        onInput={setText}
        maxlength={PREPARED_TEXT_MAX}
        autocomplete="off"
        multiline
        required
        autofocus
        {...(wrong() ? { error: t('citizens.pay.wrong') } : {})}
      />
    </FormSheet>
  )
}
