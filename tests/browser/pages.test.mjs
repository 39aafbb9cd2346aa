// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every kind of page at four widths: nothing too wide, nothing that axe objects to, title, language and headings right,
// nobody else asked, no complaint; and the same without JavaScript. A page is loaded once and its window resized.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { full, languages, launch, look, open, out, screenshots, violations } from './browser.mjs';
import { kindsOfPages, pageNames, serveRegister } from './register.mjs';

let browser;
let register;
let kinds;
const titles = new Map(); // by language: page name → title
const kWidths = [1280, 768, 360, 320];

before(async () => {
  fs.rmSync(out, { recursive: true, force: true });
  fs.mkdirSync(out, { recursive: true });
  [browser, register] = await Promise.all([launch(), serveRegister()]);
  kinds = new Map((await kindsOfPages(register.server)).map((kind) => [kind.name, kind]));
});

after(async () => {
  await browser?.close();
  await register?.end();
});

/** Axe takes most of the time: the first language shows the wide page in both sets of colours, the others the narrow one. */
const first = (language) => language === languages[0];
const widthsForAxe = (language) => (full ? [1280, 360] : [first(language) ? 1280 : 360]);
/** Between them they show every component and colour. */
const kInTheDark = ['home', 'list-filtered', 'partnership-rich', 'organisation', 'goal', 'country', 'map', 'compare', 'difference', 'not-found'];
/** What can be hit is large enough for a finger (WCAG 2.2, 2.5.8), which axe asks only when told to. */
const rules = (language) => ({ 'target-size': { enabled: true }, ...(full || first(language) ? {} : { 'color-contrast': { enabled: false } }) });

/** Loads a page and says what is wrong with it at first sight, at every width; gives its title. */
async function examine({ page, strays, complaints }, language, kind, widths = kWidths) {
  complaints.length = strays.length = 0;
  const address = `/${language}${kind.address}`;
  await page.setViewportSize({ width: widths[0], height: 800 });
  const answer = await page.goto(register.server.url + address, { waitUntil: 'load' });
  assert.equal(answer.status(), kind.status ?? 200, address);
  let seen;
  for (const width of widths) {
    await page.setViewportSize({ width, height: 800 });
    seen = await look(page);
    assert.ok(!seen.overflow, `at ${width} px the page is wider than the window, because of ${seen.tooWide.join(' and ') || 'something unseen'}`);
    assert.deepEqual(seen.tooWide, [], `at ${width} px nothing leaves the window sideways`);
    assert.deepEqual(seen.keys, [], 'no name of a message is shown instead of it');
  }
  assert.equal(seen.lang, language);
  assert.equal(seen.dir, language === 'ar' ? 'rtl' : 'ltr');
  assert.equal(seen.headings.length, 1, `exactly one h1: ${JSON.stringify(seen.headings)}`);
  assert.ok(seen.headings[0], 'the h1 says something');
  assert.match(seen.title, /^\S.* · Entente$/u);
  if (kind.record) {
    const [title, heading] = [seen.title, seen.headings[0]].map((text) => text.replace(/\s+/gu, ' '));
    assert.ok(title.startsWith(heading.slice(0, 30)), `the title “${title}” is the record's, “${heading.slice(0, 60)}”`);
  }
  assert.deepEqual(seen.order, [], 'the order of focus is that of the page');
  assert.deepEqual(strays, [], 'nobody else is asked');
  assert.deepEqual(complaints, [], 'the console is silent');
  return seen.title;
}

/** The first Tab reaches the skip link, which comes into view and leads to the content. */
async function followSkipLink(page) {
  await page.keyboard.press('Tab');
  const link = page.locator('a.skip');
  assert.ok(await link.evaluate((one) => one === document.activeElement), 'the first Tab reaches the skip link');
  const box = await link.boundingBox();
  assert.ok(box && box.x >= 0 && box.y >= 0 && box.width > 20 && box.height > 10, `and it is seen: ${JSON.stringify(box)}`);
  await page.keyboard.press('Enter');
  await page.waitForURL(/#main$/);
  await page.keyboard.press('Tab');
  assert.ok(
    await page.evaluate(() => document.activeElement !== document.body && document.querySelector('#main').contains(document.activeElement) || !document.querySelector('#main :is(a[href], button, input, summary)')),
    'from there the next Tab goes on within the content',
  );
}

describe('pages', { concurrency: true }, () => {
  for (const language of languages) {
    // One page is walked through in turn; concurrency is inherited unless said otherwise.
    describe(language, { concurrency: 1 }, () => {
      let scripted;
      let plain;
      before(async () => {
        [scripted, plain] = await Promise.all([open(browser, register.server), open(browser, register.server, { javaScriptEnabled: false })]);
      });
      after(() => Promise.all([scripted?.context.close(), plain?.context.close()]));

      for (const name of pageNames) {
        test(`${language} ${name}`, async () => {
          const kind = kinds.get(name);
          const title = await examine(scripted, language, kind);
          titles.set(language, (titles.get(language) ?? new Map()).set(name, title));
          if (full || first(language)) assert.equal(await examine(plain, language, kind, full ? kWidths : [320]), title, 'the same title with and without JavaScript');
          const { page } = scripted;
          for (const width of widthsForAxe(language)) {
            await page.setViewportSize({ width, height: 800 });
            if (screenshots) await page.screenshot({ path: path.join(out, `${name}-${language}-${width}.png`), fullPage: true });
            assert.deepEqual(await violations(page, rules(language)), [], `axe objects to nothing at ${width} px`);
          }
          if (first(language) && (full || kInTheDark.includes(name))) {
            await page.emulateMedia({ colorScheme: 'dark' });
            assert.deepEqual(await violations(page, {}, ['color-contrast']), [], 'nor to the dark colours');
            await page.emulateMedia({ colorScheme: 'light' });
          }
        });
      }

      test(`${language}: the skip link works, with JavaScript and without`, async () => {
        for (const name of full ? pageNames : ['home', 'list', 'partnership-rich', 'not-found'])
          for (const { page } of [plain, scripted]) {
            await page.goto(`${register.server.url}/${language}${kinds.get(name).address}`);
            await followSkipLink(page);
          }
      });
    });
  }
});

test('the titles are each page’s own, and in its language', () => {
  for (const [language, known] of titles) {
    // 'compare-one' is the page 'compare' with one partnership chosen so far.
    const pages = [...known].filter(([name]) => name !== 'compare-one');
    const all = pages.map(([, title]) => title);
    const twice = pages.filter(([, title]) => all.indexOf(title) !== all.lastIndexOf(title));
    assert.deepEqual(twice, [], `in ${language}`);
  }
  const english = titles.get('en');
  for (const [language, known] of titles)
    for (const name of ['home', 'list', 'organisations', 'about', 'not-found'])
      // French and English write “Organisations” alike.
      if (language !== 'en' && !(language === 'fr' && name === 'organisations')) assert.notEqual(known.get(name), english.get(name), `${name} in ${language}`);
});
