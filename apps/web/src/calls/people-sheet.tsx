import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { openDialog } from '../host/dialog.tsx'
import { refusal, t } from '../i18n.ts'
import { membersOf } from '../screens/members.ts'
import { Unloaded } from '../ui/answer.tsx'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { SplitPeople } from '../wallet/split-people.tsx'
import '../styles/asks.css'

/** Members who can be called: people, other than me. */
async function callable(c: string): Promise<string[]> {
  const members = (await membersOf(c)).filter(({ person }) => ['citizen', 'operator'].includes(person.kind))
  return members.map(({ person }) => person.id).filter(id => id !== store().myId)
}

/** A call that others may be added to: who is in it or being rung, and for how many it has room. */
export interface Running {
  readonly there: readonly string[]
  readonly places: number
}

/** Asks which members of a group are to be called, or added to a call. */
export const choosePeople = (c: string, running?: Running): Promise<string[] | undefined> =>
  openDialog<string[]>(done => <PeopleSheet c={c} running={running} onDone={done} />)

function PeopleSheet(props: { c: string; running: Running | undefined; onDone: (people?: string[]) => void }) {
  let box!: HTMLDivElement
  let answer: string[] | undefined
  const [chosen, setChosen] = createSignal<string[]>([])
  const loaded = load(
    () => props.c,
    async () => {
      const { running } = props
      const [people, places] = await Promise.all([
        callable(props.c),
        running?.places ?? call('GET /calls').then(reply => reply.places),
      ])
      const there = running?.there ?? [store().myId]
      return { people: people.filter(id => !there.includes(id)), others: Math.max(0, places - there.length) }
    },
  )
  return (
    <Sheet title={t(props.running ? 'call.add' : 'call.whom')} onClose={() => props.onDone(answer)}>
      <div class="form" ref={box}>
        <Show when={loaded.code()}>{code => <Unloaded code={code()} again={loaded.again} />}</Show>
        <Show when={loaded.data()} fallback={!loaded.code() && <Skeleton rows={3} />}>
          {data => (
            <Show
              when={data().people.length > 0 && data().others > 0}
              fallback={<Empty icon="group" title={data().others > 0 ? t('call.nobody') : refusal('call_full')} />}
            >
              <SplitPeople
                label={t('call.whom.most', { count: data().others })}
                everybody={data().people}
                chosen={chosen()}
                onChange={next => next.length <= data().others && setChosen(next)}
              />
              <Button
                kind="primary"
                disabled={chosen().length === 0}
                onClick={() => {
                  answer = chosen()
                  closestDialog(box)?.close()
                }}
              >
                {t(props.running ? 'call.add.ring' : 'call.start')}
              </Button>
            </Show>
          )}
        </Show>
      </div>
    </Sheet>
  )
}
