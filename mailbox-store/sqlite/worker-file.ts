import { fileURLToPath } from 'node:url'

/**
 * The compiled file of a worker of this folder. Tests run the sources, which a worker cannot load:
 * they take the one in `dist/`, that the test run compiled first.
 */
export function workerFile(name: string): URL {
  const here = new URL('.', import.meta.url)
  const isSource = fileURLToPath(import.meta.url).endsWith('.ts')
  return new URL(isSource ? `../../dist/mailbox-store/sqlite/${name}.js` : `${name}.js`, here)
}
