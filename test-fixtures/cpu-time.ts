/**
 * CPU time that this process spends in `work`, in milliseconds. Bounds against explosions are held
 * against it: unlike the time of a clock, it does not grow with what else the machine does.
 */
export async function cpuMsOf(work: () => unknown): Promise<number> {
  const before = process.cpuUsage()
  await work()
  const { user, system } = process.cpuUsage(before)
  return (user + system) / 1_000
}
