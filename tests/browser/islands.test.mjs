// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What the script adds: filters that apply at once, suggestions while typing, tables that sort. And what it leaves
// alone: a link that costs, a server that fails, a page that is whole without it.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { full, languages, launch, open, violations } from './browser.mjs';
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

/** Opens a page; what was complained of or asked elsewhere by the end fails the test, but for what is `expected`. */
async function at(t, address, { expected, ...options } = {}) {
  const opened = await open(browser, register.server, options);
  t.after(async () => {
    await opened.context.close();
    assert.deepEqual(opened.strays, [], 'nobody else is asked');
    assert.deepEqual(opened.complaints.filter((one) => !/ERR_ABORTED/.test(one) && !expected?.test(one)), [], 'the console is silent');
  });
  await opened.page.goto(register.server.url + address);
  await opened.page.evaluate(() => (globalThis.sameDocument = true));
  return opened;
}

/** Not the icon, which Chromium asks for when it pleases. */
const ofPage = (request) => !request.url().endsWith('/favicon.svg');
const stays = (page) => page.evaluate(() => globalThis.sameDocument === true);
/** The parts that the script swaps, as they stand. */
const partsOf = (page) =>
  page.evaluate(() => {
    const clean = (part) => {
      const copy = part.cloneNode(true);
      for (const fold of copy.querySelectorAll('details')) fold.removeAttribute('open');
      copy.removeAttribute('aria-busy');
      return copy.innerHTML.replace(/\s+/g, ' ');
    };
    return Object.fromEntries([...document.querySelectorAll('[data-part]')].map((part) => [part.dataset.part, clean(part)]));
  });
const settled = (page, wanted) => page.waitForFunction((search) => location.search === search && !document.querySelector('[aria-busy]'), wanted);

describe('filters apply at once', () => {
  for (const language of languages)
    test(`${language}: the page becomes what the server makes of its address, in place`, async (t) => {
      const { page } = await at(t, `/${language}/partnerships`);
      await page.locator('input[type=checkbox][name=goal][value="6"]').focus();
      const place = () => page.evaluate(() => Math.round(document.activeElement.getBoundingClientRect().top));
      const before = await place();
      await page.keyboard.press('Space');
      await settled(page, '?goal=6');
      assert.ok(await stays(page), 'no other document was loaded');
      assert.deepEqual(await page.evaluate(() => [document.activeElement.name, document.activeElement.value, document.activeElement.checked]), ['goal', '6', true]);
      assert.ok(Math.abs((await place()) - before) <= 2, 'what the reader looks at has not moved');
      assert.ok((await page.locator('.chips li').count()) >= 1);

      const { page: fresh, context } = await open(browser, register.server, { javaScriptEnabled: false });
      await fresh.goto(`${register.server.url}/${language}/partnerships?goal=6`);
      assert.deepEqual(await partsOf(page), await partsOf(fresh), 'the same as without JavaScript');
      assert.equal(await page.title(), await fresh.title());
      await context.close();
    });

  test('a second filter, an order, and back through both', async (t) => {
    const { page } = await at(t, '/en/partnerships?q=water');
    const count = page.locator('[data-part=count]');
    const first = await count.innerText();
    await page.locator('input[type=checkbox][name=goal][value="6"]').check();
    await settled(page, '?q=water&goal=6');
    await page.locator('#sort').selectOption('title');
    await settled(page, '?q=water&goal=6&sort=title');
    const titles = await page.locator('.hit h3 a').allInnerTexts();
    assert.deepEqual(titles, [...titles].sort(new Intl.Collator('en').compare), 'by title');
    assert.ok(await stays(page));

    await page.goBack();
    await settled(page, '?q=water&goal=6');
    await page.goBack();
    await settled(page, '?q=water');
    assert.equal(await count.innerText(), first);
    assert.equal(await page.locator('input[type=checkbox][name=goal][value="6"]').isChecked(), false, 'and the box is as it was');
    await page.goForward();
    await settled(page, '?q=water&goal=6');
    assert.equal(await page.locator('input[type=checkbox][name=goal][value="6"]').isChecked(), true);
    assert.ok(await stays(page));
  });

  test('what is found is said each time, also when it is as many as before', async (t) => {
    const { page } = await at(t, '/en/partnerships?goal=6');
    await page.evaluate(() => {
      globalThis.heard = [];
      new MutationObserver(() => globalThis.heard.push(document.querySelector('[data-part=count]').textContent)).observe(document.querySelector('[data-part=count]'), { childList: true, characterData: true, subtree: true });
    });
    assert.equal(await page.locator('[data-part=count]').getAttribute('role'), 'status');
    await page.locator('#sort').selectOption('title');
    await page.waitForFunction(() => globalThis.heard.at(-1) && globalThis.heard.length >= 2);
    assert.match(await page.evaluate(() => globalThis.heard.at(-1)), /\d+ partnerships? found/);
  });

  test('a filter taken away hands the focus on', async (t) => {
    const { page } = await at(t, '/en/partnerships?q=water&goal=6&goal=3');
    await page.locator('.chips a').nth(1).focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.querySelectorAll('.chips li').length === 3);
    assert.equal(await page.evaluate(() => document.activeElement.closest('.chips') !== null), true, 'to the next one');
    await page.locator('.chips a').first().click();
    await page.waitForFunction(() => !new URL(location.href).searchParams.has('q') && !document.querySelector('[aria-busy]'));
    assert.equal(await page.locator('#q').inputValue(), '', 'and the words are gone from the field');
    await page.locator('.chips a.bare').click();
    await settled(page, '');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.part), 'count', 'or to what is found');
    assert.ok(await stays(page));
  });

  test('on a phone the filters stay unfolded, and the button leads to the results', async (t) => {
    const { page } = await at(t, '/ar/partnerships', { width: 360 });
    await page.locator('.facets > summary').click();
    await page.locator('input[name=status]').first().check();
    await page.waitForFunction(() => location.search.startsWith('?status=') && !document.querySelector('[aria-busy]'));
    assert.notEqual(await page.locator('.facets').getAttribute('open'), null);
    await page.locator('.facets form button').click();
    await page.waitForFunction(() => Math.abs(document.querySelector('[data-part=count]').getBoundingClientRect().top) < innerHeight);
    assert.ok(await stays(page));
  });

  test('where the server does not answer, the browser goes there itself', async (t) => {
    const { page, context } = await at(t, '/en/partnerships', { expected: /status of 503/ });
    await context.route('**/partnerships?*', (route) => (route.request().resourceType() === 'fetch' ? route.fulfill({ status: 503, body: '' }) : route.fallback()));
    await page.locator('input[type=checkbox][name=goal][value="6"]').click({ noWaitAfter: true });
    await page.waitForURL('**/partnerships?goal=6');
    await page.waitForLoadState();
    assert.equal(await stays(page), false);
    assert.ok((await page.locator('.hit').count()) > 0);
  });
});

describe('suggestions while typing', () => {
  const begun = { en: 'safe wat', ar: 'ميا', zh: '用水' };
  for (const language of languages.filter((one) => begun[one]))
    test(`${language}: a combobox that leads to a record`, async (t) => {
      const { page } = await at(t, `/${language}/`);
      const asked = [];
      page.on('request', (request) => ofPage(request) && asked.push(request.url()));
      const field = page.getByRole('combobox').first();
      await field.focus();
      await page.waitForTimeout(300);
      assert.deepEqual(asked, [], 'nothing is asked before somebody types');
      await page.keyboard.insertText(begun[language]);
      await page.getByRole('option').first().waitFor();
      assert.equal(await field.getAttribute('aria-expanded'), 'true');
      assert.match(await page.locator('.search [role=status]').innerText(), /\S/);
      assert.deepEqual(await violations(page), [], 'axe objects to nothing');
      const [box, list] = [await field.boundingBox(), await page.getByRole('listbox').boundingBox()];
      assert.ok(list.y >= box.y + box.height - 1, 'the list does not cover the field');

      await page.keyboard.press('ArrowDown');
      const chosen = page.locator(`[id="${await field.getAttribute('aria-activedescendant')}"]`);
      assert.equal(await chosen.getAttribute('aria-selected'), 'true');
      await page.keyboard.press('ArrowUp');
      assert.equal(await field.getAttribute('aria-activedescendant'), null, 'up from the first is the field again');
      await page.keyboard.press('Escape');
      assert.equal(await field.getAttribute('aria-expanded'), 'false');
      assert.equal(await field.inputValue(), begun[language], 'what was typed stays');
      await page.keyboard.press('ArrowDown');
      await page.getByRole('option').first().waitFor();
      await page.keyboard.press('ArrowDown');
      const href = await chosen.getAttribute('data-href');
      await page.keyboard.press('Enter');
      await page.waitForURL((url) => url.pathname === href);
      assert.equal(await page.locator('h1').count(), 1);
    });

  test('Enter without a choice searches; a click chooses; leaving closes', async (t) => {
    const { page } = await at(t, '/en/organisations');
    await page.locator('#q').pressSequentially('foundation');
    await page.getByRole('option').first().waitFor();
    assert.deepEqual([...new Set(await page.getByRole('option').locator('.muted').allInnerTexts())], ['Organisation'], 'organisations alone on their page');
    await page.keyboard.press('Tab');
    assert.equal(await page.getByRole('listbox').count(), 0, 'hidden when the field is left');
    await page.locator('#q').focus();
    await page.keyboard.press('ArrowDown');
    await page.getByRole('option').first().click();
    await page.waitForURL('**/en/organisations/*');
    await page.goto(`${register.server.url}/en/`);
    await page.locator('#q').pressSequentially('water');
    await page.getByRole('option').first().waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/partnerships?q=water');
  });

  test('markup in what is typed stays text, and a failing server leaves a plain field', async (t) => {
    const { page, context } = await at(t, '/en/partnerships', { expected: /ERR_FAILED/ });
    await page.locator('#q').pressSequentially('"><img src=x onerror=alert(1)>');
    await page.waitForTimeout(400);
    assert.equal(await page.locator('main img').count(), 0);
    await context.route('**/suggestions?*', (route) => route.fulfill({ json: { said: '<b>1</b>', items: [{ href: '/en/about', text: '<img src=x>', lang: '"><i>', dir: '', kind: '<u>' }] } }));
    await page.locator('#q').fill('water');
    await page.getByRole('option').first().waitFor();
    assert.equal(await page.locator('.suggestions :is(img, i, u, b)').count(), 0, 'nor does an answer become markup');
    await context.route('**/suggestions?*', (route) => route.abort());
    await page.locator('#q').fill('waters');
    await page.waitForFunction(() => document.querySelector('#q').getAttribute('aria-expanded') === 'false');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/en/partnerships?q=waters');
  });
});

describe('tables sort by their columns', () => {
  for (const language of full ? languages : ['en', 'ar'])
    test(`${language}: words by the language, figures as figures, empty last, and back`, async (t) => {
      const { page } = await at(t, `/${language}/organisations?q=${language === 'ar' ? 'مثال' : 'example'}`);
      const column = (n) => page.evaluate((i) => [...document.querySelector('table[data-sort]').tBodies[0].rows].map(({ cells: { [i]: cell } }) => cell.dataset.v ?? (cell.querySelector('.absent') ? '' : cell.textContent.trim())), n);
      const press = (n) => page.locator('table[data-sort] thead th').nth(n).getByRole('button').press('Enter');
      const head = (n) => page.locator('table[data-sort] thead th').nth(n).getAttribute('aria-sort');
      const { compare } = new Intl.Collator(language, { numeric: true, sensitivity: 'base' });
      const made = await column(0);
      await press(0);
      assert.equal(await head(0), 'ascending');
      assert.deepEqual(await column(0), [...made].sort(compare));
      await press(3);
      assert.equal(await head(0), null, 'one column at a time');
      const figures = (await column(3)).map(Number);
      assert.deepEqual(figures, [...figures].sort((a, b) => a - b));
      await press(3);
      assert.equal(await head(3), 'descending');
      assert.deepEqual((await column(3)).map(Number), [...figures].sort((a, b) => b - a));
      await press(2);
      const countries = await column(2);
      const empty = countries.indexOf('');
      if (empty >= 0) assert.ok(countries.slice(empty).every((one) => one === ''), 'what is not stated comes last');
      assert.deepEqual(await violations(page, { 'color-contrast': { enabled: full } }), [], 'axe objects to nothing');
      await press(2);
      await press(2);
      assert.equal(await head(2), null);
      assert.deepEqual(await column(0), made, 'the third time all is as it was');
    });
});

describe('where data are dear', () => {
  test('Save-Data: no script, and the form works as a form', async (t) => {
    const { page } = await at(t, '/en/partnerships', { extraHTTPHeaders: { 'Save-Data': 'on' } });
    assert.equal(await page.locator('script').count(), 0);
    await page.locator('input[type=checkbox][name=goal][value="6"]').check();
    await page.waitForTimeout(300);
    assert.equal(new URL(page.url()).search, '');
    await page.locator('.facets form button').click();
    await page.waitForURL('**/partnerships?goal=6');
  });

  test('a 2G link: nothing is asked that the reader did not ask for, and tables still sort', async (t) => {
    const { page, context } = await at(t, '/en/about');
    await context.addInitScript(() => Object.defineProperty(navigator, 'connection', { value: { effectiveType: '2g' } }));
    await page.goto(`${register.server.url}/en/partnerships`);
    const asked = [];
    page.on('request', (request) => ofPage(request) && asked.push(request.url()));
    await page.locator('#q').pressSequentially('water');
    await page.locator('input[type=checkbox][name=goal][value="6"]').check();
    await page.waitForTimeout(500);
    assert.deepEqual(asked, []);
    await page.goto(`${register.server.url}/en/organisations?q=example`);
    assert.ok((await page.locator('th button').count()) > 0);
  });
});

describe('the file stays chosen', () => {
  const file = (name, text) => ({ name, mimeType: 'text/xml', buffer: Buffer.from(text) });
  const bad = '<iati-activities version="2.03">\n<iati-activity><iati-identifier>A-1</iati-identifier>\n<nothing/></iati-activity></iati-activities>';

  for (const language of languages)
    test(`${language}: the report comes into the page, can be narrowed, and says where it has the focus`, async (t) => {
      const { page } = await at(t, `/${language}/validate`, { width: 360 });
      await page.setInputFiles('#file', file('mine.xml', bad));
      await page.locator('form[data-validate] .actions .btn').click();
      await page.locator('#rep').waitFor();
      assert.ok(await stays(page));
      assert.equal(await page.evaluate(() => document.activeElement.id), 'rep');
      assert.ok(await page.locator('#s-critical').isVisible());
      assert.match(await page.title(), /\d|[٠-٩]/);
      assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), 'nothing is too wide');
      assert.deepEqual(await violations(page), [], 'axe objects to nothing');
      await page.locator('details.more:has(#severity) > summary').click();
      await page.selectOption('#severity', 'advisory');
      await page.waitForFunction(() => !document.querySelector('#s-critical') && !document.querySelector('[aria-busy]'));
      assert.equal(await page.evaluate(() => document.querySelector('#file').files[0].name), 'mine.xml');
    });

  test('the report is kept as a file, and the page stays', async (t) => {
    const { page } = await at(t, '/en/validate');
    await page.setInputFiles('#file', file('mine.xml', bad));
    const [download] = await Promise.all([page.waitForEvent('download'), page.locator('button[value=csv]').click()]);
    assert.equal(download.suggestedFilename(), 'mine-report.csv');
    assert.ok(await stays(page));
  });

  test('without JavaScript the same form gives the same report', async (t) => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${register.server.url}/en/validate`);
    await page.setInputFiles('#file', file('mine.xml', bad));
    await page.locator('.actions .btn').click();
    assert.match(await page.locator('#rep').innerText(), /to put right/);
    assert.match(await page.locator('#report .src .hl').first().innerText(), /</);
  });
});
