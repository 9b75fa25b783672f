import { domainOfAddress } from './asked-domain.js'
import type { SetupFacts } from './setup-facts.js'

/** An answer of the second version of autodiscover: JSON that says where the first one is. */
export interface LocatorAnswer {
  readonly status: 200 | 400 | 404
  readonly body: Readonly<Record<string, string>>
}

const refusal = (status: 400 | 404, ErrorCode: string, ErrorMessage: string): LocatorAnswer => ({
  status,
  body: { ErrorCode, ErrorMessage },
})

const protocol = 'AutodiscoverV1'

/**
 * `?Email=…&Protocol=AutodiscoverV1`. Other protocols (ActiveSync, Ews, Rest) are not spoken here;
 * codes and texts are those of Microsoft's own service, which clients compare. What was asked is
 * not repeated in the answer.
 */
export function locateAutodiscover(
  facts: SetupFacts,
  asked: { readonly email: string | undefined; readonly protocol: string | undefined },
): LocatorAnswer {
  if (!asked.protocol)
    return refusal(
      400,
      'MandatoryParameterMissing',
      "A valid value must be provided for the query parameter 'Protocol'",
    )
  if (asked.protocol.toLowerCase() !== protocol.toLowerCase())
    return refusal(
      400,
      'ProtocolNotSupported',
      `The given protocol value is not supported. Supported values are '${protocol}'`,
    )
  if (!asked.email)
    return refusal(400, 'MandatoryParameterMissing', 'A valid smtp address must be provided')
  if (domainOfAddress(facts, asked.email).kind !== 'ours')
    return refusal(404, 'UserNotFound', 'The given user is not found')
  const Url = `${facts.origin}/autodiscover/autodiscover.xml`
  return { status: 200, body: { Protocol: protocol, Url } }
}
