// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A focal point with a narrow screen finds what its government has not answered, objects, and takes it back: in three languages, with
// JavaScript and without. Every page on the way is looked at.

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

const laws = { en: 'Water Act, section 9', ar: 'قانون المياه، المادة 9', zh: '《水法》第九条', fr: 'Loi sur l’eau, article 9', ru: 'Закон о воде, статья 9', es: 'Ley de Aguas, artículo 9' };

describe('an answer of a host government on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `hosts-${name}`) : undefined);
        const said = await succeed(['user', 'invite', `ke-${language}-${scripted}@gov.example`, '--name', 'أمينة Diallo', '--role', 'focal point of KE', '--language', language, '--data', register.data]);
        await page.goto(register.server.url + said.trim().split('\n').at(-1));
        await page.fill('#password', password);
        await page.click('main button.btn');
        await page.waitForURL(at('/account'));
        await page.click('main a[href$="/desk/KE#soil"]');
        await look('desk');
        await page.click('section[aria-labelledby=soil] .rows a');
        const [, id] = /partnerships\/([0-9a-f-]{36})\/hosts\/KE$/.exec(page.url());
        const state = async () => (await register.server.json(`/api/v1/partnerships/${id}`)).hosts.find(({ country }) => country === 'KE').state;
        await look('form');
        await page.check('input[name=answer][value=objects]');
        await page.fill('#remark', laws[language].repeat(9));
        await page.click('button[value=answer]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'something is cited');
        assert.equal(await page.inputValue('#remark'), laws[language].repeat(9));
        assert.ok(await page.isChecked('input[name=answer][value=objects]'));
        await look('refused');
        await page.fill('#cited', laws[language]);
        await page.click('button[value=answer]');
        await page.waitForURL(/done=answered$/);
        await look('answered');
        assert.equal(await state(), 'objects');
        await page.goto(at(`/partnerships/${id}`));
        assert.equal(await page.locator('main .note a[href="#hosts"]').count(), 1, 'it stands below the title');
        await look('partnership');
        await page.click('main .note a[href="#hosts"]');
        await page.click(`main table a[href*="/countries/KE/published/"]`);
        await look('versions');
        await page.goto(at('/partnerships?country=KE'));
        await look('list');
        await page.goto(at('/desk/KE?soil=answered'));
        await look('desk-answered');
        await page.click('section[aria-labelledby=soil] .rows a');
        await page.click('button[value=withdraw]');
        await page.waitForURL(/done=withdrawn$/);
        assert.equal(await state(), 'silent');
        assert.deepEqual(complaints.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
