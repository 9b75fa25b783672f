import type { TypeKnowledge } from './type-knowledge.js'

/** Biology, pathology, genetics and imaging. */
export const laboratoryAndImaging: readonly TypeKnowledge[] = [
  {
    code: '11502-2',
    prior: 0.9,
    title: `
      8: CR d'examens biologiques; CR de biologie; CR de biologie médicale; résultats d'analyses
      8: résultats de biologie; résultats d'examens; résultats de laboratoire; bilan biologique
      8: analyses médicales; analyses de biologie médicale; examens de biologie médicale
      8: CR de laboratoire; résultats de prise de sang; CR d'analyses; résultats biologiques
      8: CR bactériologique; CR de bactériologie; CR d'analyses médicales; CR de microbiologie
      8: CR biologique; CR de spermogramme; résultat d'analyse; résultat sérologie
      8: CR de myélogramme; résultat antigène; résultat PCR; résultat test PCR
      8: résultats de prélèvement; bilan sanguin; résultats d'hormonologie
      8: résultat d'examen biologique; carte de groupe sanguin; groupe sanguin
      8: résultat de groupe sanguin; CR d'hématologie; résultats examens de laboratoire
      8: CR de toxicologie; bulletin d'analyses; compte rendu partiel de biologie
      8: CR complémentaire de biologie; feuille de résultats
      6: ECBU; hémogramme; NFS; numération formule sanguine; ionogramme; bilan lipidique
      6: bilan hépatique; bilan thyroïdien; bilan rénal; bilan martial; glycémie; HbA1c; TSH
      6: INR; coproculture; hémoculture; sérologie; sérologies; électrophorèse des protéines
      6: électrophorèse; antibiogramme; biochimie; hématologie; bactériologie; microbiologie
      6: spermogramme; immunologie; sérologie VIH; sérologie toxoplasmose; créatininémie
      6: bêta HCG; PSA; myélogramme; CRP; RAI; prise de sang; laboratoire; virologie
      6: parasitologie; gaz du sang; biologie; D-dimères; hémostase; coagulation
      6: allergologie IgE; uroculture; prélèvement vaginal; mycologie; dosage
      6: phénotypage lymphocytaire; test HPV; HGPO; marqueurs sériques; DPNI; trisomie 21`,
    text: `
      3.2: valeurs de référence; valeurs usuelles; intervalle de référence; valeurs de réf
      3.2: biologiste; biologistes; résultats validés par; validé par
      3.2: laboratoire de biologie médicale; laboratoire d'analyses; prélèvement du; prélevé le
      3.2: antériorités; résultats antérieurs; biologiste responsable; date de prélèvement
      3.2: numéro de demande; édité le; biologiste médical; COFRAC; accréditation; LBM
      2.4: hémoglobine; hématocrite; leucocytes; plaquettes; polynucléaires neutrophiles; VGM
      2.4: TCMH; CCMH; créatinine; natrémie; sodium; potassium; chlore; transaminases; ASAT
      2.4: ALAT; gamma GT; cholestérol; triglycérides; HDL; LDL; glycémie à jeun
      2.4: hémoglobine glyquée; ferritine; TSH; T4 libre; INR; TP; TCA; CRP; fibrinogène
      2.4: protides; DFG; CKD-EPI; érythrocytes; hématies; germes; antibiogramme; culture
      2.4: examen direct; Escherichia coli; lymphocytes; monocytes; éosinophiles; basophiles
      2.4: phosphatases alcalines; bilirubine; albumine; urée; vitamine D; PSA; bicarbonates
      2.4: IgG; IgM; UFC/ml; mmol/L; g/L; UI/L; G/L; T/L; g/dL; mg/L; µmol/L; mUI/L; ng/mL
      2.4: pg/mL; UFC; sensible; résistant; chimiluminescence; sérum; plasma
      2.4: phénotype érythrocytaire; agglutinines irrégulières; ratio; seuil de positivité
      2.4: concentration; leucocyturie; coloration de Gram; méthode; index; HPV; frottis
      -1.2: ordonnance; posologie
      -2: antécédents médicaux; antécédents; motif d'hospitalisation; examen clinique
      -2: traitements; mode de vie; histoire de la maladie; traitement à la sortie; score NIHSS
      -2: conduite à tenir; motif
      2: réf; normes; résultats; unités; aspect; LCR; Gram positif; Gram négatif; BGN; bacilles
      2: cocci; flore; ABO; Rhésus`,
  },
  {
    code: '60568-3',
    prior: 0.2,
    title: `
      8: CR d'anatomie et de cytologie pathologiques; CR d'anatomie pathologique
      8: CR anatomopathologique; CR d'anatomopathologie; anatomie pathologique
      8: anatomopathologie; cytologie; CR de cytologie; CR cytologique; CR ACP; anapath
      8: CR anapath; CR d'anapath; CR histologique; CR d'histologie; examen anatomopathologique
      8: cytopathologie; cytologie cervico-utérine; CR de frottis cervico-utérin
      8: frottis cervico-utérin; frottis; FCU; examen extemporané; histologie; histopathologie
      8: anatomie et cytologie pathologiques; analyse histologique; immunohistochimie
      8: CR de cytoponction; résultat anapath; CR histopathologique; examen histologique
      8: CR d'examen cytologique`,
    text: `
      3.2: macroscopie; microscopie; histologie; immunohistochimie; étude histologique
      3.2: étude macroscopique; étude microscopique; examen macroscopique; examen microscopique
      3.2: pTNM; pathologiste; anatomopathologiste; marges; limites d'exérèse; exérèse complète
      3.2: carcinome; adénocarcinome; HES; formol; inclusion en paraffine
      3.2: prolifération tumorale; embols vasculaires; grade SBR; Ki67; récepteurs hormonaux
      3.2: ADICAP; engainements périnerveux; dysplasie; cytologie; Bethesda; ASC-US
      3.2: frottis en milieu liquide; pièce opératoire; pièce; fragments biopsiques; blocs
      3.2: lames; épithélium; nævus; Gleason; ISUP; HER2; tumeur; renseignements cliniques
      3.2: berges; Breslow; lésion; mitoses; métaplasie; lésion intraépithéliale; fixé; biopsies
      3.2: coloration; cellules; atypies
      2.4: macro; micro; bas grade; haut grade; ADICAP; limite de section; NILM
      2.4: cellules endocervicales; nature; flore; inclus en totalité; dysplasie; fragment
      2.4: prélèvement; pas de carcinome; infiltrant`,
  },
  {
    code: '51969-4',
    title: `
      8: CR de génétique moléculaire; génétique moléculaire; CR de génétique
      8: résultat de génétique; analyse génétique; CR d'analyse génétique; test génétique
      8: résultat d'analyse génétique; diagnostic moléculaire; séquençage haut débit; NGS
      8: CR de biologie moléculaire; exome; panel de gènes; caryotype; CGH array
      8: analyse chromosomique par puce à ADN; ACPA; génétique constitutionnelle
      8: génétique somatique; résultat d'étude moléculaire; biologie moléculaire
      8: CR de caryotype; CR de cytogénétique; recherche de mutation
      8: CR d'examen des caractéristiques génétiques; étude moléculaire; génotypage
      8: examen de génétique`,
    text: `
      3.2: variant; variants; exon; NM_; NGS; séquençage; hétérozygote; homozygote; gène
      3.2: pathogène; classe 5; classe 4; ACMG; génome; ADN; mutation; BRCA1; BRCA2; CFTR; KRAS
      3.2: EGFR; panel; génétique; Sanger; profondeur de lecture; GRCh37; GRCh38; hg19; HGVS
      3.2: conseil génétique; apparentés; allèle; fréquence allélique; transcrit; PCR
      3.2: extraction d'ADN; généticien; cytogénéticien; porteur; MLPA; caryotype
      3.2: consultation de génétique; PASSM; délétion; facteur V Leiden; polymorphisme`,
  },
  {
    code: '18748-4',
    prior: 0.9,
    title: `
      6.5: RX; écho; échos; échographies; scanners; mammo; IRM et scanner; angio-TDM
      6.5: scanographie
      8: CR d'imagerie; CR d'imagerie médicale; CR de radiologie; CR radiologique; CR de scanner
      8: CR scanner; CR TDM; CR d'IRM; CR IRM; CR d'échographie; CR échographique
      8: CR de radiographie; CR de mammographie; CR de scintigraphie; CR de TEP
      8: CR de TEP scanner; CR d'écho-doppler; CR doppler; CR d'échocardiographie
      8: CR d'échographie cardiaque; CR ETT; CR d'échographie obstétricale; CR échodoppler
      8: CR d'ostéodensitométrie; CR de médecine nucléaire; CR d'angioscanner
      8: fiche d'interprétation; fiche d'interprétation du bilan de diagnostic
      8: dépistage du cancer du sein fiche d'interprétation; mammographie de dépistage
      8: fiche d'interprétation mammographie; CR d'arthroscanner; CR d'échographie pelvienne
      8: CR uroscanner; CR de panoramique dentaire; CR d'échographie abdominale; CR de cone beam
      8: CR d'examen radiologique; CR d'examen d'imagerie; interprétation d'imagerie
      8: résultat IRM; résultat scanner; résultat échographie; résultats d'imagerie
      8: CR d'échographie transthoracique; CR hystérosalpingographie
      8: CR échographie du premier trimestre
      6.5: scanner; IRM; TDM; échographie; radiographie; mammographie; scintigraphie; TEP scan
      6.5: TEP; angioscanner; écho-doppler; échodoppler; doppler; ostéodensitométrie; radiologie
      6.5: arthroscanner; échocardiographie; radio; radio de; radio pulmonaire; radiographies
      6.5: imagerie; imagerie médicale; panoramique dentaire; uroscanner; arthro-IRM; bili-IRM
      6.5: ETT; angio-IRM; entéro-IRM; cone beam; tomodensitométrie; téléradiographie
      6.5: cystographie; orthopantomogramme; thorax de face; ASP; rachis lombaire; pelvis
      6.5: radio de hanche; coroscanner; TEP-TDM; échographie obstétricale
      6.5: échographie morphologique; échographie de datation`,
    text: `
      3: radiologue; produit de contraste; injection de produit de contraste; séquences; T1; T2
      3: FLAIR; coupes axiales; reconstructions; acquisition hélicoïdale; acquisition volumique
      3: PDL; DLP; mGy; clichés; incidence; gadolinium; iomeron; hypersignal; hyposignal
      3: hyperdense; hypodense; échogène; hypoéchogène; anéchogène; sonde; BI-RADS; ACR; ACR 2
      3: parenchyme; épanchement pleural; silhouette cardiomédiastinale; interligne; fixation
      3: SUV; fosses rachidiennes; liquide libre; doppler pulsé; FEVG; ventricule gauche; FDG
      3: voie intraveineuse; manipulateur; imagerie médicale; scanner; IRM; échographie
      3: radiographie; mammographie; sans injection; après injection; lésion focale; ganglions
      3: structures médianes; rehaussement; CTDI; PDS; mGy.cm; T-score; DMO; biométries
      3: longueur cranio-caudale; périmètre abdominal; BIP; voies biliaires; stéatose; flux
      3: veine; perméable; incompressible; contraste; acquisitions; fenêtre osseuse
      1.5: indication; technique; résultat; comparaison; dimensions; sans anomalie
      1.5: pas d'argument; fracture; nodule; calcifications
      -1.5: demande d'examen; merci de réaliser; merci de bien vouloir réaliser
      -1.5: justification de la demande
      2.4: coxarthrose; pincement; ostéophytose; condensation; lyse; articulaire; adénomégalie
      2.4: homogène; temps portal; iohexol; sacro-iliaques libres; lésion osseuse; géodes
      2.4: discopathie; hernie discale; protrusion; ménisque; tendon; opacité; non dilatées
      2.4: médiastin; radio; épanchement; liquidien; foie; reins; vésicule; lithiase; utérus
      2.4: ovaire; morphologie; ostéophytes; pleural; pulmonaire; cœur de taille normale
      2.4: densité`,
  },
  {
    code: '52040-3',
    title: `
      8: image d'illustration; photographie; photo; photographie clinique; photo de plaie
      8: document encapsulant une image; image non DICOM; photographies; cliché photographique
      8: photo lésion; photographie dermatologique; illustration; photos; image
      8: photo intra-orale; photo dermatoscopique; iconographie; rétinographie photo`,
    text: `
      2.6: photographie; photo; image; JPEG; cliché photographique; prise de vue; jpg
      2.6: illustration; appareil photo; légende; résolution; pixels; smartphone; vue
      2.6: img; jpg; réglet; lumière; format JPEG; vue occlusale; vue de face; prise par; jointe
      2.6: zoom; vue de profil`,
  },
  {
    code: 'IMG-KOS',
    title: `
      8: référence d'objets d'un examen d'imagerie; KOS; IMG-KOS; key object selection
      8: manifeste d'imagerie; manifest DICOM; référence d'examen d'imagerie
      8: lien vers les images; référence d'objets; key object; DRIM-M; objets DICOM; DRIM
      8: références des images; accès aux images`,
    text: `
      3: DICOM; StudyInstanceUID; Study Instance UID; SOP Instance; SOP Class; KOS; WADO
      3: WADO-RS; key object; accession number; PACS; instances; series; séries; manifeste
      3: DRIMbox; AccessionNumber; UID; modalité`,
  },
]
