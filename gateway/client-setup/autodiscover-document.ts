import { createHash } from 'node:crypto'
import type { SetupFacts } from './setup-facts.js'
import { xmlText } from './xml-text.js'

export const outlookResponseSchema =
  'http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a'
const responseSchema = 'http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006'

const protocolXml = (
  type: 'IMAP' | 'SMTP',
  facts: SetupFacts,
  port: number,
  address: string,
): string => {
  const sending = type === 'SMTP' ? '<UsePOPAuth>on</UsePOPAuth><SMTPLast>off</SMTPLast>' : ''
  return `
      <Protocol>
        <Type>${type}</Type>
        <Server>${xmlText(facts.host)}</Server>
        <Port>${port}</Port>
        <DomainRequired>off</DomainRequired>
        <LoginName>${xmlText(address)}</LoginName>
        <SPA>off</SPA>
        <SSL>on</SSL>
        <Encryption>SSL</Encryption>
        <AuthRequired>on</AuthRequired>${sending && `\n        ${sending}`}
      </Protocol>`
}

/**
 * The settings (MS-OXDSCLI §2.2.4), implicit TLS only: Outlook keeps one server of each type. The
 * address comes from the request and is given back as the login name; nothing is looked up.
 */
export const autodiscoverDocument = (
  facts: SetupFacts,
  address: string,
): string => `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${responseSchema}">
  <Response xmlns="${outlookResponseSchema}">
    <User>
      <DisplayName>${xmlText(address)}</DisplayName>
    </User>
    <Account>
      <AccountType>email</AccountType>
      <Action>settings</Action>${protocolXml('IMAP', facts, facts.ports.imapTls, address)}\
${protocolXml('SMTP', facts, facts.ports.submissionTls, address)}
    </Account>
  </Response>
</Autodiscover>
`

/** MS-OXDSCLI §2.2.4.1.1.1.2: what Outlook and its test tools know. */
const autodiscoverFaults = {
  'request-invalid': { code: 600, message: 'Invalid Request' },
  'schema-unknown': { code: 601, message: 'Provider is not available' },
  'address-foreign': { code: 602, message: 'Bad Address' },
} as const
export type AutodiscoverFault = keyof typeof autodiscoverFaults

/** `Time` is the time of the server within the day; `Id` names the server, not the request. */
export function autodiscoverError(fault: AutodiscoverFault, host: string, at: number): string {
  const { code, message } = autodiscoverFaults[fault]
  const time = `${new Date(at).toISOString().slice(11, 23)}0000`
  const id = createHash('sha256').update(host).digest().readUInt32BE(0)
  return `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="${responseSchema}">
  <Response>
    <Error Time="${time}" Id="${id}">
      <ErrorCode>${code}</ErrorCode>
      <Message>${message}</Message>
      <DebugData />
    </Error>
  </Response>
</Autodiscover>
`
}
