import type { DetailedPeerCertificate, TLSSocket } from 'node:tls'

const chainLengthMax = 10

/** DER certificates of the other side, leaf first; empty when it showed none. */
export function peerChain(socket: TLSSocket): Uint8Array[] {
  const chain: Uint8Array[] = []
  let certificate: DetailedPeerCertificate | undefined = socket.getPeerCertificate(true)
  // A self-signed certificate is its own issuer: the chain ends there.
  while (certificate?.raw !== undefined && chain.length < chainLengthMax) {
    chain.push(certificate.raw)
    const issuer: DetailedPeerCertificate | undefined = certificate.issuerCertificate
    certificate = issuer?.fingerprint256 === certificate.fingerprint256 ? undefined : issuer
  }
  return chain
}
