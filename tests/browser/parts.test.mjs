// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whoever speaks for a party confirms, corrects and declines its part with a narrow screen: in three languages, with JavaScript and
// without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { serveRegister } from './register.mjs';
import { succeed } from '../support/register.mjs';
import { password } from '../support/accounts.mjs';

let browser;
let register;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
});

after(async () => {
  await browser?.close();
  await register?.end();
});

const words = { en: 'Two engineers for two years', ar: 'مهندسان لمدة سنتين', zh: '两名工程师，为期两年', fr: 'Deux ingénieurs pour deux ans', ru: 'Два инженера на два года', es: 'Dos ingenieros por dos años' };

describe('a party’s word on a narrow screen', { concurrency: 1 }, () => {
  for (const [number, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        // A partnership for each test, so that nobody has spoken of its parts.
        const { results } = await register.server.json('/api/v1/partnerships?limit=20');
        const { id } = results[2 * number + (scripted ? 1 : 0)];
        const state = async (part) => (await register.server.json(`/api/v1/partnerships/${id}`)).parties.find((one) => one.id === part.id);
        const [part] = (await register.server.json(`/api/v1/partnerships/${id}`)).parties;
        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `parts-${name}`) : undefined);
        const said = await succeed(['user', 'invite', `${language}-${scripted}@party.example`, '--name', 'أمينة Diallo', '--role', `representative of ${part.organisation.id}`, '--language', language, '--data', register.data]);
        await page.goto(register.server.url + said.trim().split('\n').at(-1));
        await page.fill('#password', password);
        await page.click('main button.btn');
        await page.waitForURL(at('/account'));
        await look('account');
        await page.click('main a[href*="/account/parts?organisation="]');
        await look('list');
        await page.goto(at(`/account/parts/${part.id}`));
        await look('part');
        if (await page.locator('button[value=decline]').count()) {
          await page.click('button[value=decline]');
          assert.equal(await page.locator('[role=alert]').count(), 1, 'it needs a reason');
          await look('refused');
        }
        await page.click('details.more > summary');
        await page.fill('#brings', words[language].repeat(20));
        await page.check('input[name=contributes][value=know_how]');
        await look('correcting');
        await page.click('button[value=correct]');
        await page.waitForURL(at(`/account/parts/${part.id}?done=corrected`));
        assert.equal(await page.locator('[role=status]').count(), 1);
        await look('corrected');
        assert.equal((await state(part)).state, 'confirmed');
        assert.match((await state(part)).participation.brings[language], new RegExp(words[language]));
        await page.fill('#remark', words[language]);
        await page.click('button[value=leave]');
        await page.waitForURL(at(`/account/parts/${part.id}?done=left`));
        await look('left');
        assert.equal((await state(part)).state, 'left');
        await page.goto(at(`/partnerships/${id}`));
        await look('partnership');
        assert.deepEqual(complaints.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
