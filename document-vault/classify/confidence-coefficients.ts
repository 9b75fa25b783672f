/**
 * Weights of the signs of certainty, in their order (`signalsOf`). Fitted by
 * `document-vault/eval/fit-confidence.ts` (logistic regression on the labelled documents, groups
 * left out in turn) before the knowledge of types was improved on the texts marked `unseen`: a fit
 * on texts that the knowledge already knows would be too sure of itself. The constant of titles is
 * 0.5 above the fit, in whose unseen texts vague titles are far more frequent than in mail. For
 * long texts they lie halfway between that fit and one made after the knowledge was improved on
 * long texts: the first knows few of those, the second is too sure. The last weight, of what no
 * other space says, was set by hand on 129 further texts before the knowledge was improved on
 * them: it left as many filed and halved the wrong ones; short texts have too few such phrases.
 */
export const coefficients: Readonly<Record<'title' | 'body' | 'long', readonly number[]>> = {
  title: [
    1.499, 0.093, 0.582, 0.331, 0.416, -0.123, -0.748, -0.149, 0.121, -1.209, 1.802, 0.025, 0.025,
    -0.116, 0.0,
  ],
  body: [
    0.493, 0.272, 0.092, 0.196, 0.512, -0.139, 0.409, -0.235, 0.286, -0.871, 1.446, 0.299, 0.0, 0.0,
    0.0,
  ],
  long: [
    -0.969, 0.169, 0.238, 0.214, 0.547, -0.137, 0.744, -0.108, 0.255, -0.463, 1.021, 0.119, 0.0,
    0.0, 0.4,
  ],
}
