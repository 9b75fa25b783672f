/**
 * Paper and ink, one deep green for what can be done, one clay for news, light and dark. Words
 * reach 7:1 on every ground they stand on (WCAG 2.2 §1.4.6), fields and marks 3:1 (§1.4.11).
 */
export const paletteSheet = `
:root{color-scheme:light dark;
--plain:Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif;
--letter:Charter,"Bitstream Charter","Sitka Text",Cambria,Georgia,serif;
--s1:.25rem;--s2:.5rem;--s3:.75rem;--s4:1rem;--s5:1.5rem;--s6:2.25rem;--s7:3.25rem;
--t-tiny:.78rem;--t-small:.9rem;--t-big:1.12rem;--t-bigger:1.3rem;--t-title:1.75rem;
--round:10px;--rounder:14px;--touch:2.75rem;--width:46rem;
--paper:#faf6ef;--card:#fffdf9;--sunk:#f3ece0;--ink:#231f1a;--soft:#554c42;--line:#e0d7c8;
--field:#857867;--green:#124f48;--green-ink:#fffdf9;--green-tint:#e7f0ec;
--clay:#84330f;--clay-tint:#fbeadf;--red:#931920;--red-tint:#fbe9e7;
--amber-tint:#fbf0d4;--amber-line:#a0730f;--shade:0 1px 2px rgb(35 31 26/.06)}
@media (prefers-color-scheme:dark){:root{
--paper:#191714;--card:#23201c;--sunk:#2c2823;--ink:#f2ebe1;--soft:#c8bdaf;--line:#443d35;
--field:#968b7b;--green:#96d5c9;--green-ink:#0f211d;--green-tint:#1f332f;
--clay:#f4b28c;--clay-tint:#3b281d;--red:#ffb8b2;--red-tint:#412321;
--amber-tint:#352e18;--amber-line:#c79f3f;--shade:none}}
`
