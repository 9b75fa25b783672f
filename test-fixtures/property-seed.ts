import fc from 'fast-check'

/**
 * Properties draw the same examples in every run, so that one commit has one verdict.
 * `MSS_SEED=` a number draws others (a failure prints the seed it had), `MSS_SEED=random` new ones
 * each time; `npm run explore` goes on with new ones until something fails.
 */
const asked = process.env['MSS_SEED'] ?? '20261123'
if (asked !== 'random') fc.configureGlobal({ seed: Number(asked) })
