import { createSignal, For, onMount, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { hasSentence, t, type Key } from '../i18n.ts'
import { Button } from '../ui/controls.tsx'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { openDialog } from './dialog.tsx'
import { ProgramIcon } from '../programs/parts.tsx'
import type { Program } from './program.ts'
import { denied } from './refused.ts'
import '../styles/programs.css'

type Choice = 'once' | 'always' | 'no'

/** Asked one after the other, however many a program asks for at once. */
let turn: Promise<unknown> = Promise.resolve()
/** Allowed for as long as the program runs. */
const once = new WeakMap<Program, Set<string>>()

/**
 * Lets a program do what a scope names, when its citizen said so before or says so now. The sheet is the host's and shows a
 * word that no program knows. Throws `auth deny` otherwise; what the maker did not declare is never asked.
 */
export function needScope(program: Program, scope: string): Promise<void> {
  const next = turn.then(async () => {
    if (program.settings[scope] === true || once.get(program)?.has(scope)) return
    if (program.settings[scope] === false) throw denied()
    const about = await call('GET /programs/:appId', { appId: program.appId })
    const reason = about.scopes.find(one => one.scope === scope)?.reason
    if (reason === undefined) {
      program.note('warn', `${scope} is not declared by the maker of this program`)
      throw denied()
    }
    const choice = await program.asking.run(() =>
      openDialog<Choice>(done => <ConsentSheet program={program} scope={scope} reason={reason} onDone={done} />),
    )
    if (choice === 'once') {
      once.set(program, (once.get(program) ?? new Set()).add(scope))
      return
    }
    const allowed = choice === 'always'
    // Let be without an answer, it may be asked again.
    if (choice !== undefined) {
      await call('PUT /programs/:appId/grants', { appId: program.appId, scope, allowed })
      program.settings[scope] = allowed
    }
    if (!allowed) throw denied()
  })
  turn = next.catch(() => {})
  return next
}

/** Asks for something that is given once, such as a phone number. */
export async function askOnce(program: Program, what: string, why: string): Promise<boolean> {
  const yes = await openDialog<boolean>(done => <OnceSheet program={program} what={what} why={why} onDone={done} />)
  return yes === true
}

function OnceSheet(props: { program: Program; what: string; why: string; onDone: (yes?: boolean) => void }) {
  let box!: HTMLDivElement
  let yes = false
  const answer = (next: boolean) => {
    yes = next
    closestDialog(box)?.close()
  }
  return (
    <Sheet title={t('program.consent.title')} onClose={() => props.onDone(yes)}>
      <div class="consent" ref={box}>
        <Asker program={props.program} />
        <p class="consent-what">{props.what}</p>
        <p class="consent-why">{props.why}</p>
        <div class="consent-choices">
          <Button kind="primary" onClick={() => answer(true)}>
            {t('program.consent.give')}
          </Button>
          <Button kind="quiet" onClick={() => answer(false)}>
            {t('program.consent.no')}
          </Button>
        </div>
        <SafeWord />
      </div>
    </Sheet>
  )
}

/** The sentence of a scope in the reader's words. */
export function scopeName(scope: string): string {
  const key = `program.${scope}`
  return hasSentence(key) ? t(key as Key) : scope
}

function ConsentSheet(props: { program: Program; scope: string; reason: string; onDone: (choice?: Choice) => void }) {
  let box!: HTMLDivElement
  let choice: Choice | undefined
  const choose = (next: Choice) => {
    choice = next
    closestDialog(box)?.close()
  }
  const choices: { id: Choice; key: Key; kind: 'primary' | 'plain' | 'quiet' }[] = [
    { id: 'always', key: 'program.consent.always', kind: 'primary' },
    { id: 'once', key: 'program.consent.once', kind: 'plain' },
    { id: 'no', key: 'program.consent.no', kind: 'quiet' },
  ]
  return (
    <Sheet title={t('program.consent.title')} onClose={() => props.onDone(choice)}>
      <div class="consent" ref={box}>
        <Asker program={props.program} />
        <p class="consent-what">{scopeName(props.scope)}</p>
        <p class="consent-why">{t('program.consent.why', { reason: props.reason })}</p>
        <div class="consent-choices">
          <For each={choices}>
            {one => (
              <Button kind={one.kind} onClick={() => choose(one.id)}>
                {t(one.key)}
              </Button>
            )}
          </For>
        </div>
        <SafeWord />
      </div>
    </Sheet>
  )
}

/** Who asks, as the registry knows them. */
export const Asker = (props: { program: Program }) => (
  <p class="asker">
    <ProgramIcon program={props.program.run.program} size="s" />
    <span>
      <b>{props.program.run.program.name}</b>
      <span class="note">{t('program.by', { maker: props.program.run.program.maker.name })}</span>
    </span>
  </p>
)

/** The word that tells a citizen's own sheets from drawn ones. */
export function SafeWord() {
  const [word, setWord] = createSignal('')
  onMount(
    () =>
      void call('GET /programs/word')
        .then(answer => setWord(answer.word ?? ''))
        .catch(() => {}),
  )
  return (
    <Show when={word()}>
      <p class="safe-word">{t('program.word.shown', { word: word() })}</p>
    </Show>
  )
}
