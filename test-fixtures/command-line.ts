import { fileURLToPath } from 'node:url'
import { expect, vi } from 'vitest'
import { runProgram } from '../cli/program.js'

/** The compiled program, for tests where the process is the point. */
export const mssProgram = fileURLToPath(new URL('../dist/cli/mss.js', import.meta.url))

export interface CommandOutput {
  readonly code: number
  readonly out: string
  readonly errors: string
}

/**
 * One command line in this process: what a person reads, without the half second that a program
 * takes to start. One at a time: it listens to the streams of the process.
 */
export async function mss(...args: readonly string[]): Promise<CommandOutput> {
  const said = { out: '', errors: '' }
  const listen = (stream: NodeJS.WriteStream, name: keyof typeof said) =>
    vi.spyOn(stream, 'write').mockImplementation((chunk, ...rest: unknown[]) => {
      said[name] += Buffer.from(chunk as Uint8Array).toString()
      const written = rest.at(-1)
      if (typeof written === 'function') written()
      return true
    })
  const spies = [listen(process.stdout, 'out'), listen(process.stderr, 'errors')]
  try {
    await runProgram([process.execPath, mssProgram, ...args])
    return { code: Number(process.exitCode ?? 0), ...said }
  } finally {
    for (const spy of spies) spy.mockRestore()
    process.exitCode = undefined
  }
}

export async function mssJson<T>(...args: readonly string[]): Promise<T> {
  const run = await mss(...args, '--json')
  expect(run.errors).toBe('')
  return JSON.parse(run.out) as T
}
