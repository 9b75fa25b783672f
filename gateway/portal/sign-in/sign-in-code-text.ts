import { portalLimits } from '../../../domain/portal-limits.js'
import { typeset as t } from '../../../patient-portal/language/french-format.js'
import { catalogue } from '../../../patient-portal/language/language.js'

const minutes = portalLimits.emailCodeMsMax / 60_000

/** Says nothing of who it is for, nor that it is about health. */
const texts = catalogue(
  {
    subject: t('Votre code de connexion'),
    text: (code: string) =>
      [
        t(`Votre code de connexion : ${code}`),
        t(`Il vaut ${minutes} minutes et ne sert qu'une fois. Ne le donnez à personne.`),
        t("Vous n'avez rien demandé ? Ignorez ce message : sans ce code, personne n'entre."),
        '',
      ].join('\n\n'),
  },
  {
    subject: 'Your sign-in code',
    text: (code: string) =>
      [
        `Your sign-in code: ${code}`,
        `It is good for ${minutes} minutes, once. Give it to nobody.`,
        'You did not ask for it? Ignore this message: without the code, nobody gets in.',
        '',
      ].join('\n\n'),
  },
)

/** In the language of the page that asked. */
export const signInCodeText = (
  code: string,
): { readonly subject: string; readonly text: string } => ({
  subject: texts.subject,
  text: texts.text(code),
})
