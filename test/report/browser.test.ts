/** review.html in a real browser: it asks for nothing, its filters work, and nothing is out of reach. Needs chromium. */
import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderHtml } from '../../src/report/html/html.js';
import { hostileReview } from '../builders/hostile.js';

const CHROMIUM = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) => fs.existsSync(file));
const AXE = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
if (!CHROMIUM) console.warn('chromium is not installed: review.html is not tried in a browser. On Debian: apt-get install chromium');

interface Axe {
  readonly axe: { run(): Promise<{ violations: { id: string; impact: string; nodes: { html: string }[] }[] }> };
}

describe.skipIf(!CHROMIUM)('review.html in a browser', { timeout: 60_000 }, () => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'caseharden-browser-'));
  const hostile = path.join(folder, 'hostile.html');
  const sample = path.resolve('reports/nightly-inventory/review.html');
  let browser: Browser;
  beforeAll(async () => {
    fs.writeFileSync(hostile, renderHtml(hostileReview()));
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    fs.rmSync(folder, { recursive: true, force: true });
  });

  /** The page, and what it said or asked for besides itself. */
  async function open(file: string, options: Parameters<Browser['newPage']>[0] = {}): Promise<{ page: Page; noise: string[] }> {
    const page = await browser.newPage(options);
    const noise: string[] = [];
    const url = pathToFileURL(file).href;
    page.on('console', (message) => noise.push(message.text()));
    page.on('pageerror', (error) => noise.push(error.message));
    page.on('dialog', (dialog) => noise.push(dialog.message()));
    page.on('request', (request) => void (request.url() === url || noise.push(request.url())));
    await page.goto(url);
    return { page, noise };
  }

  it.each([
    ['of a sample', sample],
    ['full of hostile text', hostile],
  ])('%s: no console message, no request, no dialog, and nothing wider than the page', async (_, file) => {
    for (const width of [1400, 700, 360]) {
      const { page, noise } = await open(file, { viewport: { width, height: 900 } });
      expect(noise).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth - document.documentElement.clientWidth')).toBeLessThanOrEqual(0);
      await page.close();
    }
  });

  it.each(['light', 'dark'] as const)('accessibility checks find nothing serious, %s', async (colorScheme) => {
    const { page } = await open(sample, { colorScheme, bypassCSP: true });
    await page.addScriptTag({ content: AXE });
    const { violations } = await page.evaluate(() => (globalThis as unknown as Axe).axe.run());
    const serious = violations.filter(({ impact }) => impact === 'serious' || impact === 'critical');
    expect(serious.map(({ id, nodes }) => `${id}: ${nodes[0]?.html.slice(0, 160)}`)).toEqual([]);
    await page.close();
  });

  it('filters by severity with the mouse, and by category and system with the keyboard', async () => {
    const { page } = await open(sample);
    const shown = () => page.locator('article.finding:visible').count();
    const all = await shown();
    const high = await page.locator('article.finding[data-severity="high"]').count();
    expect(all).toBeGreaterThan(2);
    await page.getByLabel('High', { exact: true }).click();
    expect(await shown()).toBe(all - high);
    expect(await page.locator('#filter output').textContent()).toBe(`${all - high} of ${all} findings`);
    await page.getByLabel('High', { exact: true }).press('Space');
    expect(await shown()).toBe(all);
    await page.getByLabel('Category').focus();
    await page.keyboard.press('ArrowDown');
    const category = await page.getByLabel('Category').inputValue();
    expect(category).not.toBe('');
    expect(await shown()).toBe(await page.locator(`article.finding[data-category="${category}"]`).count());
    await page.close();
  });

  it('a link to a finding that is filtered away shows it again', async () => {
    const { page } = await open(sample);
    await page.getByLabel('High', { exact: true }).click();
    const first = page.locator('article.finding[data-severity="high"]').first();
    const id = await first.getAttribute('id');
    await page.evaluate(`location.hash = ${JSON.stringify(id)}`);
    await first.waitFor({ state: 'visible', timeout: 5_000 });
    await page.close();
  });

  it('evidence opens in place by keyboard, and all of it on paper', async () => {
    const { page } = await open(sample);
    const summary = page.locator('article.finding summary', { hasText: 'Evidence' }).first();
    const line = page.locator('article.finding details pre').first();
    expect(await line.isVisible()).toBe(false);
    await summary.focus();
    await page.keyboard.press('Enter');
    expect(await line.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'print' });
    expect(await page.locator('nav').isVisible()).toBe(false);
    expect((await page.pdf()).length).toBeGreaterThan(10_000);
    await page.close();
  });

  it.each(['light', 'dark'] as const)('drawings have a size and ink that differs from the page, %s', async (colorScheme) => {
    const { page } = await open(sample, { colorScheme });
    const charts = page.locator('figure.chart svg');
    expect(await charts.count()).toBeGreaterThan(1);
    for (const box of await charts.evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height)))
      expect(box).toBeGreaterThan(80);
    const ink = await page.evaluate("getComputedStyle(document.querySelector('figure.chart svg text')).fill");
    const paper = await page.evaluate('getComputedStyle(document.body).backgroundColor');
    expect(ink).not.toBe(paper);
    await page.close();
  });
});
