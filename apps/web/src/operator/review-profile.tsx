import type { ProgramProfile } from '@plaza/contract'
import { For, Show, type JSX } from 'solid-js'
import { scopeName } from '../host/consent.tsx'
import { t } from '../i18n.ts'
import { categoryName, licenceName } from '../makers/findings.tsx'
import { inWords } from '../makers/state.ts'
import type { Seen } from './review.tsx'

/** What a version may ask and where it may reach; what citizens do not have yet is marked. */
export function Asked(props: { seen: Seen }) {
  const scopes = () => Object.entries(props.seen.profile.scopes)
  const domains = () =>
    Object.entries(props.seen.profile.domains).flatMap(([kind, list]) =>
      (list ?? []).map(domain => `${kind} ${domain}`),
    )
  return (
    <section class="desk-part">
      <h2>{t('review.asks')}</h2>
      <div class="desk-cards">
        <article class="desk-card">
          <h3>{t('scopes.title')}</h3>
          <ul class="asked">
            <For each={scopes()} fallback={<li>{t('program.asks.none')}</li>}>
              {([scope, reason]) => (
                <li>
                  <b>{scopeName(scope)}</b> <New when={props.seen.newScopes.includes(scope)} />
                  <span>{reason}</span>
                </li>
              )}
            </For>
          </ul>
        </article>
        <article class="desk-card">
          <h3>{t('domains.title')}</h3>
          <ul class="asked">
            <For each={domains()} fallback={<li>{t('program.reaches.none')}</li>}>
              {domain => (
                <li>
                  <code>{domain}</code> <New when={props.seen.newDomains.includes(domain)} />
                </li>
              )}
            </For>
          </ul>
        </article>
      </div>
    </section>
  )
}

const New = (props: { when: boolean }) => (
  <Show when={props.when}>
    <span class="mark" data-tone="wait">
      {t('review.new')}
    </span>
  </Show>
)

/** One line of the profile: its name, and how it reads in a profile. */
type Line = readonly [name: string, read: (profile: ProgramProfile) => string]

const all = (words: object): string => Object.values(words).join(' / ')
const LINES = (): readonly Line[] => [
  [t('words.name'), ({ names }) => all(names)],
  [t('words.about'), ({ abouts }) => all(abouts)],
  [t('words.category'), ({ category }) => categoryName(category)],
  [t('words.keywords'), ({ keywords }) => keywords.join(', ')],
  [t('pages.title'), ({ pages }) => pages.map(one => `${inWords(one.titles)} (${one.path})`).join(', ')],
  [
    t('templates.title'),
    ({ templates }) =>
      templates.map(one => `${all(one.titles)}: ${one.fields.map(field => all(field.names)).join(', ')}`).join('; '),
  ],
  [t('places.title'), ({ places }) => places.map(one => `${inWords(one.names)}, ${one.address}`).join('; ')],
]

/** The profile that goes out with the version; where citizens have another one, theirs stands struck out above. */
export const ProfileChanges = (props: { seen: Seen }) => (
  <section class="desk-part">
    <h2>{t('review.profile')}</h2>
    <article class="desk-card">
      <dl class="profile-lines">
        <For each={LINES()}>
          {([name, read]) => (
            <Compared
              name={name}
              now={read(props.seen.profile)}
              before={props.seen.before ? read(props.seen.before) : undefined}
            />
          )}
        </For>
      </dl>
      <Licences profile={props.seen.profile} />
    </article>
  </section>
)

const Compared = (props: { name: string; now: string; before: string | undefined }): JSX.Element => (
  <Show when={props.now !== '' || (props.before ?? '') !== ''}>
    <div>
      <dt>{props.name}</dt>
      <dd>
        <Show when={props.before !== undefined && props.before !== props.now}>
          <s>{props.before || '–'}</s>{' '}
        </Show>
        {props.now || '–'}
      </dd>
    </div>
  </Show>
)

const Licences = (props: { profile: ProgramProfile }) => (
  <For each={props.profile.licences}>
    {one => (
      <figure class="licence">
        <a href={`/media/${one.document}`} target="_blank" rel="noreferrer">
          <img src={`/media/${one.document}`} alt={licenceName(one.kind)} />
        </a>
        <figcaption>
          {licenceName(one.kind)} · {one.number}
        </figcaption>
      </figure>
    )}
  </For>
)
