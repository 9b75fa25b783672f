import type { TLSSocket } from 'node:tls'
import { limits } from '../domain/limits.js'

/**
 * The DER certificates that a TLS peer sent, leaf first; empty when it sent none. Node adds the
 * issuers that it knows itself at the end, which changes nothing: the validator trusts only its
 * anchors.
 */
export function peerChain(socket: TLSSocket): Uint8Array[] {
  const chain: Uint8Array[] = []
  const seen = new Set<string>()
  let current = socket.getPeerCertificate(true)
  // A root is its own issuer in Node's structure: the fingerprint ends the walk.
  while (current?.raw !== undefined && !seen.has(current.fingerprint256)) {
    if (chain.length >= limits.certificateChainMax) break
    seen.add(current.fingerprint256)
    chain.push(current.raw)
    current = current.issuerCertificate
  }
  return chain
}
