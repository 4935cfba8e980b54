import { mediaApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { putAvatar } from './put-avatar.ts'

export { blobOf } from './blob-of.ts'

/** Pictures that people put up, by content address. */
export const media = module({
  name: 'media',
  sql: new URL('./sql/', import.meta.url),
  routes: [route(mediaApi.putAvatar, putAvatar)],
})
