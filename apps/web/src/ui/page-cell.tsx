import { openFromRoot, pages, push } from '../router.ts'
import { Cell } from './controls.tsx'
import type { IconName } from './icon.tsx'

interface Way {
  to: string
  icon: IconName
  tint: string
  title: string
  note?: string
  value?: string
}

/** A cell that opens a page over this one. */
export const PageCell = (props: Way) => <Cell {...props} onClick={() => push(props.to)} />

/** A cell of a tab: its page opens beside the tab where there is room, and is marked there. */
export const TabCell = (props: Way) => (
  <Cell {...props} current={pages()[1] === props.to} onClick={() => openFromRoot(props.to)} />
)
