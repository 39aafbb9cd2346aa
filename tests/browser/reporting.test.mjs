// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whoever speaks for a party reports with a narrow screen, a reviewer publishes it: in three languages, with JavaScript and without.
// Every page on the way is looked at.

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

const words = { en: 'Twelve wells were dug in two districts', ar: 'حُفرت اثنتا عشرة بئرا في مقاطعتين', zh: '在两个区打了十二口井', fr: 'Douze puits creusés dans deux districts', ru: 'Двенадцать колодцев в двух районах', es: 'Doce pozos en dos distritos' };

describe('a report on a narrow screen', { concurrency: 1 }, () => {
  for (const [number, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { results } = await register.server.json('/api/v1/partnerships?limit=20');
        const { id } = results[2 * number + (scripted ? 1 : 0)];
        const record = () => register.server.json(`/api/v1/partnerships/${id}`);
        const [part] = (await record()).parties;
        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `reporting-${name}`) : undefined);
        const enter = async (address, role) => {
          const said = await succeed(['user', 'invite', address, '--name', 'أمينة Diallo', '--role', role, '--language', language, '--data', register.data]);
          await page.goto(register.server.url + said.trim().split('\n').at(-1));
          await page.fill('#password', password);
          await page.click('main button.btn');
          await page.waitForURL(at('/account'));
        };
        await enter(`report-${language}-${scripted}@party.example`, `representative of ${part.organisation.id}`);
        if (part.state !== 'confirmed') {
          await page.goto(at(`/account/parts/${part.id}/report`));
          await look('not-confirmed');
          await page.goto(at(`/account/parts/${part.id}`));
          await page.click('button[value=confirm]');
          await page.waitForURL(at(`/account/parts/${part.id}?done=confirmed`));
        }
        await page.goto(at('/account'));
        await page.click('main a[href$="/account/reports"]');
        await look('places');
        await page.goto(at(`/account/parts/${part.id}/report`));
        await page.fill('#start', 'yesterday');
        await page.click('button[value=check]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'that is no period');
        await look('refused');
        await page.fill('#start', '2025');
        await page.fill('#delivered', words[language].repeat(8));
        await page.fill('#lessons', words[language]);
        await look('form');
        await page.click('button[value=check]');
        await page.waitForURL(at(`/account/parts/${part.id}/report?check=1`));
        await look('check');
        await page.click('button[value=hand_in]');
        await page.waitForURL(at('/account/reports?done=handed_in'));
        assert.equal(await page.locator('[role=status]').count(), 1);
        await page.goto(at(`/account/parts/${part.id}/calendar`));
        await look('calendar');
        await page.selectOption('#months', '6');
        await page.click('button[value=rhythm]');
        await page.waitForURL(at(`/account/parts/${part.id}/calendar?done=rhythm`));

        await context.clearCookies();
        await enter(`review-${language}-${scripted}@register.example`, 'reviewer');
        await page.goto(at('/reporting'));
        await look('reviews');
        await page.click('main ul.rows a');
        await look('review');
        await page.click('button[value=publish]');
        await page.waitForURL(at('/reporting?done=published'));
        const { reports } = await record();
        assert.match(reports[0].report.delivered[language], new RegExp(words[language]));
        await page.goto(at(`/reports/${reports[0].id}`));
        await look('report');
        await page.goto(at('/reports'));
        await look('reports');
        await page.goto(at(`/partnerships/${id}`));
        await look('partnership');

        await context.clearCookies();
        await enter(`again-${language}-${scripted}@party.example`, `representative of ${part.organisation.id}`);
        await page.goto(at(`/account/reports/${reports[0].id}`));
        await look('manage');
        await page.click('button[value=correct]');
        await page.waitForURL(at(`/account/parts/${part.id}/report`));
        await look('correction');
        await page.click('button[value=check]');
        await page.click('button[value=hand_in]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'a correction says why');
        await page.goto(at(`/account/parts/${part.id}/report`));
        await page.fill('#reason', words[language]);
        await page.click('button[value=check]');
        await page.click('button[value=hand_in]');
        await page.waitForURL(at('/account/reports?done=handed_in'));
        await page.goto(at(`/account/reports/${reports[0].id}`));
        await page.fill('#reason', words[language]);
        await page.click('button[value=withdraw]');
        await page.waitForURL(at(`/reports/${reports[0].id}`));
        await look('withdrawn');
        assert.deepEqual(complaints.filter((one) => !/status of 4(22|10)|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
