// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody is asked by a code to answer for a party's part, and does so with a narrow screen: in three languages, with JavaScript
// and without. Every page on the way is looked at.

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

describe('an invitation to a part on a narrow screen', { concurrency: 1 }, () => {
  for (const [number, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const who = `${language}-${scripted}`;
        const { results } = await register.server.json('/api/v1/partnerships?limit=20');
        const { id } = results[2 * number + (scripted ? 1 : 0)];
        const parties = async () => (await register.server.json(`/api/v1/partnerships/${id}`)).parties;
        const [own, asked] = await parties();
        const visit = () => open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const signedIn = async (role) => {
          const said = await succeed(['user', 'invite', `${role.split(' ')[0]}-${who}@party.example`, '--name', 'أمينة Diallo', '--role', role, '--language', language, '--data', register.data]);
          const seen = await visit();
          await seen.page.goto(register.server.url + said.trim().split('\n').at(-1));
          await seen.page.fill('#password', password);
          await seen.page.click('main button.btn');
          await seen.page.waitForURL(at('/account'));
          return seen;
        };
        const speaker = await signedIn(`representative of ${own.organisation.id}`);
        const look = (page, name) => (scripted ? lookAt(page, language, `invitations-${name}`) : undefined);
        await speaker.page.goto(at(`/account/parts/${own.id}`));
        await speaker.page.click('button[value=confirm]');
        await speaker.page.waitForURL(at(`/account/parts/${own.id}?done=confirmed`));
        await speaker.page.goto(at(`/partnerships/${id}/parties`));
        await speaker.page.click('main a[href$="/invitations"]');
        await look(speaker.page, 'list');
        await speaker.page.goto(at(`/partnerships/${id}/invitations/${asked.id}`));
        await look(speaker.page, 'part');
        await speaker.page.fill('#address', `party-${who}@union.example`);
        await speaker.page.fill('#name', 'Juma');
        await speaker.page.check('input[name=way][value=code]');
        await speaker.page.click('button[value=offer]');
        const code = (await speaker.page.textContent('p.code')).trim();
        assert.match(code, /^[a-z2-7]{4}(-[a-z2-7]{4}){2}$/);
        await look(speaker.page, 'code-made');
        assert.equal((await parties())[1].state, 'asked');

        const { page, complaints, context } = await visit();
        await page.goto(at('/sign-in'));
        await page.click('main a[href$="/code"]');
        if (scripted && number < 3) {
          // More of these from one network, and the right one would not be heard.
          await page.fill('#code', 'aaaa-aaaa-aaaa');
          await page.click('main button.btn');
          assert.equal(await page.locator('[role=alert]').count(), 1);
          await look(page, 'code');
        }
        await page.fill('#code', code.toUpperCase());
        await page.click('main button.btn');
        await page.waitForURL(at(`/offer/${code}`));
        await look(page, 'offer');
        await page.fill('#password', password);
        await page.click('button[value=take]');
        await page.waitForURL(at(`/account/parts/${asked.id}`));
        await look(page, 'answer');
        await page.click('button[value=confirm]');
        await page.waitForURL(at(`/account/parts/${asked.id}?done=confirmed`));
        assert.equal((await parties())[1].state, 'confirmed');
        await page.goto(at('/account/parts'));
        await look(page, 'own');
        const helper = await signedIn(`contributor of ${own.organisation.id}`);
        await helper.page.goto(at(`/account/parts/${own.id}`));
        await helper.page.click('details.more > summary');
        await helper.page.fill('#brings', 'Two engineers');
        await look(helper.page, 'preparing');
        await helper.page.click('button[value=prepare]');
        await helper.page.waitForURL(at(`/account/parts/${own.id}?done=prepared`));
        await speaker.page.goto(at(`/account/parts/${own.id}`));
        await look(speaker.page, 'prepared');
        for (const all of [complaints, speaker.complaints, helper.complaints]) assert.deepEqual(all.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
        for (const each of [context, speaker.context, helper.context]) await each.close();
      });
});
