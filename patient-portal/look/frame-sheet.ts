/** What stands around every page: bar, sections, emergency line, footer; and announcements. */
export const frameSheet = `
.development{margin:0;padding:.2rem 1rem;color:var(--clay);background:var(--clay-tint);
font-size:var(--t-tiny);text-align:center}
.site-header{background:var(--card)}
.site-header::after{content:"";display:block;height:4px;background:repeating-linear-gradient(
-55deg,var(--green) 0 18px,var(--card) 18px 24px,var(--clay) 24px 42px,var(--card) 42px 48px)}
.bar{display:flex;flex-wrap:wrap;gap:0 var(--s5);align-items:center;
justify-content:space-between;max-width:var(--width);margin:0 auto;padding:.35rem var(--s4)}
.brand{font-size:var(--t-big)}
.brand a{display:flex;gap:.6rem;align-items:center;color:var(--ink);text-decoration:none;
min-height:var(--touch)}
.brand a:hover{text-decoration:underline}
.account{display:flex;flex-wrap:wrap;gap:0 var(--s4);align-items:center}
.account p{margin:0;font-size:var(--t-small);color:var(--soft)}
.site-footer{padding:var(--s5) var(--s4);border-top:1px solid var(--line);color:var(--soft);
font-size:var(--t-small);text-align:center;background:var(--sunk)}
.site-footer p{margin:.15rem auto;max-width:var(--width);text-wrap:balance}
.languages{display:flex;gap:var(--s4);justify-content:center;align-items:center;
margin-top:var(--s2)}
.languages strong{color:var(--ink)}.languages .quiet{min-width:var(--touch)}
.sections{border-bottom:1px solid var(--line);background:var(--card)}
.sections ul{display:flex;flex-wrap:wrap;gap:0 var(--s1);max-width:var(--width);margin:0 auto;
padding:0 .4rem}
.sections a{display:flex;align-items:center;gap:.45rem;min-height:3rem;padding:0 .6rem;
font-weight:600;text-decoration:none;border-block:3px solid transparent}
.sections a:hover{background:var(--green-tint)}
.sections a[aria-current]{color:var(--ink);border-bottom-color:var(--clay)}
.sign{flex:none;fill:none;stroke:currentColor;stroke-width:1.8;stroke-linejoin:round;
stroke-linecap:round}
.sections [aria-current] .sign{stroke:var(--clay)}
@media (max-width:44rem){.sections ul{gap:0;padding:0 .1rem;justify-content:space-between}
.sections li{flex:1 1 auto}
.sections a{flex-direction:column;gap:.1rem;padding:.3rem .1rem .25rem;font-size:.72rem;
line-height:1.2;text-align:center;min-height:3.6rem;overflow-wrap:break-word}
.sections span{max-width:7em;text-wrap:balance}}
@media (max-width:22rem){.sections a{font-size:.65rem}}
@media (max-width:38rem){
.bar{display:grid;grid-template-columns:1fr auto;gap:0 var(--s3);padding-block:.3rem}
.brand{font-size:.9rem;align-self:end;line-height:1.15}
.brand a{min-height:2.2rem;gap:.45rem;overflow-wrap:break-word}.account button{font-size:.92rem}
.bar>.brand:only-child{grid-column:1/-1}
.account{display:contents}.account p{grid-column:1;padding-inline-start:2.35rem;line-height:1.3}
.account form{grid-column:2;grid-row:1/3;align-self:center}}
.emergency{background:var(--amber-tint);border-bottom:1px solid var(--line)}
.emergency p{max-width:var(--width);margin:0 auto;padding:.45rem var(--s4);
font-size:.875rem;line-height:1.45}
.notice,.refusal,.closed{border-radius:var(--round);padding:var(--s3) var(--s4);
margin:var(--s4) 0;border:1px solid var(--line);border-inline-start:5px solid var(--green);
background:var(--green-tint)}
.refusal{border-inline-start-color:var(--red);background:var(--red-tint)}
.closed{border-inline-start-color:var(--amber-line);background:var(--amber-tint)}
.refusal h2,.closed h2{font-size:var(--t-big)}
.refusal a{color:var(--red)}.refusal ul{margin:var(--s2) 0}
.closed>ul>li+li{border-top:1px solid var(--line);margin-top:var(--s3);padding-top:var(--s2)}
.notice p:first-child,.closed p:first-child,.refusal p:first-child{margin-top:0}
.notice p:last-child,.closed p:last-child,.refusal p:last-child{margin-bottom:0}
.field-error{color:var(--red);font-size:.92rem;font-weight:600;margin:.25rem 0}
.field-error::before{content:"▲ "/"";font-size:.8em}
.warning{background:var(--amber-tint);border-inline-start:4px solid var(--amber-line);
border-radius:6px;padding:.4rem .7rem;font-size:var(--t-small);margin:.3rem 0}
`
