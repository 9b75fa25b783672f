/**
 * What our servers speak: TLS 1.2 with the GCM suites that keep their secrets for ever, and TLS 1.3
 * (mssante.md §1.2), in the form of Node's `ciphers`.
 */
export const tlsSuites = [
  'TLS_AES_256_GCM_SHA384',
  'TLS_AES_128_GCM_SHA256',
  'TLS_CHACHA20_POLY1305_SHA256',
  'ECDHE-ECDSA-AES256-GCM-SHA384',
  'ECDHE-RSA-AES256-GCM-SHA384',
  'ECDHE-ECDSA-AES128-GCM-SHA256',
  'ECDHE-RSA-AES128-GCM-SHA256',
].join(':')
