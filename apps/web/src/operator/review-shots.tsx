import type { Crawl, Shot } from '@plaza/contract'
import { createEffect, createSignal, For, Index, onCleanup, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { t } from '../i18n.ts'
import { Answer } from '../ui/answer.tsx'
import { Icon } from '../ui/icon.tsx'
import { load } from '../ui/load.ts'
import { Button } from '../ui/controls.tsx'
import { Sheet } from '../ui/sheet.tsx'
import '../styles/review-shots.css'

/** While it looks, the strip asks again so often. */
const AGAIN_MS = 4_000

/** How each page of the version looks on a phone, and what went wrong there, as the city's own browser found it. */
export function Shots(props: { version: string; /** The program, for the team that makes it. */ of?: string }) {
  const loaded = load(
    () => props.version,
    () => {
      const { version, of: appId } = props
      return appId === undefined
        ? call('GET /makers/reviews/:version/crawl', { version })
        : call('GET /makers/programs/:appId/versions/:version/crawl', { appId, version })
    },
  )
  createEffect(() => {
    const state = loaded.data()?.crawl?.state
    if (loaded.loading() || (state !== 'waiting' && state !== 'running')) return
    const soon = setTimeout(() => void loaded.again(), AGAIN_MS)
    onCleanup(() => clearTimeout(soon))
  })
  return (
    <section class={props.of === undefined ? 'desk-part' : 'group'}>
      <h2>{t('shots.title')}</h2>
      <Answer loaded={loaded} rows={2}>
        {data => (
          <Show when={data().crawl} fallback={<p class="findings-none">{t('shots.gone')}</p>}>
            {crawl => <Strip crawl={crawl()} />}
          </Show>
        )}
      </Answer>
    </section>
  )
}

function Strip(props: { crawl: Crawl }) {
  const [shown, setShown] = createSignal<number>()
  const shots = () => props.crawl.shots
  return (
    <>
      <p class="shots-state" role="status">
        {stateOf(props.crawl)}
      </p>
      <Show when={shots().length > 0}>
        <ul class="shots">
          <Index each={shots()}>
            {(shot, i) => (
              <li>
                <button type="button" class="shot" aria-label={nameOf(shot())} onClick={() => setShown(i)}>
                  <Picture shot={shot()} />
                  <span class="shot-path">{shot().path}</span>
                  <Faults shot={shot()} />
                </button>
              </li>
            )}
          </Index>
        </ul>
      </Show>
      <Show when={props.crawl.leftOut > 0}>
        <p class="note">{t('shots.left_out', { count: props.crawl.leftOut })}</p>
      </Show>
      <Show when={shown() !== undefined && shots()[shown()!]}>
        {shot => (
          <Larger
            shot={shot()}
            onClose={() => setShown()}
            before={shown()! > 0 ? () => setShown(shown()! - 1) : undefined}
            after={shown()! < shots().length - 1 ? () => setShown(shown()! + 1) : undefined}
          />
        )}
      </Show>
    </>
  )
}

const stateOf = ({ state, why, pages, shots }: Crawl): string =>
  state === 'failed' ? t(`shots.failed.${why ?? 'broke'}`) : t(`shots.${state}`, { seen: shots.length, pages })

const nameOf = (shot: Shot): string =>
  shot.opened ? t('shots.page', { path: shot.path }) : t('shots.page.not_opened', { path: shot.path })

const Picture = (props: { shot: Shot }) => (
  <Show
    when={props.shot.picture}
    fallback={
      <span class="shot-none">
        <Icon name="alert" />
      </span>
    }
  >
    {address => <img src={address()} alt="" width="390" height="844" loading="lazy" decoding="async" />}
  </Show>
)

/** How much went wrong on a page, in a word. */
const Faults = (props: { shot: Shot }) => (
  <Show
    when={!props.shot.opened || props.shot.errors.length > 0}
    fallback={
      <Show when={props.shot.unsupported.length > 0}>
        <span class="mark" data-tone="wait">
          {t('shots.unsupported', { count: props.shot.unsupported.length })}
        </span>
      </Show>
    }
  >
    <span class="mark" data-tone="bad">
      {props.shot.opened ? t('shots.errors', { count: props.shot.errors.length }) : t('shots.not_opened')}
    </span>
  </Show>
)

/** One page as large as it was, with all that was told of it; the arrow keys go on to the next. */
function Larger(props: {
  shot: Shot
  onClose: () => void
  before: (() => void) | undefined
  after: (() => void) | undefined
}) {
  const turn = (event: KeyboardEvent) => {
    if (event.key === 'ArrowLeft') props.before?.()
    if (event.key === 'ArrowRight') props.after?.()
  }
  onMount(() => document.addEventListener('keydown', turn))
  onCleanup(() => document.removeEventListener('keydown', turn))
  return (
    <Sheet title={props.shot.path} onClose={props.onClose}>
      <div class="shot-large">
        <div class="shot-turn">
          <Button disabled={!props.before} onClick={() => props.before?.()}>
            {t('shots.before')}
          </Button>
          <Button disabled={!props.after} onClick={() => props.after?.()}>
            {t('shots.after')}
          </Button>
        </div>
        <Told title={t('shots.told')} lines={props.shot.errors} />
        <Told title={t('shots.not_supported')} lines={props.shot.unsupported} />
        <Show when={props.shot.picture} fallback={<p class="findings-none">{t('shots.no_picture')}</p>}>
          {address => <img src={address()} alt={nameOf(props.shot)} width="390" height="844" />}
        </Show>
      </div>
    </Sheet>
  )
}

/** What the program itself said, in its own language. */
const Told = (props: { title: string; lines: readonly string[] }) => (
  <Show when={props.lines.length > 0}>
    <h3>{props.title}</h3>
    <ul class="shot-told">
      <For each={props.lines}>
        {line => (
          <li>
            <code>{line}</code>
          </li>
        )}
      </For>
    </ul>
  </Show>
)
