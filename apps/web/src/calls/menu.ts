import type { CallKind, ChatRow } from '@plaza/contract'
import { t } from '../i18n.ts'
import { mayCallIn } from '../screens/pay-menu.ts'
import { openMenu, type MenuItem } from '../ui/menu.tsx'
import { store } from '../ui/state.ts'

/** Offers the ways to call in a chat, `first` before the other. Nobody is rung by a touch that went astray. */
export function askForCall(at: Element, c: string, first: CallKind = 'voice'): void {
  const row = store().rows.get(c)
  if (!row || !mayCallIn(row)) return
  const item = (kind: CallKind): MenuItem => ({
    label: t(`call.kind.${kind}`),
    icon: kind === 'video' ? 'video' : 'call',
    run: () => void callIn(row, kind),
  })
  openMenu(at, first === 'video' ? [item('video'), item('voice')] : [item('voice'), item('video')])
}

async function callIn(row: ChatRow, kind: CallKind): Promise<void> {
  const people = row.kind === 'group' ? await (await import('./people-sheet.tsx')).choosePeople(row.c) : undefined
  if (row.kind === 'group' && !people) return
  await (await import('./line.ts')).start(row.c, kind, people)
}
