import type { ErasureProof } from '../../../patient-portal/profile/profile-contract.js'
import { type ReceiptFacts, receiptTexts } from '../../../patient-portal/profile/receipt-texts.js'
import { type MessageSigner, signMessage } from '../../../pki/signed-message.js'

/** `openssl cms -verify -inform DER -purpose any -CAfile ...` gives the words back. */
export async function erasureReceipt(
  facts: ReceiptFacts,
  signer: MessageSigner,
  now: number,
): Promise<ErasureProof> {
  const { title, body, fileName } = receiptTexts.receipt
  const says = `${title}\n\n${body(facts)}\n`
  // Text of mail ends its lines with CRLF (RFC 8551 §3.1.1).
  const text = Buffer.from(says.replace(/\n/g, '\r\n'))
  const content = await signMessage(text, signer, now)
  return { fileName, mediaType: 'application/pkcs7-mime', content, says }
}
