import { describe, expect, it } from 'vitest'
import { documentType } from '../terminology/document-types.js'
import { classify } from './classify.js'
import { textDocument } from './text-document.js'

const context = {
  depositor: 'professional',
  senderSpeciality: '',
  subject: '',
  fileName: '',
  remembered: [],
} as const

/** One type a line: its code, then titles as practices, wards and laboratories write them. */
const table = `
34112-3 | Compte-rendu d'hospitalisation; CRH; CR HDJ Rhumatologie
34112-3 | Courrier de fin d'hospitalisation; CR de séjour SMR
34112-3 | COMPTE RENDU D'HOSPITALISATION EN CARDIOLOGIE
11490-0 | Lettre de liaison à la sortie; LDL sortie du 12/03/2024; Lettre de sortie
11490-0 | Lettre de liaison de chirurgie ambulatoire
67851-6 | Observation médicale d'entrée; Compte rendu d'admission; Note d'admission en médecine
15507-7 | Compte rendu de passage aux urgences; CR des urgences pédiatriques; RPU
15507-7 | Fiche d'intervention SMUR
34874-8 | Compte rendu opératoire; CRO prothèse de hanche; compte rendu operatoire
34874-8 | Protocole opératoire; COMPTE-RENDU D'INTERVENTION CHIRURGICALE
34874-8 | Compte rendu opératiore
34875-5 | Consultation postopératoire; Suivi post-opératoire à 1 mois; Évaluation postopératoire
77436-4 | Compte rendu d'anesthésie; Feuille d'anesthésie; CR anesthésique
34749-2 | Consultation d'anesthésie; CPA; Consultation pré-anesthésique
34749-2 | Compte rendu de consultation préanesthésique
34749-2 | Compte rendu de consultation d'anesthésie
34794-8 | Fiche RCP; FRCP Onco; Réunion de concertation pluridisciplinaire
34794-8 | Compte rendu de RCP digestive; Staff pluridisciplinaire d'oncogériatrie
15508-5 | Compte rendu d'accouchement; CR césarienne; CR d'accouchement voie basse
89233-1 | Compte rendu de suivi de grossesse; Consultation prénatale du 5e mois
89233-1 | Entretien prénatal précoce
11488-4 | Compte rendu de consultation; Consultation de cardiologie
11488-4 | CR de consultation de neurologie; Lettre de consultation
11488-4 | Consultation d'évaluation post-AVC; Courrier au médecin traitant; Deuxième avis
11488-4 | Fiche de visite à domicile
78513-9 | Compte rendu de consultation en ophtalmologie; Bilan de réfraction; CR ophtalmo
78513-9 | Fond d'œil
85208-7 | Compte rendu de téléconsultation; CR de télé-expertise
85208-7 | Compte rendu de télésurveillance; Réponse à une demande de téléexpertise
75496-0 | Demande de téléexpertise; Demande de télé-consultation
75496-0 | Demande d'avis dermatologique par téléexpertise
96349-6 | Lettre d'adressage; Courrier d'adressage au cardiologue; Demande d'avis spécialisé
96349-6 | Lettre à un confrère
93024-8 | Consultation pharmaceutique; CR de consultation pharmaceutique
78601-2 | Entretien pharmaceutique AVK; Compte rendu d'entretien pharmaceutique
11505-5 | Compte rendu de séance d'hémodialyse; Infiltration du genou; CR d'angioplastie
11505-5 | Compte rendu de fin de radiothérapie; CR de pose de chambre implantable
70004-7 | Coloscopie; Compte rendu d'endoscopie digestive; Holter ECG
70004-7 | CR de fibroscopie bronchique; Électrocardiogramme; EEG
47420-5 | EFR; Spirométrie; Audiogramme; Épreuve d'effort; Polysomnographie; CR d'EMG
34120-6 | Bilan orthophonique; Bilan kinésithérapique initial; BSI; Bilan diététique
34120-6 | Bilan orthoptique; Bilan psychomoteur; Bilan ergothérapique
11506-3 | Transmissions infirmières; Fiche de suivi de plaie; Suivi infirmier
11506-3 | Fiche de liaison infirmière
29274-8 | Signes vitaux; Automesure tensionnelle; Carnet de santé de l'enfant - Mesures
29274-8 | Relevé de constantes
BIL_AUTO | Évaluation gériatrique standardisée; Bilan d'évaluation de la perte d'autonomie
BIL_AUTO | Évaluation de l'autonomie à domicile (APA)
28617-9 | Bilan bucco-dentaire; Examen bucco-dentaire; Bilan parodontal
28653-4 | Rapport social; Note sociale; Rapport éducatif; Enquête sociale
11502-2 | Compte rendu d'examens biologiques; Hémogramme; ECBU; Résultats de biologie
11502-2 | Analyses de sang - résultats d'analyses; Bilan lipidique; TSH; NFS
11502-2 | Résultats de laboratoire; Antibiogramme; BILAN BIOLOGIQUE; Sérologie toxoplasmose
60568-3 | Compte rendu d'anatomie et de cytologie pathologiques; Anapath; CR ACP - Sein
60568-3 | Frottis cervico-utérin; Cytologie urinaire
51969-4 | Compte rendu de génétique moléculaire; Résultat NGS; Caryotype; Panel de gènes BRCA
18748-4 | Scanner thoracique; IRM cérébrale; Radio du genou droit; Échographie abdominale
18748-4 | Compte rendu de scanner; Mammographie; TEP-scanner; Écho-doppler des TSA
18748-4 | Radiographie pulmonaire; CR d'IRM lombaire; Ostéodensitométrie; Scintigraphie osseuse
18748-4 | Compte rendu d'échographie obstétricale; TDM TAP; Échocardiographie transthoracique
18748-4 | Pelvis masculin; Panoramique dentaire; COMPTE RENDU D'IMAGERIE
52040-3 | Photographie clinique; Photo de plaie; Image d'illustration
IMG-KOS | Référence d'objets d'un examen d'imagerie; KOS
60591-5 | Volet de synthèse médicale; VSM; Synthèse médicale; SYNTHESE MEDICALE; Patient summary
SYNTH | Fiche patient à risque en cardiologie; Synthèse pluriprofessionnelle; Fiche de synthèse
34133-9 | Synthèse d'épisode de soins; Fiche d'admission en unité neuro-vasculaire
34133-9 | Set de données minimum maladies rares; Synthèse de séjour
18761-7 | Lettre de liaison à l'entrée en établissement de santé; Note de transfert
18761-7 | Fiche de transfert inter-hospitalier
60280-5 | Document de retour du service des urgences vers l'EHPAD; FLUDR
78341-5 | Fiche de transfert vers le service des urgences; FLUDT
74207-2 | Dossier de liaison d'urgence; DLU; Fiche de liaison d'urgence
68599-0 | Synthèse psychiatrique; Synthèse CMP
83901-9 | Bilan psychologique; Bilan neuropsychologique; Évaluation psychologique WISC-V
34842-5 | Grille AGGIR; GEVA; Grille d'évaluation médico-sociale
EXPORT_DUI | Export du Dossier Usager Informatisé; Export DUI
56445-0 | Bilan partagé de médication; Bilan médicamenteux; BPM
80820-4 | Conciliation médicamenteuse; Formulaire de conciliation des traitements
83836-7 | Schéma dentaire; Odontogramme
57055-6 | Synthèse antepartum; Synthèse ante-partum
57057-2 | Synthèse Salle de Naissance Mère
57075-4 | Synthèse Salle de Naissance Enfant
89235-6 | Synthèse Suites de Couches Mère
78489-2 | Synthèse Enfant en Maternité
88348-8 | Lettre de liaison d'entrée en structure sociale ou médico-sociale
88348-8 | Lettre de liaison à l'entrée en EHPAD
83981-1 | Lettre de liaison à la sortie d'une structure sociale ou médico-sociale
83981-1 | Lettre de liaison de sortie d'EHPAD
57833-6 | Ordonnance; Ordonnance bizone; Prescription de médicaments; Ordonnance de sortie
57833-6 | Prescription de dispositifs médicaux; ORDONNANCE SECURISEE; Ordonnance de lunettes
57833-6 | Ordonnance numérique; Prescription de verres correcteurs
57828-6 | Prescription médicale de transport; Bon de transport
57828-6 | Prescription d'activité physique adaptée; Demande d'entente préalable
57832-8 | Prescription de soins; Ordonnance de soins à domicile
PRESC-INF | Prescription d'actes infirmiers; Ordonnance de soins infirmiers
PRESC-INF | Ordonnance pour infirmière
PRESC-KINE | Prescription de kinésithérapie; Ordonnance kiné; Prescription de rééducation
PRESC-PEDI | Prescription de pédicurie; Ordonnance podologue
PRESC-ORTHOPHO | Prescription d'orthophonie; Ordonnance pour bilan orthophonique
PRESC-ORTHOPTIE | Prescription d'orthoptie; Ordonnance bilan orthoptique
PRESC-BIO | Prescription de biologie; Ordonnance prise de sang; Demande d'analyses
PRESC-BIO | Ordonnance de biologie médicale; Demande d'examens de laboratoire
PRESC-BIO | Prescription NFS TSH; Ordonnance pour ECBU
PRESC-AAT | Arrêt de travail; Avis d'arrêt de travail; Prolongation d'arrêt de travail
PRESC-AAT | AVIS D'ARRET DE TRAVAIL INITIAL
55115-0 | Demande d'acte d'imagerie; Ordonnance IRM; Demande de scanner
55115-0 | Prescription de radiographie; Bon de radiologie; Ordonnance pour échographie rénale
55115-0 | Demande d'examen d'imagerie médicale; Prescription d'une mammographie
61357-0 | Intervention pharmaceutique; Opinion pharmaceutique
75468-9 | Renouvellement d'ordonnance par pharmacien correspondant; Renouvellement pharmacien
60593-1 | Dispensation médicamenteuse; Historique de délivrance; Compte rendu de dispensation
DISP_AUT | Bon de livraison de matériel médical; Dispensation de dispositifs médicaux
80565-5 | Plan d'administration; Compte rendu d'administration de médicaments
PROT_ALD | Protocole de soins ALD; Protocole de soins; Demande d'ALD
18776-5 | Programme personnalisé de soins; PPS; Plan personnalisé de santé; Plan de soins
77604-7 | Protocole de chimiothérapie; Plan de traitement; Planification thérapeutique
80771-9 | Projet d'accueil individualisé; PAI asthme
80788-3 | Projet personnalisé d'accompagnement; Projet de vie
101881-1 | Carte d'implant; Carte de porteur de pacemaker
11369-6 | Historique des vaccinations; Carnet de vaccination; Certificat de vaccination
87273-9 | Note de vaccination; Vaccination antigrippale; Attestation de vaccination
96874-3 | Attestation de vaccination COVID-19; Certificat COVID numérique UE
75482-0 | Scellement de sillons; Sevrage tabagique; Séance d'éducation thérapeutique
75492-9 | Dépistage du cancer colorectal; Rétinographie de dépistage; Compte rendu de dépistage
75492-9 | Bilan de prévention
83869-8 | Plan personnalisé de prévention; PPP
68817-6 | Bilan de santé et de prévention de l'enfant; Bilan de santé en école maternelle
59283-2 | Compte rendu d'examen de l'enfant; Examen obligatoire de l'enfant
59283-2 | Consultation pédiatrique
89601-9 | Certificat médical; Certificat de non contre-indication à la pratique du sport
89601-9 | Certificat d'aptitude; Dispense de sport; Certificat enfant malade
89601-9 | CERTIFICAT MEDICAL DE COUPS ET BLESSURES
CERT_DECL | Premier certificat de santé; Certificat de décès; Déclaration de grossesse
CERT_DECL | Déclaration obligatoire de tuberculose
CERT_DECL | Certificat médical initial accident du travail
96173-0 | TROD angine; Test antigénique COVID-19; Test rapide d'orientation diagnostique
96173-0 | Résultat de test antigénique
REMB | Données de remboursement; Relevé de remboursements; Décompte de remboursement
86531-1 | Bulletin de situation; Attestation de sortie; Bulletin d'hospitalisation
86531-1 | Attestation de passage aux urgences; Attestation de présence
51851-4 | Facture; Devis dentaire; Document administratif; Dossier de préadmission
51851-4 | Note d'honoraires
56446-8 | Convocation; Confirmation de rendez-vous; Notification de rendez-vous; RDV IRM
56446-8 | Convocation pour hospitalisation; Rappel de rendez-vous scanner
59284-0 | Consentement éclairé; Formulaire de consentement; Attestation de consentement
59284-0 | Consentement à l'anesthésie
AUTORIS-SOINS | Autorisation de soins; Autorisation d'opérer un mineur; Autorisation parentale
ATTEST-ASS-COMPL | Attestation de mutuelle; Carte de tiers payant
ATTEST-RESID | Attestation de résidence; Justificatif de domicile
ATTEST-HEBGT | Attestation d'hébergement
ATTEST-DROITS-AM | Attestation de droits à l'assurance maladie; Attestation de carte Vitale
PIECE-IDENTITE | Copie de pièce d'identité; Carte nationale d'identité; Passeport
FICHE-CONTACTS | Fiche contacts; Personnes à prévenir
FEUILLE-DE-STYLE | Feuille de style; XSL
E1762 | Signature électronique; Signature XAdES
EXPPAT_1 | Désignation de la personne de confiance; Refus de don d'organes
EXPPAT_1 | Volontés et droits du patient
EXPPAT_2 | Autre document du patient; Journal de symptômes
EXPPAT_3 | Directives anticipées; Mes directives anticipées
74465-6 | Questionnaire patient; Questionnaire d'anesthésie
74465-6 | Auto-questionnaire de qualité de vie; Questionnaire avant IRM
DOCPAT01 | Synthèse déposée par le patient
DOCPAT02 | Traitement déposé par le patient; Ordonnance déposée par le patient
DOCPAT03 | CR déposé par le patient
DOCPAT04 | Imagerie déposée par le patient
DOCPAT05 | CR de biologie déposé par le patient
DOCPAT06 | CR de prévention déposé par le patient
DOCPAT07 | Certificat déposé par le patient
DOCPAT08 | Profil médical Mon espace santé
DOCPAT09 | Document administratif déposé par le patient
`

const rows = table
  .split('\n')
  .filter((line) => line.includes('|'))
  .flatMap((line) => {
    const [code = '', titles = ''] = line.split('|').map((cell) => cell.trim())
    return titles.split(';').map((title) => [title.trim(), code] as const)
  })

describe('titles alone', () => {
  it('are at least 300, over every current type', () => {
    expect(rows.length).toBeGreaterThanOrEqual(300)
    expect(new Set(rows.map(([, code]) => code)).size).toBe(114)
  })

  it.each(rows)('« %s » is of the space of %s', (title, code) => {
    const said = classify(textDocument(title, ''), context)
    expect(said.space).toBe(documentType(code)?.space)
    expect(said.proposals[0]?.typeCode).toBe(said.typeCode)
  })

  it('name the type itself nearly always', () => {
    const right = rows.filter(
      ([title, code]) => classify(textDocument(title, ''), context).typeCode === code,
    )
    expect(right.length / rows.length).toBeGreaterThan(0.97)
  })

  it.each(rows)('« %s » says the same without accents and in capitals', (title) => {
    const plain = title.normalize('NFD').replace(/\p{M}+/gu, '')
    const said = classify(textDocument(title, ''), context)
    expect(classify(textDocument(plain.toUpperCase(), ''), context)).toEqual(said)
    expect(classify(textDocument(plain.toLowerCase(), ''), context)).toEqual(said)
  })
})
