/** The filter above the findings: severity, category, system. Hidden until the script runs. */
import { SEVERITIES } from '../../model/finding.js';
import type { Review } from '../../model/review.js';
import { count } from '../../util/numbers.js';
import { categoryWords, SEVERITY_WORDS } from '../words.js';
import { h, type Markup } from './markup.js';

/** Nothing to filter below two findings. */
export function filterHtml({ findings }: Review): Markup | null {
  if (findings.length < 2) return null;
  const severities = SEVERITIES.filter((severity) => findings.some((finding) => finding.severity === severity));
  const categories = [...new Set(findings.map(({ category }) => category))].sort();
  const systems = [...new Set(findings.flatMap(({ subject }) => [subject.source, subject.target]).filter((name) => name !== null))].sort();
  const boxes = severities.map(
    (severity) => h`<label><input type="checkbox" name="severity" value="${severity}" checked> ${SEVERITY_WORDS[severity]}</label>\n`,
  );
  return h`<form id="filter" class="filter" hidden aria-label="Filter findings">
<fieldset><legend>Severity</legend>${boxes}</fieldset>
<label>Category <select name="category"><option value="">all</option>${categories.map((name) => h`<option value="${name}">${categoryWords(name)}</option>`)}</select></label>
<label>System <select name="system"><option value="">all</option>${systems.map((name) => h`<option value="${name}">${name}</option>`)}</select></label>
<output aria-live="polite">${count(findings.length, 'finding')}</output>
</form>\n`;
}

/** Runs in the reader's browser; allowed by its hash in the content security policy. */
export const SCRIPT = `
(() => {
  const form = document.getElementById('filter');
  const findings = [...document.querySelectorAll('article.finding')];
  const apply = () => {
    const data = new FormData(form);
    const severities = data.getAll('severity');
    const category = data.get('category');
    const system = data.get('system');
    let shown = 0;
    for (const finding of findings) {
      const { severity, category: own, systems } = finding.dataset;
      const fits = severities.includes(severity) && (!category || own === category) && (!system || JSON.parse(systems).includes(system));
      finding.hidden = !fits;
      if (fits) shown += 1;
    }
    form.querySelector('output').textContent = shown === findings.length ? findings.length + ' findings' : shown + ' of ' + findings.length + ' findings';
  };
  if (form) {
    form.hidden = false;
    form.addEventListener('change', apply);
    form.addEventListener('submit', (event) => event.preventDefault());
    apply();
  }
  const reveal = () => {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (target && target.hidden && form) { form.reset(); apply(); target.scrollIntoView(); }
  };
  addEventListener('hashchange', reveal);
  let closed = [];
  addEventListener('beforeprint', () => { closed = [...document.querySelectorAll('details:not([open])')]; for (const one of closed) one.open = true; });
  addEventListener('afterprint', () => { for (const one of closed) one.open = false; });
})();
`;
