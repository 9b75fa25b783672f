/** In lower case: Outlook asks `/Autodiscover/Autodiscover.xml`, others `/autodiscover/…`. */
export const setupPaths = {
  autoconfig: '/mail/config-v1.1.xml',
  autoconfigWellKnown: '/.well-known/autoconfig/mail/config-v1.1.xml',
  autodiscover: '/autodiscover/autodiscover.xml',
  autodiscoverLocator: '/autodiscover/autodiscover.json',
  page: '/configuration',
  appleProfile: '/configuration/apple.mobileconfig',
} as const

const roots = [setupPaths.autoconfig, '/.well-known/autoconfig', '/autodiscover', '/configuration']

export const pathOf = (request: Request): string => new URL(request.url).pathname.toLowerCase()

/** Whether a path belongs to the set-up of mail clients; all the others are the portal's. */
export const isSetupPath = (path: string): boolean =>
  roots.some((root) => path === root || path.startsWith(`${root}/`))
