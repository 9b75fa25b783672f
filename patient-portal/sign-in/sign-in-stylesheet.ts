/** The look of sign-in, first visit and security. */
export const signInSheet = `
.ways{margin:1.25rem 0}
.ways ul{display:flex;flex-direction:column;gap:1rem}
.ways button{width:100%}
.ways .small,.sessions .small{margin:.25rem 0 0}
.way{display:inline-flex;align-items:center;justify-content:center;min-height:2.75rem;
padding:.5rem 1.1rem;border:2px solid var(--green);border-radius:var(--round);font-weight:600;
text-decoration:none;background:none}
.ways .way{display:flex}
.way:hover{background:var(--green-tint)}
.terms{margin:1rem 0}.terms h2{margin-bottom:.3rem}
.things{display:flex;flex-direction:column;margin:.75rem 0}
.things>li{padding:.6rem 0}.things>li+li{border-top:1px dashed var(--line)}
.things p{margin:.1rem 0}
.passkeys,.sessions,.next-way{margin:1.25rem 0}
.things .mark{margin-inline-start:.5rem}
.passkey-adder{margin-top:1rem}
button:disabled{opacity:.6;cursor:default}
`
