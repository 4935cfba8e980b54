import { DiskBlobs, readS3Url, S3Blobs } from '@plaza/blobs'
import type { Blobs } from '@plaza/house'
import { systemClock } from '@plaza/kernel'
import { join } from 'node:path'

/** Where pictures and files are kept: a bucket, when the operator named one, else a folder of the home. */
export function openFiles({ home, s3Url }: { home: string; s3Url?: string }): Blobs {
  if (s3Url === undefined) return new DiskBlobs(join(home, 'blobs'))
  return new S3Blobs({ ...readS3Url(s3Url), now: () => systemClock.now() })
}

/** Writes a few bytes to the bucket and reads them back; throws with what the store said. The same bytes every time. */
export async function probeFiles(s3Url: string): Promise<void> {
  const files = openFiles({ home: '', s3Url })
  const id = await files.put(new TextEncoder().encode('plaza doctor was here'))
  if (!(await files.get(id))) throw new Error('the file store does not give back what it took')
}
