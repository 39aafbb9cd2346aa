// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The columns of a table of parties leave room for words: one that fits a column is never cut in two.

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';
import { serveSample } from '../support/sample.mjs';

let register;
let browser;
let address;

before(async () => {
  [register, browser] = await Promise.all([serveSample(), launch()]);
  const found = await (await fetch(`${register.server.url}/api/v1/partnerships?q=${encodeURIComponent('"Micronesia Challenge"')}`)).json();
  address = `partnerships/${found.results[0].id}`;
});
after(async () => {
  await browser?.close();
  await register?.end();
});

// Chinese breaks between any two characters, as it should.
for (const language of ['en', 'fr', 'es', 'ru', 'ar'])
  test(`what a party puts in is told in whole words: ${language}`, async () => {
    const { page, context } = await open(browser, register.server);
    await page.goto(`${register.server.url}/${language}/${address}`);
    const { words, cut } = await page.evaluate(() => {
      const words = [];
      for (const cell of document.querySelectorAll('td.words')) {
        const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
        while (walker.nextNode())
          for (const { 0: word, index } of walker.currentNode.data.matchAll(/\p{L}+/gu)) {
            const range = document.createRange();
            range.setStart(walker.currentNode, index);
            range.setEnd(walker.currentNode, index + word.length);
            const lines = new Set([...range.getClientRects()].map((box) => Math.round(box.top)));
            words.push({ word, lines: lines.size });
          }
      }
      return { words: words.length, cut: words.filter(({ lines }) => lines > 1).map(({ word }) => word) };
    });
    assert.ok(words > 10, `only ${words} words were found`);
    assert.deepEqual(cut, []);
    await context.close();
  });
