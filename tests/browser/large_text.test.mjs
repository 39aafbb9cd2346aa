// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Who reads with text at twice its size on a phone scrolls down only (WCAG 2.2, 1.4.4 and 1.4.10).

import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';

import { launch, open } from './browser.mjs';
import { serveSample } from '../support/sample.mjs';

let register;
let browser;
let pages;

before(async () => {
  [register, browser] = await Promise.all([serveSample(), launch()]);
  const first = async (kind) => (await (await fetch(`${register.server.url}/api/v1/${kind}?limit=1`)).json()).results[0].id;
  pages = ['', 'partnerships', `partnerships/${await first('partnerships')}`, `organisations/${await first('organisations')}`, 'goals', 'countries', 'countries/KE', 'map',
    'validate', 'about'];
});
after(async () => {
  await browser?.close();
  await register?.end();
});

for (const language of ['en', 'fr', 'es', 'ru', 'ar', 'zh'])
  test(`text at twice its size makes no page wider than a phone: ${language}`, async () => {
    const { page, context } = await open(browser, register.server, { width: 360, height: 740 });
    const wide = [];
    for (const path of pages) {
      await page.goto(`${register.server.url}/${language}/${path}`.replace(/\/$/, ''));
      await page.evaluate(() => { document.documentElement.style.setProperty('font-size', '200%'); });
      const width = await page.evaluate(() => document.documentElement.scrollWidth);
      if (width > 360) wide.push(`${path || 'home'}: ${width}`);
    }
    assert.deepEqual(wide, []);
    await context.close();
  });
