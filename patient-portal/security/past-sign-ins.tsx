import { longDate, machineDate } from '../language/french-format.js'
import type { PastSignIn } from '../sign-in/sign-in-contract.js'
import { securityTexts } from './security-texts.js'

/** Who was here and who tried: people know their own sign-ins, and see one that is not. */
export const PastSignIns = ({ past }: { readonly past: readonly PastSignIn[] }) => (
  <section class="card" aria-labelledby="connexions">
    <h2 id="connexions">{securityTexts.past.heading}</h2>
    {past.length === 0 ? (
      <p>{securityTexts.past.none}</p>
    ) : (
      <>
        <p>{securityTexts.past.explained}</p>
        <ol class="things">
          {past.map((one) => (
            <Line one={one} />
          ))}
        </ol>
        <p class="small">{securityTexts.past.hint}</p>
      </>
    )}
  </section>
)

const Line = ({ one }: { readonly one: PastSignIn }) => {
  const { at, way, isRefused, browser, system } = one
  const { past, sessions, ways, mailProgram } = securityTexts
  return (
    <li>
      <p>
        <strong>{isRefused ? past.refused : past.accepted}</strong>{' '}
        <time datetime={machineDate(at)}>{longDate(at)}</time>
      </p>
      <p class="small">
        {past.by(way === 'mail-program' ? mailProgram : ways[way])}
        {way !== 'mail-program' && (
          <>
            <br />
            {sessions.device(browser, system)}
          </>
        )}
      </p>
    </li>
  )
}
