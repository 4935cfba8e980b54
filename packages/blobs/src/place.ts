/** Where a content address lies, on disk and in buckets: two levels of folders keep each short. */
export function placeOf(id: string): string {
  if (!/^[0-9a-f]{64}$/.test(id)) throw new Error('assertion failed: a blob id is a hex SHA-256')
  return `${id.slice(0, 2)}/${id.slice(2, 4)}/${id}`
}
