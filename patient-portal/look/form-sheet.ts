/** Fields and buttons: at least 44 px to touch (WCAG 2.2 §2.5.5), errors by words and by line. */
export const formSheet = `
.stacked{display:flex;flex-direction:column;gap:1.15rem}
.field label,.choice label,.act label,.search label{font-weight:600}
.field p{margin:.1rem 0 .3rem}
input:is([type=text],[type=password],[type=email],[type=search],[type=tel],[type=number],
[type=date]),textarea,select{font:inherit;color:inherit;background:var(--paper);max-width:100%;
border:2px solid var(--field);border-radius:var(--round);padding:.55rem .7rem;min-height:2.9rem}
input:is([type=text],[type=password],[type=email],[type=search],[type=tel]),textarea{
display:block;width:100%;margin-top:.3rem}
textarea{resize:vertical;line-height:1.5}
input:hover,textarea:hover,select:hover{border-color:var(--ink)}
[aria-invalid=true]{border-color:var(--red)!important}
input[type=file]{font:inherit;max-width:100%;padding:.3rem 0;min-height:var(--touch)}
::file-selector-button{font:inherit;font-weight:600;cursor:pointer;background:none;
color:var(--green);border:2px solid var(--green);border-radius:var(--round);padding:.4rem .9rem;
margin-inline-end:.8rem;min-height:var(--touch)}
::file-selector-button:hover{background:var(--green-tint)}
fieldset{border:1px solid var(--line);border-radius:var(--round);padding:.8rem 1rem;min-width:0;
margin:0}
legend{font-weight:600;padding:0 .4rem}
.choice{display:flex;gap:.65rem;align-items:flex-start}
.choice label{padding:.35rem 0;flex:1}
fieldset .choice label{font-weight:400}
input:is([type=checkbox],[type=radio]){width:1.45rem;height:1.45rem;margin:.45rem 0 0;flex:none;
accent-color:var(--green)}
button,.primary,.secondary{font:inherit;cursor:pointer;border-radius:var(--round);
min-height:var(--touch);padding:.5rem 1.15rem}
.primary,.secondary{border:2px solid var(--green);font-weight:600;text-decoration:none}
a:is(.primary,.secondary){display:inline-flex;align-items:center;justify-content:center}
.primary{background:var(--green);color:var(--green-ink);align-self:flex-start}
.primary:hover{background:var(--ink);border-color:var(--ink);color:var(--paper)}
.secondary{background:none;color:var(--green)}
.secondary:hover{background:var(--green-tint)}
.stacked>.secondary{align-self:flex-start}
.quiet{background:none;border:0;color:var(--green);text-decoration:underline;padding:.5rem 0;
text-underline-offset:.18em;text-align:start}
.quiet:hover{text-decoration-thickness:.16em}
.choices{display:flex;flex-wrap:wrap;gap:.6rem}
summary{cursor:pointer;min-height:var(--touch);padding:.6rem 0;line-height:1.45}
summary::marker{color:var(--green)}
.hints{margin-top:var(--s4)}.hints li{padding:.25rem 0}.hints span{color:var(--soft)}
.search{display:flex;flex-wrap:wrap;gap:.25rem .75rem;align-items:end;margin:var(--s4) 0}
.search :is(label,p){flex-basis:100%;margin:0}
.search input{flex:1 1 10rem;width:auto;min-width:0;margin:0}
.filters{display:flex;flex-wrap:wrap;gap:.75rem 1rem;align-items:end;margin:var(--s4) 0}
.filters .field{max-width:100%}.filters .field:first-child{flex:1 1 100%}
.filters .field label{display:block}.filters input[type=date]{margin-top:.3rem}
.filters .choice{flex-basis:100%}
@media (max-width:30rem){.stacked>.primary,.stacked>.secondary,.filters>.primary{
align-self:stretch;width:100%}}
`
