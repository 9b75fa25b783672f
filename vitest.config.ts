import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    include: [
      '{domain,config,mail-format,pki,mailbox-store,gateway,document-vault,patient-portal,team-portal,cli,bench,test-fixtures}/**/*.test.{ts,tsx}',
    ],
    globalSetup: ['test-fixtures/build-first.ts'],
    setupFiles: ['test-fixtures/property-seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    maxWorkers: 2,
    reporters: ['default', './test-fixtures/house/closing-line.ts'],
  },
})
