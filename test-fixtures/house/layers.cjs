/**
 * The layer table (DESIGN.md §3, ARCHITECTURE.md): folder -> the folders that it may import. Everything else is an error.
 * Tests may import more (they build worlds out of memory stores), so they are left out.
 */
const layers = {
  domain: [],
  'mail-format': ['domain'],
  config: ['domain'],
  pki: ['domain'],
  'mailbox-store': ['domain', 'mail-format'],
  'gateway/policy': [
    'domain',
    'mail-format',
    'pki/contract',
    'gateway/settings',
    'mailbox-store/contract',
  ],
  'gateway/directory': ['domain', 'mailbox-store/contract', 'gateway/settings'],
  'gateway/flows': [
    'domain',
    'mail-format',
    'pki/contract',
    'mailbox-store/contract',
    'gateway/policy',
    'gateway/directory',
    'gateway/settings',
    'gateway/outbound/outbound-job',
    'gateway/imap/imap-session',
  ],
  'gateway/smtp': ['domain', 'pki', 'gateway/flows/contract', 'gateway/settings'],
  'gateway/imap': [
    'domain',
    'mail-format',
    'pki',
    'mailbox-store/contract',
    'gateway/flows/contract',
    'gateway/settings',
  ],
  'gateway/outbound': [
    'domain',
    'mail-format',
    'pki',
    'mailbox-store/contract',
    'gateway/flows',
    'gateway/reactors/job-runner',
    'gateway/settings',
  ],
  'gateway/client-setup': ['domain', 'config', 'pki', 'gateway/settings'],
  'gateway/notices': ['domain', 'config', 'gateway/sealed-block'],
  'gateway/reactors': [
    'domain',
    'mail-format',
    'mailbox-store/contract',
    'gateway/flows',
    'gateway/notices',
    'gateway/settings',
    'document-vault/contract',
  ],
  'gateway/development': [
    'domain',
    'pki',
    'config',
    'mailbox-store/contract',
    'gateway/settings',
    'gateway/directory',
    'gateway/portal/sign-in/development-sign-in',
  ],
  'document-vault': ['domain', 'mail-format', 'config', 'pki'],
  'patient-portal': ['domain', 'mail-format', 'document-vault/contract'],
  'team-portal': ['domain', 'mail-format', 'patient-portal'],
  cli: ['domain', 'config', 'pki', 'mailbox-store', 'mail-format', 'gateway', 'document-vault'],
  bench: ['domain', 'mail-format', 'mailbox-store', 'gateway', 'pki', 'config', 'document-vault'],
}

const escaped = (path) => path.replace(/[/.]/g, '\\$&')
const folders = Object.keys(layers)
const anyOurs = [...new Set(folders.map((folder) => folder.split('/')[0]))].join('|')

const rules = folders.map((folder) => {
  const own = `^${escaped(folder)}/`
  const allowed = [own, ...layers[folder].map((to) => `^${escaped(to)}(/|\\.ts|\\.tsx|$)`)]
  return {
    name: `layer: ${folder}`,
    comment: `${folder} may import: ${layers[folder].join(', ') || 'nothing'}`,
    severity: 'error',
    from: { path: own, pathNot: '\\.test\\.tsx?$' },
    to: { path: `^(${anyOurs}|test-fixtures)/`, pathNot: allowed },
  }
})

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    ...rules,
    { name: 'no-cycle', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'engines only in composition roots',
      severity: 'error',
      from: {
        pathNot:
          '^(mailbox-store/|gateway/serve\\.ts|gateway/open-store\\.ts|cli/|bench/|test-fixtures/)|\\.test\\.tsx?$',
      },
      to: { path: '^mailbox-store/(memory|sqlite|postgres)/' },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'no development dependency in what is shipped',
      severity: 'error',
      from: { pathNot: '\\.test\\.tsx?$|^test-fixtures/|\\.config\\.ts$|^bench/' },
      to: { dependencyTypes: ['npm-dev'], dependencyTypesNot: ['type-only'] },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^(dist|coverage)/' },
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'types'],
    },
  },
}
