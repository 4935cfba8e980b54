import { createSignal, Show } from 'solid-js'
import { call } from '../engine/api.ts'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
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

/** Asks which members of a group are to be called. */
export const choosePeople = (c: string): Promise<string[] | undefined> =>
  openDialog<string[]>(done => <PeopleSheet c={c} onDone={done} />)

function PeopleSheet(props: { c: string; onDone: (people?: string[]) => void }) {
  let box!: HTMLDivElement
  let answer: string[] | undefined
  const [chosen, setChosen] = createSignal<string[]>([])
  const loaded = load(
    () => props.c,
    async () => {
      const [people, { places }] = await Promise.all([callable(props.c), call('GET /calls')])
      return { people, others: places - 1 }
    },
  )
  return (
    <Sheet title={t('call.whom')} onClose={() => props.onDone(answer)}>
      <div class="form" ref={box}>
        <Show when={loaded.code()}>{code => <Unloaded code={code()} again={loaded.again} />}</Show>
        <Show when={loaded.data()} fallback={!loaded.code() && <Skeleton rows={3} />}>
          {data => (
            <Show when={data().people.length > 0} fallback={<Empty icon="group" title={t('call.nobody')} />}>
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
                {t('call.start')}
              </Button>
            </Show>
          )}
        </Show>
      </div>
    </Sheet>
  )
}
