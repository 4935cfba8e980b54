import type { Merchant, MerchantKey, Proof } from '@plaza/contract'
import { createSignal, For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { fullTime } from '../engine/time.ts'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { ProveForm } from '../screens/prove-form.tsx'
import { Answer } from '../ui/answer.tsx'
import { Button, Cell, Group } from '../ui/controls.tsx'
import { copyText } from '../ui/copy.ts'
import { confirm, Sheet } from '../ui/sheet.tsx'
import { PageCell } from '../ui/page-cell.tsx'
import { shopAt } from './address.ts'
import { FreshSheet, type Fresh } from './fresh.tsx'
import { DeskPage, loadOfShop } from './parts.tsx'
import { PlatformKey } from './platform-key.tsx'
import { modeOf } from './state.ts'

type Wish = 'certificate' | 'api_key'
/** The keys with which a shop's own programs speak to the city. */
export function Keys(props: { shop: Merchant }) {
  const [wish, setWish] = createSignal<Wish>()
  const [fresh, setFresh] = createSignal<Fresh>()
  const mode = () => modeOf(props.shop.id)
  const of = () => ({ id: props.shop.id, mode: mode() })
  const mchid = () => props.shop[mode()]
  const keys = loadOfShop(
    () => props.shop.id,
    input => call('GET /merchants/:id/keys', input),
  )
  const make = async (what: Wish, proof?: Proof) => {
    setFresh(await (what === 'certificate' ? newCertificate : newApiKey)({ ...of(), ...(proof ? { proof } : {}) }))
    setWish(undefined)
    await keys.again()
  }
  /** Play money needs no proof. */
  const want = (what: Wish) => (mode() === 'test' ? void tried(() => make(what)) : setWish(what))
  const revoke = async (serial: string) => {
    const sure = { title: t('keys.revoke.sure'), text: t('keys.revoke.text'), ok: t('keys.revoke'), danger: true }
    if (await confirm(sure)) await tried(() => call('DELETE /merchants/:id/keys/:serial', { ...of(), serial }))
    await keys.again()
  }
  return (
    <DeskPage shop={props.shop} title={t('keys.title')}>
      <Answer loaded={keys}>
        {data => (
          <>
            <Group title={t('keys.config')} note={t('keys.config.note')}>
              <Config lines={configOf(mchid(), serialOf(data().keys), data().api)} />
            </Group>
            <Group title={t('keys.certificates')} note={t('keys.certificates.note')}>
              <For each={data().keys} fallback={<Cell title={t('keys.none')} />}>
                {one => <KeyCell one={one} onRevoke={() => void revoke(one.serial)} />}
              </For>
            </Group>
            <Group title={t('keys.api')} note={t('keys.api.note')}>
              <Cell
                icon="lock"
                tint="#6b4fd3"
                title={t('keys.api')}
                note={
                  data().apiKey
                    ? t('keys.api.set', { date: fullTime(data().apiKey!.setAt, language()) })
                    : t('keys.api.none')
                }
              />
            </Group>
            <PlatformKey of={of()} platform={data().platform} again={keys.again} />
            <Group>
              <PageCell
                to={shopAt(props.shop.id, 'requests')}
                icon="laptop"
                tint="#2563a8"
                title={t('inspect.requests')}
                note={t('inspect.requests.note')}
              />
            </Group>
            <div class="big-action">
              <Button kind="primary" icon="key" onClick={() => want('certificate')}>
                {t('keys.new')}
              </Button>
              <Button icon="lock" onClick={() => want('api_key')}>
                {t(data().apiKey ? 'keys.api.renew' : 'keys.api.new')}
              </Button>
            </div>
          </>
        )}
      </Answer>
      <Show when={wish()} keyed>
        {what => (
          <Sheet title={t(what === 'certificate' ? 'keys.new' : 'keys.api.new')} onClose={() => setWish(undefined)}>
            <ProveForm submit={t('keys.make')} onProof={proof => make(what, proof)} />
          </Sheet>
        )}
      </Show>
      <Show when={fresh()} keyed>
        {shown => <FreshSheet fresh={shown} onClose={() => setFresh(undefined)} />}
      </Show>
    </DeskPage>
  )
}

type Ask = Parameters<typeof call<'POST /merchants/:id/keys'>>[1]

async function newCertificate(input: Ask): Promise<Fresh> {
  const { key, privateKey } = await call('POST /merchants/:id/keys', input)
  return {
    title: t('keys.fresh'),
    text: t('keys.fresh.text'),
    parts: [
      ...(privateKey ? [{ label: t('keys.private'), value: privateKey, file: 'apiclient_key.pem' }] : []),
      { label: t('keys.certificate'), value: key.certificate, file: 'apiclient_cert.pem' },
      { label: t('keys.serial'), value: key.serial },
    ],
  }
}

async function newApiKey(input: Ask): Promise<Fresh> {
  const { apiKey } = await call('POST /merchants/:id/api-key', input)
  return {
    title: t('keys.api.fresh'),
    text: t('keys.api.fresh.text'),
    parts: [{ label: t('keys.api'), value: apiKey }],
  }
}

const serialOf = (keys: readonly MerchantKey[]): string =>
  keys.find(one => one.revokedAt === undefined)?.serial ?? t('keys.none.yet')

/** The three lines that a program made for this shape of API needs changed. */
const configOf = (mchid: string, serial: string, api: string): readonly string[] => [
  `mchid = "${mchid}"`,
  `serial_no = "${serial}"`,
  `base_url = "${api}"`,
]

function Config(props: { lines: readonly string[] }) {
  return (
    <div class="key-box">
      <pre>{props.lines.join('\n')}</pre>
      <Button small icon="copy" onClick={() => void copyText(props.lines.join('\n'))}>
        {t('chat.copy')}
      </Button>
    </div>
  )
}

const KeyCell = (props: { one: MerchantKey; onRevoke: () => void }) => (
  <Cell
    icon="key"
    tint={props.one.revokedAt === undefined ? '#07803f' : '#56605b'}
    title={<span class="bill-id">{props.one.serial}</span>}
    note={
      props.one.revokedAt === undefined
        ? t('keys.until', { date: fullTime(props.one.expiresAt, language()) })
        : t('keys.revoked', { date: fullTime(props.one.revokedAt, language()) })
    }
    end={
      <Show when={props.one.revokedAt === undefined}>
        <Button small kind="danger" onClick={props.onRevoke}>
          {t('keys.revoke')}
        </Button>
      </Show>
    }
  />
)
