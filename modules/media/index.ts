import { mediaApi } from '@plaza/contract'
import { module, route } from '@plaza/house'
import { takeUpForgotten } from './examine/queue.ts'
import { letGo, type FileKey } from './files.ts'
import { putAvatar } from './put-avatar.ts'
import { keptOf } from './store-kept.ts'
import { sweepFiles } from './sweep.ts'
import { expireUploads } from './uploads/remove.ts'
import { uploadState } from './uploads/show.ts'

export { blobOf } from './blob-of.ts'
export { probeFfmpeg } from './ffmpeg.ts'
export { rewritePicture } from './examine/picture.ts'
export { examined } from './examine/queue.ts'
export { filesToSend, holdFile, openFile, roomFor, type FileKey, type FileSize, type OpenFile } from './files.ts'
export { keepPreviewPicture } from './preview-picture.ts'
export { keepFilesFor } from './sweep.ts'
export { useTranscoder, type Transcoder } from './transcode.ts'
export { appendPiece, UPLOAD_SIZE_MAX, type Piece } from './uploads/append.ts'
export { createUpload, standingOf, type Standing, type UploadWish } from './uploads/create.ts'
export { removeUpload } from './uploads/remove.ts'

/** Pictures and files that people put up, by content address. */
export const media = module({
  name: 'media',
  sql: new URL('./sql/', import.meta.url),
  exports: keptOf,
  routes: [route(mediaApi.putAvatar, putAvatar), route(mediaApi.uploadState, uploadState)],
  listens: {
    'chat.files_freed': (city, { keys }: { keys: FileKey[] }) => letGo(city, keys),
    'favourites.files_freed': (city, { keys }: { keys: FileKey[] }) => letGo(city, keys),
    'scheduled.files_freed': (city, { keys }: { keys: FileKey[] }) => letGo(city, keys),
  },
  chores: {
    examine: { everyMs: 5_000, run: takeUpForgotten },
    expire: { everyMs: 600_000, run: expireUploads },
    sweep: { everyMs: 60_000, run: sweepFiles },
  },
})
