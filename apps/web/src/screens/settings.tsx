import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import type { Language, Me } from '@plaza/contract'
import { call } from '../engine/api.ts'
import { chooseLanguage, language, LANGUAGES, t, type Key } from '../i18n.ts'
import { canInstall } from '../ui/install.ts'
import { push } from '../router.ts'
import { Button, Cell, Group, Switch } from '../ui/controls.tsx'
import { Icon } from '../ui/icon.tsx'
import { setTextSize, setTheme, TEXT_SIZES, textSize, theme, type Theme } from '../ui/look.ts'
import { Page } from '../ui/page.tsx'
import { confirm } from '../ui/sheet.tsx'
import { client, fine, sessions, store, watch } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { tried } from './open.ts'
import '../styles/me.css'

const InstallCell = lazy(() => import('../notify/install-offer.tsx').then(module => ({ default: module.InstallCell })))
const showKeys = () => import('../keys/map.tsx').then(map => map.showKeys())

/** Everything one may set, a page for each matter. */
export function Settings() {
  const leave = async () => {
    const unsent = client().outbox.size
    const question = {
      title: t('sign_out.title'),
      text: unsent > 0 ? t('sign_out.unsent', { count: unsent }) : t('sign_out.text'),
      ok: t('sign_out'),
      danger: true,
    }
    if (await confirm(question)) await sessions.signOut()
  }
  const themeName = () => t(`appearance.${theme()}`)
  return (
    <Page title={t('settings.title')}>
      <Group>
        <Cell icon="key" tint="#07803f" title={t('settings.account')} onClick={() => push('/me/settings/account')} />
        <Cell icon="laptop" tint="#1667c0" title={t('settings.devices')} onClick={() => push('/me/settings/devices')} />
        <Cell
          icon="unmute"
          tint="#c2571a"
          title={t('alerts.title')}
          onClick={() => push('/me/settings/notifications')}
        />
        <Cell icon="shield" tint="#6b4fd3" title={t('settings.privacy')} onClick={() => push('/me/settings/privacy')} />
      </Group>
      <Group>
        <Cell
          icon="globe"
          tint="#0a6f86"
          title={t('settings.language')}
          value={LANGUAGES.find(one => one.id === language())?.name}
          onClick={() => push('/me/settings/language')}
        />
        <Cell
          icon="moon"
          tint="#85610a"
          title={t('settings.appearance')}
          value={themeName()}
          onClick={() => push('/me/settings/appearance')}
        />
      </Group>
      <Group>
        <Cell
          icon="tag"
          tint="#2a7d4f"
          title={t('folders.title')}
          note={t('folders.cell')}
          onClick={() => push('/me/settings/folders')}
        />
        <Cell
          icon="inbox"
          tint="#a4368f"
          title={t('talk.storage')}
          note={t('talk.storage.cell')}
          onClick={() => push('/me/settings/storage')}
        />
        <Show when={fine()}>
          <Cell icon="at" tint="#4a5d8f" title={t('keyboard.title')} onClick={() => void showKeys()} />
        </Show>
        <Cell icon="info" tint="#56605b" title={t('settings.about')} onClick={() => push('/me/settings/about')} />
      </Group>
      <Show when={canInstall()}>
        <Suspense>
          <InstallCell />
        </Suspense>
      </Show>
      <Group>
        <Cell title={t('sign_out')} danger onClick={() => void leave()} />
      </Group>
    </Page>
  )
}

const SWITCHES: (keyof Me['privacy'])[] = [
  'findByHandle',
  'findByPhone',
  'acceptRequests',
  'readReceipts',
  'showTyping',
]

export function PrivacyPage() {
  const privacy = () => (watch('me'), store().me.privacy)
  const [saving, setSaving] = createSignal<string | undefined>()
  const change = async (name: keyof Me['privacy'], on: boolean) => {
    setSaving(name)
    const before = store().me
    store().setMe({ ...before, privacy: { ...before.privacy, [name]: on } })
    const ok = await tried(async () => sessions.keepMe(await call('PATCH /identity/me', { privacy: { [name]: on } })))
    if (!ok) store().setMe(before)
    setSaving(undefined)
  }
  const one = (name: keyof Me['privacy']) => (
    <Switch
      label={t(`privacy.${name}`)}
      hint={t(`privacy.${name}.hint`)}
      on={privacy()[name]}
      disabled={saving() === name}
      onChange={on => void change(name, on)}
    />
  )
  return (
    <Page title={t('settings.privacy')}>
      <Group title={t('privacy.find')}>
        <For each={SWITCHES.slice(0, 3)}>{one}</For>
      </Group>
      <Group title={t('privacy.chat')}>
        <For each={SWITCHES.slice(3)}>{one}</For>
      </Group>
      <Group>
        <Cell title={t('report.mine')} note={t('report.mine.note')} onClick={() => push('/me/settings/reports')} />
        <Cell title={t('data.title')} note={t('data.note')} onClick={() => push('/me/settings/data')} />
      </Group>
    </Page>
  )
}

/** One of a few, with a tick at the chosen. */
export const Choice = (props: { title: string; note?: string; chosen: boolean; onChoose: () => void }) => (
  <button type="button" class="cell" role="radio" aria-checked={props.chosen} onClick={() => props.onChoose()}>
    <span class="cell-text">
      <span class="cell-title">{props.title}</span>
    </span>
    <span class="tick" classList={{ on: props.chosen }}>
      <Icon name="check" />
    </span>
  </button>
)

export function LanguagePage() {
  const choose = async (id: Language) => {
    await chooseLanguage(id)
    await tried(async () => sessions.keepMe(await call('PATCH /identity/me', { language: id })))
  }
  return (
    <Page title={t('settings.language')}>
      <section class="group">
        <div class="group-box" role="radiogroup" aria-label={t('settings.language')}>
          <For each={LANGUAGES}>
            {one => <Choice title={one.name} chosen={language() === one.id} onChoose={() => void choose(one.id)} />}
          </For>
        </div>
      </section>
    </Page>
  )
}

const THEMES: Theme[] = ['system', 'light', 'dark']

export function Appearance() {
  const [chosen, setChosen] = createSignal(theme())
  const [size, setSize] = createSignal(textSize())
  return (
    <Page title={t('settings.appearance')}>
      <section class="group">
        <h2 id="theme-title">{t('appearance.theme')}</h2>
        <div class="group-box" role="radiogroup" aria-labelledby="theme-title">
          <For each={THEMES}>
            {id => (
              <Choice
                title={t(`appearance.${id}` as Key)}
                chosen={chosen() === id}
                onChoose={() => (setTheme(id), setChosen(id))}
              />
            )}
          </For>
        </div>
      </section>
      <section class="group">
        <h2 id="size-title">{t('appearance.text')}</h2>
        <div class="group-box text-size">
          <span class="text-small" aria-hidden="true">
            A
          </span>
          <input
            type="range"
            min="0"
            max={TEXT_SIZES.length - 1}
            step="1"
            aria-labelledby="size-title"
            aria-valuetext={`${size()} %`}
            value={TEXT_SIZES.indexOf(size() as 100)}
            onInput={event => {
              const next = TEXT_SIZES[Number(event.currentTarget.value)]!
              setTextSize(next)
              setSize(next)
            }}
          />
          <span class="text-large" aria-hidden="true">
            A
          </span>
        </div>
        <p class="note">{t('appearance.text.note')}</p>
      </section>
      <div class="sample">
        <p class="sample-bubble">{t('appearance.sample.1')}</p>
        <p class="sample-bubble mine">{t('appearance.sample.2')}</p>
      </div>
    </Page>
  )
}

export function About() {
  const copy = () => void navigator.clipboard?.writeText(`Plaza ${__VERSION__}`).then(() => toast(t('copied')))
  return (
    <Page title={t('settings.about')}>
      <div class="about">
        <img src="/icon.svg" alt="" width="88" height="88" />
        <h2>Plaza</h2>
        <p>{t('about.version', { version: __VERSION__ })}</p>
        <p>{t('about.text')}</p>
        <Button kind="quiet" icon="copy" onClick={copy}>
          {t('about.copy')}
        </Button>
      </div>
    </Page>
  )
}
