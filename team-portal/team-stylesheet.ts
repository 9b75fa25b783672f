/** What the pages of teams add to the look that they share with the patients' portal. */
export const teamSheet = `
.boxes{display:flex;flex-direction:column;gap:.75rem;margin-top:1rem}
.boxes .card p{margin:.15rem 0}
.boxes h2 a{color:var(--ink)}
.states ul{display:flex;flex-wrap:wrap;gap:.5rem;margin:1rem 0}
.states a{display:inline-flex;gap:.5rem;align-items:center;min-height:var(--touch);
padding:.3rem .9rem;border:1px solid var(--field);border-radius:99px;text-decoration:none;
color:var(--ink)}
.states a:hover{text-decoration:underline}
.states a[aria-current]{background:var(--green);border-color:var(--green);color:var(--green-ink);
font-weight:600}
.team-rows{display:flex;flex-direction:column;gap:.6rem;margin:1rem 0}
.team-row{display:grid;grid-template-columns:auto minmax(0,1fr);gap:0 .9rem;
background:var(--card);border:1px solid var(--line);border-radius:var(--rounder);
padding:.8rem 1rem}
.team-row.late{border-inline-start:5px solid var(--clay)}
.team-row h2{font-size:var(--t-big)}
.team-row label{cursor:pointer;display:block;padding:.4rem 0 .1rem}
.team-row p{margin:.15rem 0}
.team-row .only{grid-column:1/-1}
.team-row .subject{font-weight:600;margin-top:.3rem}
.team-row .dates{display:flex;flex-wrap:wrap;gap:0 1rem}
.team-row .marks{margin-top:.35rem}
.acts{position:sticky;bottom:0;background:var(--card);border:1px solid var(--line);
border-radius:var(--rounder);padding:.6rem 1rem .8rem;display:flex;flex-wrap:wrap;
gap:.6rem 1rem;align-items:center}
.acts h2{font-size:1rem;flex-basis:100%}
html:has(.acts){scroll-padding-bottom:9rem}
.next{margin:1.5rem 0 .75rem}
.ending{margin:1rem 0}
.ending li{padding:.4rem 0}
.ending li+li{border-top:1px dashed var(--line)}
.ending p{margin:.1rem 0}
.ending h3{font-size:1rem}
.steps{list-style:decimal;padding-inline-start:1.4rem}
.steps li{padding:.2rem 0}
.said{white-space:pre-wrap}
@media (max-width:30rem),(max-height:36rem){.acts{position:static}}
@media print{.acts,.states,.search{display:none}}
`
