import { DiskBlobs, DiskFiles, readS3Url, S3Blobs, S3Files } from '@plaza/blobs'
import type { Blobs, Files } from '@plaza/house'
import { systemClock } from '@plaza/kernel'
import { join } from 'node:path'

/** Where avatars and the files of programs are kept: a bucket, when the operator named one, else a folder of the home. */
export function openFiles({ home, s3Url }: { home: string; s3Url?: string }): Blobs {
  if (s3Url === undefined) return new DiskBlobs(join(home, 'blobs'))
  return new S3Blobs({ ...readS3Url(s3Url), now: () => systemClock.now() })
}

/** Where the files of messages are kept: the same choice. What is being uploaded gathers in the home either way. */
export function openLargeFiles({ home, s3Url }: { home: string; s3Url?: string }): Files {
  const incoming = join(home, 'incoming')
  if (s3Url === undefined) return new DiskFiles(join(home, 'files'), incoming)
  return new S3Files({ ...readS3Url(s3Url), now: () => systemClock.now() }, incoming)
}

/** Writes a few bytes to the bucket and reads them back; throws with what the store said. The same bytes every time. */
export async function probeFiles(s3Url: string): Promise<void> {
  const files = openFiles({ home: '', s3Url })
  const id = await files.put(new TextEncoder().encode('plaza doctor was here'))
  if (!(await files.get(id))) throw new Error('the file store does not give back what it took')
}
