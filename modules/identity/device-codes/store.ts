import { instant, sql, type Queries } from '@plaza/db'

export type DeviceCodeState = 'waiting' | 'seen' | 'approved' | 'refused' | 'opened'

export interface DeviceCodeRow {
  readonly id: string
  readonly hash: Buffer
  readonly userCode: string
  readonly deviceName: string
  readonly address: string
  readonly state: DeviceCodeState
  readonly person: string | null
  readonly waitS: number
  readonly askedAt: number | null
  readonly createdAt: number
  readonly expiresAt: number
}

const columns = sql`
  id, hash, user_code as "userCode", device_name as "deviceName", address, state, person, wait_s as "waitS",
  asked_at as "askedAt", created_at as "createdAt", expires_at as "expiresAt"`

// ---- reading ----

export function deviceCodeById(db: Queries, id: string): Promise<DeviceCodeRow | undefined> {
  return db.maybe(sql`select ${columns} from identity.device_code where id = ${id}`)
}

export function deviceCodeTyped(db: Queries, userCode: string): Promise<DeviceCodeRow | undefined> {
  return db.maybe(sql`select ${columns} from identity.device_code where user_code = ${userCode}`)
}

export async function countDeviceCodes(db: Queries, now: number): Promise<number> {
  const { n } = await db.one<{ n: number }>(
    sql`select count(*)::int as n from identity.device_code where expires_at > ${instant(now)}`,
  )
  return n
}

// ---- writing ----

/** True, unless the short code is somebody else's already. */
export async function insertDeviceCode(db: Queries, code: DeviceCodeRow): Promise<boolean> {
  const made = await db.run(sql`
    insert into identity.device_code
      (id, hash, user_code, device_name, address, state, wait_s, created_at, expires_at)
    values (${code.id}, ${code.hash}, ${code.userCode}, ${code.deviceName}, ${code.address}, ${code.state},
      ${code.waitS}, ${instant(code.createdAt)}, ${instant(code.expiresAt)})
    on conflict do nothing`)
  return made > 0
}

/** The code of whoever holds its long half, locked: two questions at once are one after the other. */
export function lockDeviceCode(tx: Queries, hash: Buffer): Promise<DeviceCodeRow | undefined> {
  return tx.maybe(sql`select ${columns} from identity.device_code where hash = ${hash} for update`)
}

/** Notes that it was asked for, and how long the next question has to wait. */
export async function noteAsked(tx: Queries, id: string, asked: { now: number; waitS: number }): Promise<void> {
  await tx.run(sql`
    update identity.device_code set asked_at = ${instant(asked.now)}, wait_s = ${asked.waitS} where id = ${id}`)
}

/** Moves a code that lives from one state to the next for one person; undefined when it is not where it should be. */
export function moveDeviceCode(
  tx: Queries,
  id: string,
  move: { from: DeviceCodeState; to: DeviceCodeState; person: string; now: number },
): Promise<DeviceCodeRow | undefined> {
  return tx.maybe(sql`
    update identity.device_code set state = ${move.to}, person = ${move.person}
    where id = ${id} and state = ${move.from} and expires_at > ${instant(move.now)}
      and (person is null or person = ${move.person})
    returning ${columns}`)
}

export async function sweepDeviceCodes(db: Queries, before: number): Promise<void> {
  await db.run(sql`delete from identity.device_code where expires_at < ${instant(before)}`)
}
