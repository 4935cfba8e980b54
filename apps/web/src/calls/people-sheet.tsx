import { CALL_PEOPLE_MAX } from '@plaza/contract/limits'
import { createSignal, Show } from 'solid-js'
import { openDialog } from '../host/dialog.tsx'
import { t } from '../i18n.ts'
import { membersOf } from '../screens/members.ts'
import { Button, Empty, Skeleton } from '../ui/controls.tsx'
import { load } from '../ui/load.ts'
import { closestDialog, Sheet } from '../ui/sheet.tsx'
import { store } from '../ui/state.ts'
import { SplitPeople } from '../wallet/split-people.tsx'
import '../styles/asks.css'

const OTHERS_MAX = CALL_PEOPLE_MAX - 1

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
  const people = load(
    () => props.c,
    () => callable(props.c),
  )
  return (
    <Sheet title={t('call.whom')} onClose={() => props.onDone(answer)}>
      <div class="form" ref={box}>
        <Show when={people.data()} fallback={<Skeleton rows={3} />}>
          {list => (
            <Show when={list().length > 0} fallback={<Empty icon="group" title={t('call.nobody')} />}>
              <SplitPeople
                label={t('call.whom.most', { count: OTHERS_MAX })}
                everybody={list()}
                chosen={chosen()}
                onChange={next => next.length <= OTHERS_MAX && setChosen(next)}
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
