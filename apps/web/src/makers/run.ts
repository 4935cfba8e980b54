/** Runs a program of mine: as citizens have it, or its trial. What runs programs comes only now: it is larger than a desk. */
export async function run(appId: string, trial = false): Promise<void> {
  const { openProgram } = await import('../host/live.ts')
  await openProgram(appId, '', trial ? { trial } : {})
}
