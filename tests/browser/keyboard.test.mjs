// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// From the home page to a record and a comparison with nothing but the keyboard: search, filter, result, compare. Without
// JavaScript. Every stop on the way is in sight, and shows that it has the focus.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { full, languages, launch, open } from './browser.mjs';
import { serveRegister } from './register.mjs';

let browser;
let register;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
});

after(async () => {
  await browser?.close();
  await register?.end();
});

/** Presses Tab until the focus is on what the selector names; every stop on the way must be in sight, and look it. */
async function tabTo(page, selector, most = 150) {
  for (let i = 0; i < most; ++i) {
    await page.keyboard.press('Tab');
    // Chromium scrolls to what has the focus in a frame after the key: it gets half a second.
    const look = () => page.evaluate((wanted) => {
      const at = document.activeElement;
      if (!at || at === document.body) return { lost: true };
      const box = at.getBoundingClientRect();
      const inSight = box.width > 0 && box.height > 0 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
      // A box of the page's own drawing is hidden behind its label, which shows the focus in its place.
      const shown = [at, at.labels?.[0], at.parentElement].filter(Boolean).some((one) => {
        const { outlineStyle, outlineWidth, boxShadow } = getComputedStyle(one);
        return (outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1) || boxShadow !== 'none';
      });
      return { found: at.matches(wanted), inSight, shown: shown && at.matches(':focus-visible'), html: at.outerHTML.slice(0, 150) };
    }, selector);
    let stop = await look();
    for (let wait = 0; !stop.lost && !stop.inSight && wait < 20; ++wait) {
      await page.waitForTimeout(25);
      stop = await look();
    }
    if (stop.lost) continue; // the focus goes once round through the browser's own controls
    assert.ok(stop.inSight, `what has the focus is in sight: ${stop.html}`);
    assert.ok(stop.shown, `what has the focus shows it: ${stop.html}`);
    if (stop.found) return;
  }
  assert.fail(`Tab never reaches ${selector}`);
}

const words = { en: 'water', fr: 'eau', es: 'agua', ru: 'вод*', ar: 'مياه', zh: '用水' };

describe('with the keyboard alone', () => {
  for (const language of languages)
    for (const width of full || language === languages[0] ? [360, 1280] : [360])
      test(`${language}, ${width} px: search, filter, result`, async () => {
        const { page, context } = await open(browser, register.server, { width, javaScriptEnabled: false });
        await page.goto(`${register.server.url}/${language}/`);
        await tabTo(page, 'main input[type=search]');
        await page.keyboard.insertText(words[language]);
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === `/${language}/partnerships` && url.searchParams.get('q') === words[language]);
        const found = await page.locator('.hit').count();
        assert.ok(found > 0, 'something is found');

        if (width === 360) {
          await tabTo(page, '.facets > summary');
          assert.equal(await page.locator('.facets').getAttribute('open'), null, 'the filters are folded on a phone');
          await page.keyboard.press('Enter');
        }
        await tabTo(page, 'input[name=goal]');
        const goal = await page.evaluate(() => document.activeElement.value);
        await page.keyboard.press('Space');
        await tabTo(page, '.facets form button');
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.searchParams.get('goal') === goal && url.searchParams.get('q') === words[language]);
        assert.ok((await page.locator('.chips li').count()) >= 2, 'the search and the filter are shown, to be taken away');

        await tabTo(page, '.hit a');
        const href = await page.evaluate(() => document.activeElement.getAttribute('href'));
        await page.keyboard.press('Enter');
        await page.waitForURL((url) => url.pathname === href);
        assert.equal(await page.locator('h1').count(), 1);
        await page.goBack();
        assert.ok((await page.locator('.chips li').count()) >= 2, 'and back again');
        await context.close();
      });

  for (const language of full ? languages : languages.slice(0, 2))
    test(`${language}: from a partnership found to the comparison with another`, async () => {
      const { page, context } = await open(browser, register.server, { javaScriptEnabled: false });
      await page.goto(`${register.server.url}/${language}/partnerships?q=${encodeURIComponent(words[language])}`);
      await tabTo(page, '.hit a');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => /\/partnerships\/[^/]+$/.test(url.pathname));
      const one = new URL(page.url()).pathname.split('/').at(-1);
      await tabTo(page, `a[href^="/${language}/compare?id=${one}"]`);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === `/${language}/compare`);
      await tabTo(page, 'main input[type=search]');
      await page.keyboard.insertText('health');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.get('q') === 'health' && url.searchParams.get('id') === one);
      await tabTo(page, `main a[href*="id=${one}"][href*="&id="]`);
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.searchParams.getAll('id').length === 2);
      assert.equal(await page.locator('table.compare thead a').count(), 2, 'both stand side by side');
      assert.ok((await page.locator('table.compare tbody tr').count()) > 10);
      await context.close();
    });

  test('two results chosen in a list are compared', async () => {
    const { page, context } = await open(browser, register.server, { javaScriptEnabled: false });
    await page.goto(`${register.server.url}/en/partnerships?goal=6`);
    for (const n of [1, 2]) {
      await tabTo(page, `.hit:nth-of-type(${n}) input[name=id]`);
      await page.keyboard.press('Space');
    }
    await tabTo(page, 'form[action="/en/compare"] button');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/en/compare' && url.searchParams.getAll('id').length === 2);
    assert.equal(await page.locator('table.compare thead a').count(), 2);
    await context.close();
  });

  test('the language can be changed without losing the place', async () => {
    const { page, context } = await open(browser, register.server, { javaScriptEnabled: false });
    await page.goto(`${register.server.url}/en/partnerships?goal=6&sort=title`);
    await tabTo(page, '.langs a[hreflang=ar]');
    await page.keyboard.press('Enter');
    await page.waitForURL((url) => url.pathname === '/ar/partnerships' && url.searchParams.get('goal') === '6' && url.searchParams.get('sort') === 'title');
    assert.equal(await page.locator('html').getAttribute('dir'), 'rtl');
    await context.close();
  });
});
