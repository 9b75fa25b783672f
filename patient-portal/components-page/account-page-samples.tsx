import type { AccountId } from '../../domain/ids.js'
import { defaultPatientSettings, type PatientSettings } from '../../domain/patient-settings.js'
import { ErasedPage, ErasurePage, ReceiptGonePage } from '../profile/erasure-page.js'
import { ExportPage } from '../profile/export-page.js'
import { ProfilePage, type ShownProfileState } from '../profile/profile-page.js'
import { SecurityPage, type SecurityView } from '../security/security-page.js'
import { AccountPage, type NoticeState } from '../settings/account-page.js'
import { AddressPage, CodePage } from '../settings/address-pages.js'
import { NotificationsPage } from '../settings/notifications-page.js'
import { UnsubscribePage } from '../settings/unsubscribe-page.js'
import type { PastSignIn } from '../sign-in/sign-in-contract.js'
import { componentsTexts } from './components-texts.js'
import type { PageSample } from './page-sample.js'
import { sampleNow } from './sample-exchanges.js'

const address = 'camille@exemple.test'
const extent = { exchanges: 12, messages: 148, bytes: 48_200_000, documents: 31 }

const account =
  (notices: NoticeState): PageSample =>
  (chrome) => <AccountPage chrome={chrome} notice={null} notices={notices} hasProfile />

const settings = (more: Partial<PatientSettings>): PatientSettings => ({
  ...defaultPatientSettings(1 as AccountId),
  ...more,
})

const notifications =
  (of: PatientSettings, awaited: string | null, isFailing = false): PageSample =>
  (chrome) => (
    <NotificationsPage
      chrome={chrome}
      notice={null}
      settings={of}
      awaited={awaited}
      isFailing={isFailing}
      example={{ from: 'Messagerie de santé', subject: 'Nouveau message', text: 'Bonjour,' }}
      outbox={null}
      error={null}
    />
  )
const inUse = settings({ notificationEmail: address, emailVerifiedAt: sampleNow })

const firefox = { browser: 'Firefox', system: 'Android' }
const past: readonly PastSignIn[] = [
  { at: sampleNow, way: 'passkey', isRefused: false, ...firefox },
  { at: sampleNow, way: 'email-code', isRefused: true, browser: null, system: null },
  { at: sampleNow, way: 'mail-program', isRefused: true, browser: null, system: null },
]

const security =
  (more: Partial<SecurityView> = {}): PageSample =>
  (chrome) => (
    <SecurityPage
      chrome={chrome}
      csrfToken=""
      notice={null}
      error={null}
      passkeys={[{ passkeyId: 'exemple', label: 'Téléphone', createdAt: sampleNow }]}
      adding="here"
      sessions={[
        {
          sessionId: 'ici',
          openedAt: sampleNow,
          usedAt: sampleNow,
          way: 'passkey',
          userAgent: 'Mozilla/5.0 (Android 15; Mobile; rv:140.0) Gecko/140.0 Firefox/140.0',
        },
        { sessionId: 'la', openedAt: sampleNow, usedAt: sampleNow, way: 'oidc', userAgent: '' },
      ]}
      currentSessionId="ici"
      past={past}
      {...more}
    />
  )

const profile =
  (state: ShownProfileState): PageSample =>
  (chrome) => <ProfilePage chrome={chrome} state={state} notice={null} error={null} />

const exported =
  (error: string | null): PageSample =>
  (chrome) => (
    <ExportPage
      chrome={chrome}
      extent={extent}
      isClosed={false}
      hasRecord
      error={error}
      isKeyFault={error !== null}
      typedKey=""
    />
  )

export const accountSamples: Readonly<Record<string, PageSample>> = {
  compte: account({ kind: 'on', address }),
  'compte-sans-adresse': account({ kind: 'no-address' }),
  'compte-adresse-muette': account({ kind: 'failing', address }),
  notifications: notifications(inUse, null),
  'notifications-aucune': notifications(settings({}), null),
  'notifications-attente': notifications(inUse, 'autre@exemple.test', true),
  adresse: (chrome) => <AddressPage chrome={chrome} typed="" error={null} />,
  'adresse-refusee': (chrome) => (
    <AddressPage chrome={chrome} typed="camille" error={componentsTexts.fault} />
  ),
  'adresse-code': (chrome) => <CodePage chrome={chrome} address={address} error={null} />,
  desabonnement: (chrome) => <UnsubscribePage chrome={chrome} state="ask" action="/composants" />,
  'desabonnement-fait': (chrome) => (
    <UnsubscribePage chrome={chrome} state="done" action="/composants" />
  ),
  securite: security(),
  'securite-sans-cle': security({ passkeys: [], adding: 'confirm' }),
  profil: profile('open'),
  'profil-ferme': profile('closed'),
  'profil-oppose': profile('opposed'),
  export: exported(null),
  'export-refuse': (chrome) => exported(componentsTexts.fault)(chrome),
  effacement: (chrome) => <ErasurePage chrome={chrome} extent={extent} isOpen error={null} />,
  'effacement-refuse': (chrome) => (
    <ErasurePage chrome={chrome} extent={extent} isOpen={false} error={componentsTexts.fault} />
  ),
  'effacement-fait': (chrome) => (
    <ErasedPage
      chrome={chrome}
      proof={{ says: 'Tout est effacé.\n- 148 messages\n- 31 documents' }}
      receipt=""
    />
  ),
  'effacement-recu-passe': (chrome) => <ReceiptGonePage chrome={chrome} />,
}
