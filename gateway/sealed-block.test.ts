import { randomBytes } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { openBlock, sealBlock } from './sealed-block.js'

const key = Buffer.from('603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4', 'hex')

describe('a sealed block', () => {
  it('is AES-256 as NIST SP 800-38A appendix F.1.5 computes it', () => {
    const block = Buffer.from('6bc1bee22e409f96e93d7e117393172a', 'hex')
    const name = sealBlock(key, block)
    expect(Buffer.from(name, 'base64url').toString('hex')).toBe('f3eed1bdb5d2a03c064b5a7e3db181f8')
    expect(openBlock(key, name)).toEqual(block)
  })

  it('opens to noise under another key', () => {
    const block = Buffer.alloc(16, 1)
    expect(openBlock(randomBytes(32), sealBlock(key, block))).not.toEqual(block)
  })

  it('has one spelling', () => {
    const name = sealBlock(key, Buffer.alloc(16))
    expect(openBlock(key, `${name}==`)).toBeNull()
    expect(openBlock(key, name.slice(1))).toBeNull()
    expect(openBlock(key, ` ${name}`)).toBeNull()
  })
})
