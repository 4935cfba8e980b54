import type { CallKind, CallShown, ChatRow } from '@plaza/contract'
import { t } from '../i18n.ts'
import { mayCallIn } from '../screens/pay-menu.ts'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { store } from '../ui/state.ts'
import { toast } from '../ui/toast.tsx'
import { lookIn, openIn } from './open.ts'

/**
 * Offers the ways to call in a chat, `first` before the other: nobody is rung by a touch that went astray. The call that goes on
 * in a group is joined.
 */
export function askForCall(at: Element, c: string, first: CallKind = 'voice'): void {
  const row = store().rows.get(c)
  if (!row || !mayCallIn(row)) return
  const open = row.kind === 'group' ? openIn(c) : undefined
  if (open) return void join(open)
  const item = (kind: CallKind): MenuItem => ({
    label: t(`call.kind.${kind}`),
    icon: kind === 'video' ? 'video' : 'call',
    run: () => void callIn(row, kind),
  })
  openMenu(at, first === 'video' ? [item('video'), item('voice')] : [item('voice'), item('video')])
}

/** Joins the call that goes on in a chat; it may be over meanwhile. */
export async function joinCallIn(c: string): Promise<void> {
  const open = await lookIn(c).catch(() => openIn(c))
  if (open) await join(open)
  else toast(t('call.over.hung_up'))
}

const join = async (call: CallShown): Promise<void> => (await import('./line.ts')).joinHere(call)

async function callIn(row: ChatRow, kind: CallKind): Promise<void> {
  const people = row.kind === 'group' ? await (await import('./people-sheet.tsx')).choosePeople(row.c) : undefined
  if (row.kind === 'group' && !people) return
  await (await import('./line.ts')).start(row.c, kind, people)
}
