/**
 * First code of an extractor process and of each of its threads (`--import`): a reader of files
 * needs neither network nor environment. The permission model of Node 20 leaves the network open,
 * so that its doors are closed here, before any package is loaded.
 */
import dgram from 'node:dgram'
import dns from 'node:dns'
import http from 'node:http'
import http2 from 'node:http2'
import https from 'node:https'
import { syncBuiltinESMExports } from 'node:module'
import net from 'node:net'
import tls from 'node:tls'

const refuse = (): never => {
  throw new Error('an extractor has no network')
}
const close = (target: object, names: readonly string[]): void => {
  for (const name of names) {
    if (!(name in target)) continue
    Object.defineProperty(target, name, { value: refuse, writable: false, configurable: false })
  }
}

close(net.Socket.prototype, ['connect'])
close(net.Server.prototype, ['listen'])
close(net, ['connect', 'createConnection'])
close(tls, ['connect'])
close(http, ['request', 'get'])
close(https, ['request', 'get'])
close(http2, ['connect'])
close(dgram, ['createSocket'])
close(dgram.Socket.prototype, ['bind', 'connect', 'send'])
const lookups = Object.keys(dns).filter((name) => /^(lookup|resolve|reverse)/.test(name))
close(dns, lookups)
close(dns.promises, lookups)
close(dns.Resolver.prototype, lookups)
close(dns.promises.Resolver.prototype, lookups)
close(globalThis, ['fetch', 'WebSocket', 'EventSource', 'XMLHttpRequest'])
syncBuiltinESMExports()

for (const name of Object.keys(process.env)) delete process.env[name]
