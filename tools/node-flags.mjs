import { spawnSync } from 'node:child_process'
import os from 'node:os'

const GIGABYTE = 2 ** 30

/**
 * The settings of the collector that a Plaza server runs with, for `cores` cores. A flag that this Node does not know is
 * left out, since Node would refuse to start with it.
 * @param {number} [cores]
 * @returns {string[]}
 */
export function serverFlags(cores = os.availableParallelism()) {
  const flags = [
    // Messages live for milliseconds: with room to die young, they cost the collector a tenth less of the CPU.
    '--max-semi-space-size=64',
    // Helpers of the collector and the compiler share the cores with the city and its database: on few cores four of them
    // (Node's default) would push everything else aside while they work.
    `--v8-pool-size=${cores <= 2 ? 1 : 4}`,
  ]
  // Marking the whole heap takes a tenth of a second of a busy core. The little that a city keeps for seconds fills V8's
  // usual allowance every two; with six times what is alive (some 300 MB) it does so twice a minute.
  if (os.totalmem() >= 2 * GIGABYTE) flags.push('--heap-growing-percent=500')
  const known =
    spawnSync(process.execPath, ['--v8-options'], { encoding: 'utf8', maxBuffer: 8 * 1024 * 1024 }).stdout ?? ''
  return flags.filter(flag => flag.startsWith('--v8-pool-size') || known.includes(`${flag.split('=')[0]} (`))
}
