import { instant, floatArray, prepared, sql, textArray, uuidArray, type Queries } from '@plaza/db'
import type { City, Module, Outbox } from '@plaza/house'
import { Worker } from './worker.ts'

/** How a wake-up travels between processes. */
export const WAKE_SUBJECT = 'jobs.wake'

const emitMany = prepared(
  'jobs_emit',
  `insert into jobs.job (id, listener, topic, body, run_at)
  select id, listener, topic, body::json, to_timestamp(run_at / 1000)
  from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::float8[]) as news(id, listener, topic, body, run_at)
  on conflict (id, listener) do nothing`,
)

/**
 * The outbox of a city: `emit` writes one row for each module that listens, in the caller's transaction. Who listens is
 * known from the list of modules, so a process that only emits needs no worker.
 */
export function outboxOf(
  city: () => City,
  modules: readonly Module[],
  options: { works: boolean },
): Outbox & { worker: Worker } {
  const worker = new Worker(city, modules)
  const listenersOf = (topic: string) => modules.filter(m => m.listens?.[topic]).map(m => m.name)
  const statement: Outbox['statement'] = (topic, body, { id, at } = {}) => {
    const listeners = listenersOf(topic)
    if (listeners.length === 0) return undefined
    const runAt = at ?? city().clock.now()
    return sql`
      insert into jobs.job (id, listener, topic, body, run_at)
      select ${id ?? city().newId()}, listener, ${topic}, ${JSON.stringify(body)}, ${instant(runAt)}
      from unnest(${listeners}::text[]) as listener
      on conflict (id, listener) do nothing`
  }
  return {
    worker,
    statement,
    statements(news) {
      const told = news.flatMap(({ topic, body, id = city().newId(), at = city().clock.now() }) => {
        const text = JSON.stringify(body)
        return listenersOf(topic).map(listener => ({ id, listener, topic, text, at }))
      })
      if (told.length === 0) return undefined
      const values = [
        uuidArray(told.map(one => one.id)),
        textArray(told.map(one => one.listener)),
        textArray(told.map(one => one.topic)),
        textArray(told.map(one => one.text)),
        floatArray(told.map(one => one.at)),
      ]
      return { query: emitMany, values }
    },
    async emit(tx: Queries, topic, body, options) {
      const written = statement(topic, body, options)
      if (written) await tx.run(written)
    },
    nudge() {
      if (options.works) worker.nudge()
      else city().bus.publish(WAKE_SUBJECT, {})
    },
    settle: () => worker.settle(),
  }
}
