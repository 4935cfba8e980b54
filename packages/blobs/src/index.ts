export { DiskFiles, type Part } from './disk-files.ts'
export { DiskBlobs } from './disk.ts'
export { S3Files } from './s3-files.ts'
export { readS3Url, S3Blobs, type S3Options } from './s3.ts'
