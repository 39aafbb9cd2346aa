// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A reader with a narrow screen has the browser check a receipt. One in which anything was changed is refused, at the step where
// it is found out; what cannot be checked is said to be unchecked.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { serveRegister } from './register.mjs';

let browser;
let register;
let receipt;
let proof;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
  const [first, second] = (await register.server.json('/api/v1/partnerships?limit=2')).results;
  receipt = { id: first.id, page: `/log/receipts/${first.id}/1`, file: `/log/proof/${first.id}/1` };
  const fetched = await register.server.request(receipt.file);
  assert.equal(fetched.status, 200);
  proof = { whole: fetched.body, other: (await register.server.request(`/log/proof/${second.id}/1`)).body };
});

after(async () => {
  await browser?.close();
  await register?.end();
});

/** Opens the page of the receipt; the register gives `file` for it, or what it has. */
async function at(t, language, { file, expected, ...options } = {}) {
  const opened = await open(browser, register.server, { width: 360, ...options });
  t.after(async () => {
    await opened.context.close();
    assert.deepEqual(opened.strays, [], 'nobody else is asked');
    assert.deepEqual(opened.complaints.filter((one) => !expected?.test(one)), [], 'the console is silent');
  });
  if (file) await opened.context.route(`**${receipt.file}`, (route) => route.fulfill({ contentType: 'text/plain; charset=utf-8', ...(typeof file === 'string' ? { body: file } : file) }));
  await opened.page.goto(`${register.server.url}/${language}${receipt.page}`);
  return opened.page;
}

const section = (page) => page.locator('[data-receipt]');

/** Presses the button: what came of each step, and of all of it. */
async function check(page) {
  await page.locator('[data-receipt] button').click();
  await page.waitForFunction(() => document.querySelector('#verdict').textContent !== '');
  return {
    verdict: await section(page).getAttribute('data-verdict'),
    steps: await page.locator('[data-step]').evaluateAll((all) => all.map((one) => one.dataset.outcome ?? '')),
  };
}

const all = { verdict: 'all', steps: ['holds', 'holds', 'holds', 'holds'] };
const refused = (...steps) => ({ verdict: 'refused', steps });

describe('a receipt on a narrow screen', () => {
  for (const language of languages) {
    test(`${language}: holds, step by step, in words`, async (t) => {
      const page = await at(t, language);
      assert.ok(await section(page).isVisible());
      assert.deepEqual(await check(page), all);
      const words = await section(page).evaluate(({ dataset }) => ({ ...dataset }));
      assert.equal(await page.locator('#verdict').innerText(), words.all);
      assert.deepEqual(await page.locator('[data-step] b').allInnerTexts(), Array(4).fill(words.holds));
      const [leaf, root, key] = await page.locator('[data-step] .code').allInnerTexts();
      assert.match(leaf, /^\S{43}=$/);
      assert.ok(proof.whole.includes(`\n${root}\n`), 'the root is the one in the checkpoint');
      assert.ok((await page.locator('#trusted').inputValue()).startsWith(`${key}+`));
      await lookAt(page, language, 'receipt-checked');
      assert.deepEqual(await check(page), all, 'and once more');
      assert.equal(await page.locator('[data-step] b').count(), 4, 'nothing is said twice');
    });

    test(`${language}: that was tampered with is refused`, async (t) => {
      const entry = JSON.parse(Buffer.from(proof.whole.match(/^extra (.*)$/m)[1], 'base64'));
      const changed = Buffer.from(JSON.stringify({ ...entry, version: 2 })).toString('base64');
      const page = await at(t, language, { file: proof.whole.replace(/^extra .*$/m, `extra ${changed}`) });
      assert.deepEqual(await check(page), refused('holds', 'fails', 'skipped', 'skipped'));
      const words = await section(page).evaluate(({ dataset }) => ({ ...dataset }));
      assert.equal(await page.locator('#verdict').innerText(), words.refused);
      assert.deepEqual(await page.locator('[data-step] b').allInnerTexts(), [words.holds, words.fails, words.skipped, words.skipped]);
      await lookAt(page, language, 'receipt-refused');
    });

    test(`${language}: without JavaScript the page is as it was, and names the other tools`, async (t) => {
      const page = await at(t, language, { javaScriptEnabled: false });
      assert.equal(await section(page).isVisible(), false);
      assert.ok(await page.locator('main pre', { hasText: 'entente log verify' }).isVisible());
    });
  }

  const turned = (base64) => (base64[0] === 'A' ? 'B' : 'A') + base64.slice(1);
  const tampered = {
    'another form': [() => proof.whole.replace('@v1', '@v2'), refused('fails', 'skipped', 'skipped', 'skipped')],
    'the receipt of another record': [() => proof.other, refused('holds', 'fails', 'skipped', 'skipped')],
    'another place': [() => proof.whole.replace(/^index (\d+)$/m, (_, index) => `index ${Number(index) ^ 1}`), refused('holds', 'holds', 'fails', 'skipped')],
    'another hash on the way': [() => proof.whole.replace(/^(index .*\n)(.*)$/m, (_, index, hash) => index + turned(hash)), refused('holds', 'holds', 'fails', 'skipped')],
    'another root': [() => proof.whole.replace(/(\n\n.*\n\d+\n)(.*)/, (_, lines, root) => lines + turned(root)), refused('holds', 'holds', 'fails', 'skipped')],
    'another line below the root': [() => proof.whole.replace(/\n\n— /, '\nmore\n\n— '), refused('holds', 'holds', 'holds', 'fails')],
    'another signature': [() => proof.whole.replace(/^(— \S+ \S{8})(.*)$/m, (_, key, signed) => key + turned(signed)), refused('holds', 'holds', 'holds', 'fails')],
  };
  for (const [what, [make, wanted]] of Object.entries(tampered))
    test(`with ${what} is refused where that is found out`, async (t) => {
      const file = make();
      assert.notEqual(file, proof.whole);
      assert.deepEqual(await check(await at(t, 'en', { file })), wanted);
    });

  test('whose entry was changed in the page as well is refused by its hash', async (t) => {
    const entry = Buffer.from(proof.whole.match(/^extra (.*)$/m)[1], 'base64').toString();
    const changed = entry.replace(/"hash":"(.)/, (_, digit) => `"hash":"${digit === '0' ? '1' : '0'}`);
    assert.notEqual(changed, entry);
    const page = await at(t, 'en', { file: proof.whole.replace(/^extra .*$/m, `extra ${Buffer.from(changed).toString('base64')}`) });
    await page.locator('[data-entry]').evaluate((shown, text) => (shown.textContent = text), changed);
    assert.deepEqual(await check(page), refused('holds', 'holds', 'fails', 'skipped'));
  });

  test('is checked with the keys that the reader has', async (t) => {
    const page = await at(t, 'en');
    const field = page.locator('#trusted');
    const own = await field.inputValue();
    await field.fill(`# from a book\n${own}\n`);
    assert.deepEqual(await check(page), all);
    await field.fill('log.example/register+1dd19920+AfAKI5XuDf8ahf2ZJ3lrLxYLVZs7SJ+lNN59tFPWc8XK');
    assert.deepEqual(await check(page), refused('holds', 'holds', 'holds', 'fails'));
    for (const wrong of ['', 'key', own.replace('+', '+0')]) {
      await field.fill(wrong);
      assert.deepEqual(await check(page), { verdict: 'badKey', steps: ['', '', '', ''] }, wrong);
      assert.equal(await field.getAttribute('aria-invalid'), 'true');
      assert.equal(await page.evaluate(() => document.activeElement.id), 'trusted');
    }
    await field.fill(own);
    assert.deepEqual(await check(page), all);
    assert.equal(await field.getAttribute('aria-invalid'), null);
  });

  test('says what a browser without Ed25519 leaves unchecked', async (t) => {
    const page = await at(t, 'en');
    await page.evaluate(() => {
      const known = crypto.subtle.importKey.bind(crypto.subtle);
      crypto.subtle.importKey = (format, key, algorithm, ...rest) => (algorithm === 'Ed25519' ? Promise.reject(new DOMException('Algorithm: Unrecognized name', 'NotSupportedError')) : known(format, key, algorithm, ...rest));
    });
    assert.deepEqual(await check(page), { verdict: 'unsigned', steps: ['holds', 'holds', 'holds', 'skipped'] });
    assert.match(await page.locator('#verdict').innerText(), /cannot check Ed25519/);
  });

  test('that cannot be fetched is no receipt that fails', async (t) => {
    const page = await at(t, 'en', { file: { status: 503, body: '' }, expected: /status of 503|ERR_ABORTED/ });
    assert.deepEqual(await check(page), { verdict: 'unread', steps: ['', '', '', ''] });
  });

  test('is not offered to be checked where the browser gives no cryptography', async (t) => {
    const opened = await open(browser, register.server, { width: 360 });
    t.after(() => opened.context.close());
    await opened.context.addInitScript(() => Object.defineProperty(Crypto.prototype, 'subtle', { get: () => undefined }));
    await opened.page.goto(`${register.server.url}/en${receipt.page}`);
    await opened.page.waitForLoadState('load');
    assert.equal(await section(opened.page).isVisible(), false);
    assert.deepEqual(opened.complaints, []);
  });
});
