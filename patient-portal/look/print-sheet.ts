/**
 * On paper: the words, nothing to press. Folded messages are unfolded.
 */
export const printSheet = `
@media print{@page{margin:18mm 15mm}
:root{--paper:#fff;--card:#fff;--sunk:#fff;--ink:#000;--soft:#333;--line:#999;--green:#000;
--green-tint:#fff;--amber-tint:#fff;--clay:#000;--clay-tint:#fff;--red:#000;--red-tint:#fff}
html{font-size:11pt}
.site-header .account,.sections,.emergency,.reply,.paging,.back,.skip,.development,.languages,
.space-choice,.search,.acts,.document-acts,.filtering,p:has(>a[href$="#repondre"]),
.filters,.downloads,.set-aside,form,button,iframe,.primary
{display:none!important}
main{max-width:none;padding:0}.bar{max-width:none;padding:0 0 4mm}
details::details-content{content-visibility:visible;height:auto}
.formatted{display:none}
.message,.exchange,.trace,.card{break-inside:avoid;box-shadow:none}
h1,h2,h3{break-after:avoid}
.site-footer{border-top:1px solid #999;padding:3mm 0 0;text-align:start}}
`
