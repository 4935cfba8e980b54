import type { PollBody } from '@plaza/contract'
import { For, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { uuidv7 } from '../engine/ids.ts'
import { fullTime } from '../engine/time.ts'
import { openDialog } from '../host/dialog.tsx'
import { language, t } from '../i18n.ts'
import { tried } from '../screens/open.ts'
import { rowOf } from '../screens/rows.ts'
import { confirm } from '../ui/sheet.tsx'
import { now, store } from '../ui/state.ts'
import { myChoices } from './poll-mine.ts'
import { PollVoters } from './poll-voters.tsx'
import type { RichProps } from './progress.tsx'
import '../styles/polls.css'

/** A question with its answers, how they stand, and what I chose. A press votes; on what I chose, it takes that back. */
export function Poll(props: RichProps) {
  const body = () => props.event.b as PollBody
  const c = props.event.c
  const q = () => props.event.q
  const over = () => body().closedAt !== undefined || (body().endsAt ?? Number.POSITIVE_INFINITY) <= now()
  const may = () => q() > 0 && !over() && rowOf(c)?.role !== 'gone' && (rowOf(c)?.open ?? false)
  const mine = myChoices(c, () => (body().copy ? 0 : q()))
  let turn: Promise<unknown> = Promise.resolve()
  const vote = (choice: number) => {
    const others = body().multiple ? mine.read().filter(one => one !== choice) : []
    const choices = mine.read().includes(choice) ? others : [...others, choice]
    const before = mine.read()
    const id = uuidv7()
    mine.keep(choices)
    // One after the other, so that the last press is the vote that counts.
    turn = turn.then(async () => {
      const counted = await tried(() => call('PUT /chats/:id/polls/:q/vote', { id: c, q: q(), vote: id, choices }))
      if (!counted) mine.keep(before)
    })
  }
  const close = async () => {
    const sure = { title: t('poll.close.title'), text: t('poll.close.text'), ok: t('poll.close') }
    if (await confirm(sure)) await tried(() => call('POST /chats/:id/polls/:q/close', { id: c, q: q() }))
  }
  const state = () => {
    if (over()) return t('poll.over')
    return body().endsAt === undefined ? '' : t('poll.until', { time: fullTime(body().endsAt!, language()) })
  }
  return (
    <div class="poll" role="group" aria-label={body().text}>
      <b class="poll-text" dir="auto">
        {body().text}
      </b>
      <small class="poll-kind">
        {[t(body().multiple ? 'poll.several' : 'poll.single'), body().anonymous ? t('poll.anonymous') : '', state()]
          .filter(Boolean)
          .join(' · ')}
      </small>
      <For each={body().options ?? []}>
        {(option, i) => {
          const part = () => (body().voters > 0 ? Math.round((option.votes / body().voters) * 100) : 0)
          const on = () => mine.read().includes(i())
          return (
            <button
              type="button"
              class="poll-option"
              classList={{ on: on() }}
              style={{ '--part': `${part()}%` }}
              aria-pressed={on()}
              disabled={!may()}
              onClick={() => vote(i())}
            >
              <span class="check" classList={{ on: on() }} />
              <span class="poll-words" dir="auto">
                {option.text}
              </span>
              <span class="poll-count" aria-hidden="true">
                {option.votes}
              </span>
              <span class="hidden-visually">{t('poll.count', { count: option.votes })}</span>
            </button>
          )
        }}
      </For>
      <span class="poll-foot">
        <small>{t('poll.voters', { count: body().voters ?? 0 })}</small>
        <Show when={!body().anonymous && !body().copy && q() > 0 && body().voters > 0}>
          <button
            type="button"
            class="text-button"
            onClick={() => void openDialog(done => <PollVoters c={c} q={q()} body={body()} onDone={done} />)}
          >
            {t('poll.who')}
          </button>
        </Show>
        <Show when={may() && props.event.f === store().myId}>
          <button type="button" class="text-button" onClick={() => void close()}>
            {t('poll.close')}
          </button>
        </Show>
      </span>
    </div>
  )
}
