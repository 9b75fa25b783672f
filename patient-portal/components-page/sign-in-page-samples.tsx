import type { AccountId } from '../../domain/ids.js'
import { ConsentPage, NextVisitPage } from '../sign-in/first-visit/consent-page.js'
import { NoMailboxPage } from '../sign-in/no-mailbox-page.js'
import { SignInPage, type SignInView } from '../sign-in/sign-in-page.js'
import { profileTexts, signInTexts } from '../sign-in/sign-in-texts.js'
import { ActivationPage } from '../sign-in/ways/activation-page.js'
import {
  EmailAddressPage,
  EmailChoicePage,
  EmailCodePage,
} from '../sign-in/ways/email-code-pages.js'
import type { Chrome } from '../views/page.js'
import { componentsTexts } from './components-texts.js'
import type { PageSample } from './page-sample.js'

const stranger = (chrome: Chrome): Chrome => ({ ...chrome, signedIn: null })
const patients = ['Camille EXEMPLE', 'Zoé EXEMPLE'].map((displayName, index) => ({
  displayName,
  patientId: index as AccountId,
  profile: 'open' as const,
}))
const form = { entryToken: '', backTo: '', error: null }

const signIn =
  (more: () => Partial<SignInView>): PageSample =>
  (chrome) => (
    <SignInPage
      chrome={stranger(chrome)}
      {...form}
      login=""
      isFieldFault={false}
      notice={null}
      ways={{
        oidc: 'Identité Exemple',
        passkey: true,
        emailCode: true,
        activation: true,
        form: [{ login: 'camille', displayName: 'Camille EXEMPLE' }],
      }}
      mainAddress={null}
      {...more()}
    />
  )

export const signInSamples: Readonly<Record<string, PageSample>> = {
  connexion: signIn(() => ({})),
  'connexion-refusee': signIn(() => ({
    error: signInTexts.failed,
    isFieldFault: true,
    login: 'camille',
  })),
  'connexion-finie': signIn(() => ({ notice: signInTexts.ended })),
  'connexion-courriel': (chrome) => (
    <EmailAddressPage chrome={stranger(chrome)} {...form} email="" />
  ),
  'connexion-courriel-refuse': (chrome) => (
    <EmailAddressPage
      chrome={stranger(chrome)}
      {...form}
      email="camille"
      error={componentsTexts.fault}
    />
  ),
  'connexion-code': (chrome) => <EmailCodePage chrome={stranger(chrome)} {...form} />,
  'connexion-choix': (chrome) => (
    <EmailChoicePage chrome={stranger(chrome)} {...form} patients={patients} />
  ),
  activation: (chrome) => <ActivationPage chrome={stranger(chrome)} {...form} />,
  bienvenue: (chrome) => (
    <ConsentPage
      chrome={stranger(chrome)}
      displayName="Camille EXEMPLE"
      csrfToken=""
      error={null}
    />
  ),
  'bienvenue-suite': (chrome) => (
    <NextVisitPage chrome={stranger(chrome)} csrfToken="" wasActivation offersPasskey offersEmail />
  ),
  'messagerie-indisponible': (chrome) => (
    <NoMailboxPage chrome={stranger(chrome)} explanation={profileTexts.opposed} />
  ),
}
