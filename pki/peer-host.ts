import { isIP } from 'node:net'
import type { Certificate } from './certificate.js'

function addressOctets(host: string): Buffer | null {
  if (isIP(host) === 4) return Buffer.from(host.split('.').map(Number))
  if (isIP(host) !== 6 || host.includes('.') || host.includes('%')) return null
  const [head = '', tail] = host.split('::')
  const groups = (half: string | undefined): string[] => (half ? half.split(':') : [])
  const left = groups(head)
  const right = groups(tail)
  const zeros = Array.from({ length: 8 - left.length - right.length }, () => '0')
  const all = tail === undefined ? left : [...left, ...zeros, ...right]
  return Buffer.from(all.map((group) => group.padStart(4, '0')).join(''), 'hex')
}

/**
 * True when the subjectAltName names the host (RFC 9525 §6): DNS names without case, a wildcard for
 * exactly one leftmost label, addresses by octets. The CN does not count.
 */
export function namesHost(certificate: Certificate, host: string): boolean {
  const names = certificate.extensions.subjectAltName
  const octets = addressOctets(host)
  if (octets !== null) return names.some((n) => n.kind === 'ip' && n.octets.equals(octets))
  const wanted = host.toLowerCase().replace(/\.$/, '')
  const [first = '', ...parent] = wanted.split('.')
  return names.some((name) => {
    if (name.kind !== 'dns') return false
    const offered = name.text.toLowerCase()
    if (offered === wanted) return true
    return first !== '' && parent.length > 1 && offered === `*.${parent.join('.')}`
  })
}
