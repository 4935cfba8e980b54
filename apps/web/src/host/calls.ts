import type { HostCall, HostCalls } from './call.ts'
import { device } from './call-device.tsx'
import { favorites } from './call-favorites.ts'
import { files } from './call-files.ts'
import { login } from './call-login.tsx'
import { media } from './call-media.tsx'
import { network } from './call-network.ts'
import { open } from './call-open.tsx'
import { place } from './call-place.tsx'
import { record } from './call-record.ts'
import { socket } from './call-socket.ts'
import { sound } from './call-sound.ts'
import { ui } from './call-ui.tsx'

/** Everything a program may ask its host. What is not here is answered as not supported. */
export const calls: Readonly<Record<string, HostCall>> = Object.assign(
  Object.create(null) as HostCalls,
  ui,
  files,
  login,
  network,
  socket,
  device,
  media,
  place,
  sound,
  record,
  favorites,
  open,
)
