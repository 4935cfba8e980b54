export { DiskBlobs } from './disk.ts'
export { readS3Url, S3Blobs, type S3Options } from './s3.ts'
