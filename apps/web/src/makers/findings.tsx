import type { Finding, SourceProblem } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { hasSentence, t, type Key } from '../i18n.ts'
import { scopeName } from '../host/consent.tsx'
import { Icon } from '../ui/icon.tsx'

const LOOKS = {
  error: { icon: 'alert', tone: 'bad' },
  warning: { icon: 'info', tone: 'wait' },
  note: { icon: 'info', tone: 'plain' },
} as const

/** Values of a finding as people read them. */
function valuesOf({ code, params }: Finding): Record<string, string> {
  const { scope, licence, bytes } = params
  return {
    ...params,
    ...(scope === undefined ? {} : { scope: scopeName(scope) }),
    ...(licence === undefined ? {} : { licence: licenceName(licence) }),
    ...(code === 'too_large' ? { size: String(Math.round(Number(bytes) / 1024)) } : {}),
  }
}

const wordOr = (key: string, or: string): string => (hasSentence(key) ? t(key as Key) : or)
export const licenceName = (kind: string): string => wordOr(`licence.${kind}`, kind)
export const categoryName = (id: string): string => wordOr(`category.${id}`, id)

const sentence = (one: Finding): string => t(`check.${one.code}`, valuesOf(one))

/** What the checks found, each with where it stands: errors first, as the server has them. */
export const Findings = (props: { findings: readonly Finding[] }) => (
  <Show when={props.findings.length > 0} fallback={<p class="findings-none">{t('findings.none')}</p>}>
    <ul class="findings">
      <For each={props.findings}>
        {one => (
          <li data-tone={LOOKS[one.severity].tone}>
            <Icon name={LOOKS[one.severity].icon} />
            <span>
              <b>{t(`finding.${one.severity}`)}</b> {sentence(one)}
              <Show when={one.file}>
                {file => <code>{one.line === undefined ? file() : `${file()}:${one.line}`}</code>}
              </Show>
            </span>
          </li>
        )}
      </For>
    </ul>
  </Show>
)

/** What the compiler says, with what to do about it; it speaks the language of the sources. */
export const Problems = (props: { problems: readonly SourceProblem[] }) => (
  <Show when={props.problems.length > 0}>
    <ul class="findings">
      <For each={props.problems}>
        {one => (
          <li data-tone={LOOKS[one.severity].tone}>
            <Icon name={LOOKS[one.severity].icon} />
            <span lang="en">
              <b>{t(`finding.${one.severity}`)}</b> {one.message}
              <code>{`${one.file}:${one.line}:${one.column}`}</code>
              <Show when={one.remedy}>
                <span class="finding-remedy">{one.remedy}</span>
              </Show>
            </span>
          </li>
        )}
      </For>
    </ul>
  </Show>
)
