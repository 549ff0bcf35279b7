import { existsSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/html.js';
import { hostileReview } from '../builders/hostile.js';
import { aDetection, aReview, aRule } from '../builders/review.js';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => existsSync(file));
if (!executablePath)
  console.warn('SKIPPED: chromium is not installed, so review.html is not tested in a browser. Install the chromium package.');

const lost = aRule({ name: 'lost', category: 'unsynced_record', severity: { base: 'medium', raise: [], lower: [] } });
const review = aReview(
  [
    aDetection(),
    aDetection({
      rule: 'core/lost',
      category: 'unsynced_record',
      subject: { source: 'shop', target: 'ledger.test', operation: 'POST /orders' },
    }),
  ],
  {
    rules: [aRule(), lost],
  },
);

describe('review.html', () => {
  const page = renderHtml(review);

  it('allows nothing but its own style and script', () => {
    expect(page).toMatch(
      /Content-Security-Policy" content="default-src 'none'; style-src 'sha256-[A-Za-z0-9+/=]{44}'; script-src 'sha256-[A-Za-z0-9+/=]{44}'; base-uri 'none'; form-action 'none'"/,
    );
    expect(page).not.toMatch(/ style="/);
  });

  it('has one heading of the first level, a language and a label for each region', () => {
    expect(page.match(/<h1/g)).toHaveLength(1);
    expect(page).toContain('<html lang="en">');
    expect(page.match(/<section [^>]*aria-labelledby=/g)).toHaveLength(13);
  });
});

describe.skipIf(!executablePath)('review.html in a browser', { timeout: 60_000 }, () => {
  let browser: Browser;
  const complaints: string[] = [];

  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  }, 60_000);
  afterAll(() => browser.close());

  async function open(html: string): Promise<Page> {
    const file = path.join(mkdtempSync(path.join(tmpdir(), 'review-')), 'review.html');
    writeFileSync(file, html);
    const page = await browser.newPage();
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('dialog', (dialog) => complaints.push(dialog.message()));
    page.on('request', (request) => request.url().startsWith('file:') || complaints.push(`asked for ${request.url()}`));
    await page.goto(pathToFileURL(file).href);
    return page;
  }

  it('filters findings by severity, category and system, and says how many are shown', async () => {
    const page = await open(renderHtml(review));
    const shown = () => page.locator('article.finding:visible h3 .id').allTextContents();
    expect(await shown()).toEqual(['F-001', 'F-002']);
    await page.getByRole('checkbox', { name: 'Medium' }).uncheck();
    expect(await shown()).toEqual(['F-001']);
    expect(await page.locator('#filter output').textContent()).toBe('1 of 2 findings');
    await page.getByRole('checkbox', { name: 'Medium' }).check();
    await page.getByRole('combobox', { name: 'System' }).selectOption('shop');
    expect(await shown()).toEqual(['F-002']);
    await page.getByRole('combobox', { name: 'System' }).selectOption('');
    await page.getByRole('combobox', { name: 'Category' }).selectOption('duplicate_write');
    expect(await shown()).toEqual(['F-001']);
    await page.locator('a[href="#finding-F-002"]').first().click();
    await expect.poll(shown).toEqual(['F-001', 'F-002']);
    expect(complaints).toEqual([]);
  });

  it('fits a phone and prints with everything unfolded', async () => {
    const page = await open(renderHtml(review));
    await page.setViewportSize({ width: 380, height: 800 });
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(380);
    await page.emulateMedia({ media: 'print' });
    await page.evaluate("dispatchEvent(new Event('beforeprint'))");
    expect(await page.locator('details:not([open])').count()).toBe(0);
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect(await page.locator('#filter').isVisible()).toBe(false);
  });

  it.each(['light', 'dark'] as const)('has enough contrast in %s', async (colorScheme) => {
    const page = await open(renderHtml(review));
    await page.emulateMedia({ colorScheme });
    expect(await page.evaluate(weakContrast)).toEqual([]);
  });

  it('runs nothing out of a log and asks for nothing', async () => {
    complaints.length = 0;
    const page = await open(renderHtml(hostileReview()));
    expect(await page.locator('img, iframe, object, link').count()).toBe(0);
    expect(await page.locator('article.finding').count()).toBe(2);
    expect(complaints).toEqual([]);
  });
});

/** Texts whose contrast with the ground is below 4.5 : 1 (WCAG 2.2, 1.4.3). Runs in the browser, hence a text. */
const weakContrast = `(() => {
  const light = (colour) => {
    const [r, g, b] = colour.match(/[\\d.]+/g).map(Number).map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const ground = (element) => {
    for (let at = element; at; at = at.parentElement) {
      const colour = getComputedStyle(at).backgroundColor;
      if (!/, 0\\)$|transparent/.test(colour)) return colour;
    }
    return 'rgb(255, 255, 255)';
  };
  const texts = [...document.querySelectorAll('main *, nav *')].filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim()) && !one.closest('svg') && one.checkVisibility());
  return texts.flatMap((one) => {
    const [a, b] = [light(getComputedStyle(one).color), light(ground(one))].sort((x, y) => y - x);
    const ratio = (a + 0.05) / (b + 0.05);
    return ratio < 4.5 ? [one.tagName + '.' + one.className + ' ' + ratio.toFixed(2)] : [];
  });
})()`;
