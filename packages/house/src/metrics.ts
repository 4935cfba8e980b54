import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

/** Counters of one process, read at `/metrics`. Labels have few values: never a person, a message or an id. */
export class Metrics {
  readonly registry = new Registry()
  readonly #counters = new Map<string, Counter>()
  readonly #histograms = new Map<string, Histogram>()

  constructor(options: { process?: boolean } = {}) {
    if (options.process) collectDefaultMetrics({ register: this.registry, prefix: 'plaza_' })
  }

  /** Adds to a counter, made at first use: `plaza_<name>_total`. */
  count(name: string, labels: Record<string, string> = {}, by = 1): void {
    let counter = this.#counters.get(name)
    if (!counter) {
      counter = new Counter({
        name: `plaza_${name}_total`,
        help: name.replaceAll('_', ' '),
        labelNames: Object.keys(labels),
        registers: [this.registry],
      })
      this.#counters.set(name, counter)
    }
    counter.inc(labels, by)
  }

  /** Notes a duration in seconds, made at first use: `plaza_<name>_seconds`. */
  observe(name: string, seconds: number, labels: Record<string, string> = {}): void {
    let histogram = this.#histograms.get(name)
    if (!histogram) {
      histogram = new Histogram({
        name: `plaza_${name}_seconds`,
        help: name.replaceAll('_', ' '),
        labelNames: Object.keys(labels),
        buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10],
        registers: [this.registry],
      })
      this.#histograms.set(name, histogram)
    }
    histogram.observe(labels, seconds)
  }

  /** A value that is read when somebody looks: `plaza_<name>`. */
  gauge(name: string, read: () => number): void {
    new Gauge({
      name: `plaza_${name}`,
      help: name.replaceAll('_', ' '),
      registers: [this.registry],
      collect() {
        this.set(read())
      },
    })
  }
}
