// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every kind of page, on a phone and on a screen: nothing too wide, nothing that axe objects to, title, language
// and headings right, nobody else asked, no complaint; and the same without JavaScript. Screenshots go to out/.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { full, languages, launch, look, open, out, violations } from './browser.mjs';
import { kindsOfPages, pageNames, serveRegister } from './register.mjs';

let browser;
let register;
let kinds;
const titles = new Map(); // by language: page name → title

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

/** Contrast takes axe most of its time, and colours are the same in every language: one shows them. */
const colours = (language) => full || language === languages[0];

/** Loads a page and says what is wrong with it at first sight; gives its title. */
async function examine({ page, strays, complaints }, language, kind) {
  const address = `/${language}${kind.address}`;
  const answer = await page.goto(register.server.url + address, { waitUntil: 'load' });
  assert.equal(answer.status(), kind.status ?? 200, address);
  const seen = await look(page);
  assert.equal(seen.lang, language);
  assert.equal(seen.dir, language === 'ar' ? 'rtl' : 'ltr');
  assert.equal(seen.headings.length, 1, `exactly one h1: ${JSON.stringify(seen.headings)}`);
  assert.ok(seen.headings[0], 'the h1 says something');
  assert.match(seen.title, /^\S.* · Entente$/u);
  if (kind.record) {
    const [title, heading] = [seen.title, seen.headings[0]].map((text) => text.replace(/\s+/gu, ' '));
    assert.ok(title.startsWith(heading.slice(0, 30)), `the title “${title}” is the record's, “${heading.slice(0, 60)}”`);
  }
  assert.ok(!seen.overflow, `the page is wider than the window, because of ${seen.tooWide.join(' and ') || 'something unseen'}`);
  assert.deepEqual(seen.tooWide, [], 'nothing leaves the window sideways');
  assert.deepEqual(seen.keys, [], 'no name of a message is shown instead of it');
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

describe('pages', { concurrency: 2 }, () => {
  for (const language of languages) {
    for (const width of [360, 1280]) {
      // One page is walked through in turn; concurrency is inherited unless said otherwise.
      describe(`${language}, ${width} px`, { concurrency: 1 }, () => {
        let scripted;
        let plain;
        before(async () => {
          [scripted, plain] = await Promise.all([open(browser, register.server, { width }), open(browser, register.server, { width, javaScriptEnabled: false })]);
        });
        after(() => Promise.all([scripted?.context.close(), plain?.context.close()]));

        for (const name of pageNames) {
          test(`${language} ${width} ${name}`, async () => {
            const kind = kinds.get(name);
            for (const eyes of [plain, scripted]) eyes.complaints.length = eyes.strays.length = 0;
            const title = await examine(plain, language, kind);
            assert.equal(await examine(scripted, language, kind), title, 'the same title with and without JavaScript');
            const known = titles.get(language) ?? new Map();
            titles.set(language, known.set(name, title));
            await scripted.page.screenshot({ path: path.join(out, `${name}-${language}-${width}.png`), fullPage: true });
            assert.deepEqual(await violations(scripted.page, colours(language) ? {} : { 'color-contrast': { enabled: false } }), [], 'axe objects to nothing');
            if (width === 1280 && colours(language)) {
              await scripted.page.emulateMedia({ colorScheme: 'dark' });
              assert.deepEqual(await violations(scripted.page), [], 'nor in the dark colours');
              await scripted.page.emulateMedia({ colorScheme: 'light' });
            }
          });
        }

        test(`${language} ${width}: the skip link works, with JavaScript and without`, async () => {
          for (const name of full ? pageNames : ['home', 'list', 'partnership-rich', 'not-found'])
            for (const { page } of [plain, scripted]) {
              await page.goto(`${register.server.url}/${language}${kinds.get(name).address}`);
              await followSkipLink(page);
            }
        });
      });
    }
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
      if (language !== 'en') assert.notEqual(known.get(name), english.get(name), `${name} in ${language}`);
});
