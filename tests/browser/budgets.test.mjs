// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What a reader of the sample register pays for, in bytes as they are sent (gzip): every record's page, every kind of page
// with all that it loads, the script and the style sheet.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { full, languages, launch } from './browser.mjs';
import { serveSample } from '../support/sample.mjs';

const kKilobyte = 1000;
const kBudgets = { page: 30 * kKilobyte, script: 25 * kKilobyte, style: 10 * kKilobyte, total: 100 * kKilobyte };

let browser;
let sample;

before(async () => {
  [browser, sample] = await Promise.all([launch(), serveSample()]);
});

after(async () => {
  await browser?.close();
  await sample?.end();
});

const fetch = (target) => sample.server.request(target, { headers: { 'Accept-Encoding': 'gzip' } });

async function idsOf(kind) {
  const ids = [];
  for (let cursor = ''; cursor !== undefined; ) {
    const answer = await sample.server.json(`/api/v1/${kind}?limit=100${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
    ids.push(...answer.results.map(({ id }) => id));
    cursor = answer.next || undefined;
  }
  return ids;
}

test('the page of every record is light, in every language that is read here', { timeout: 120_000 }, async () => {
  const heavy = [];
  let largest = 0;
  for (const kind of ['partnerships', 'organisations']) {
    const ids = await idsOf(kind);
    assert.ok(ids.length > 50, `${ids.length} ${kind} are there to be weighed`);
    for (const [i, id] of ids.entries()) {
      const target = `/${languages[i % languages.length]}/${kind}/${id}`;
      const answer = await fetch(target);
      assert.equal(answer.status, 200, target);
      assert.equal(answer.headers['content-encoding'], 'gzip', target);
      largest = Math.max(largest, answer.size);
      if (answer.size > kBudgets.page) heavy.push(`${target}: ${answer.size}`);
    }
  }
  assert.deepEqual(heavy, [], `heavier than ${kBudgets.page} bytes`);
  assert.ok(largest > kKilobyte, 'something was weighed');
});

test('script and style sheet', async () => {
  const { body } = await fetch('/en/');
  for (const [what, pattern] of [['script', /<script[^>]* src="([^"]+)"/], ['style', /<link rel="stylesheet" href="([^"]+)"/]]) {
    const [, address] = body.match(pattern);
    const { status, size } = await fetch(address);
    assert.equal(status, 200);
    assert.ok(size > 0 && size <= kBudgets[what], `${address} takes ${size} bytes, the budget is ${kBudgets[what]}`);
  }
});

test('every kind of page with all that it loads', async (t) => {
  const [first, second, third, fourth] = await idsOf('partnerships');
  const [organisation] = await idsOf('organisations');
  const pages = ['/', '/partnerships', '/partnerships?goal=3&q=health', `/partnerships/${first}`, `/partnerships/${first}/revisions`, '/organisations', `/organisations/${organisation}`, '/goals', '/goals/3', '/countries', '/countries/KE', '/fields', '/fields/health', '/map', `/compare?id=${first}&id=${second}&id=${third}&id=${fourth}`, '/named?q=united', '/about', `/embed/partnerships/${first}`, '/embed/partnerships', '/nothing-here'];
  for (const language of languages)
    await t.test(language, async () => {
      for (const address of pages) {
        const { size } = await fetch(`/${language}${address}`);
        assert.ok(size > 0 && size <= kBudgets.page, `/${language}${address}: the page takes ${size} bytes`);
      }
    });
  // What a page loads besides is the same in every language.
  for (const language of full ? languages : languages.slice(0, 1))
    await t.test(`${language}, in the browser`, async () => {
      for (const address of pages) {
        const context = await browser.newContext(); // nothing is kept from the page before
        const page = await context.newPage();
        const session = await context.newCDPSession(page);
        await session.send('Network.enable');
        const kinds = new Map();
        const sizes = {};
        session.on('Network.responseReceived', ({ requestId, type }) => kinds.set(requestId, type));
        session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => (sizes[kinds.get(requestId)] = (sizes[kinds.get(requestId)] ?? 0) + encodedDataLength));
        await page.goto(`${sample.server.url}/${language}${address}`, { waitUntil: 'load' });
        await context.close();
        const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
        assert.ok(sizes.Document > 0 && sizes.Document <= kBudgets.page, `/${language}${address}: the page takes ${sizes.Document} bytes`);
        assert.ok(sizes.Stylesheet > 0, `/${language}${address} has a style sheet`);
        assert.ok(total <= kBudgets.total, `/${language}${address}: ${total} bytes in all: ${JSON.stringify(sizes)}`);
      }
    });
});
