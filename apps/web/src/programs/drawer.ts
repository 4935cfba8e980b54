import { openDialog } from '../host/dialog.tsx'
import { createComponent } from 'solid-js'
import { Drawer } from './list.tsx'

/** Pulls the drawer of mini programs over the chats. */
export const openDrawer = (): void => void openDialog<void>(done => createComponent(Drawer, { onClose: () => done() }))
