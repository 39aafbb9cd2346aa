// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// On a narrow screen somebody claims an organisation with a mistyped identifier, is asked back and accepted, brings a colleague in and
// leaves: in three languages, with JavaScript and without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { serveRegister } from './register.mjs';
import { invited, password } from '../support/accounts.mjs';

let browser;
let register;
let place;
let organisations;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
  place = ['--data', register.data];
  organisations = (await register.server.json('/api/v1/organisations?limit=20')).results.map(({ id }) => id);
});

after(async () => {
  await browser?.close();
  await register?.end();
});

/** Signs in with what a browser without our help would send. */
async function signIn(page, at, address) {
  await page.goto(at('/sign-in'));
  await page.fill('#address', address);
  await page.fill('#password', password);
  await page.click('main button.btn');
  await page.waitForURL(at('/account'));
}

describe('claims and colleagues on a narrow screen', { concurrency: 1 }, () => {
  let turn = 0;
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 180_000 }, async () => {
        const name = `${language}-${scripted}`;
        const organisation = organisations[turn++];
        const amina = `amina-${name}@health.example`;
        await invited(register.server, place, { address: amina, role: 'reviewer', withdraw: true });
        const steward = await invited(register.server, place, { address: `steward-${name}@register.example`, role: 'steward', withFactor: true });
        const { page, context, complaints } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const at = (target) => `${register.server.url}/${language}${target}`;
        const see = (what) => (scripted ? lookAt(page, language, `claim-${what}`) : undefined);

        await signIn(page, at, amina);
        await page.goto(at(`/organisations/${organisation}`));
        await page.click(`a[href$="/organisations/${organisation}/claim"]`);
        await see('form');
        await page.fill('#text', 'I am its director since May. أنا مديرتها. 我是主任。');
        await page.fill('#website', 'https://health.example/people/a-rather-long-address-that-has-to-break-somewhere-on-a-narrow-screen');
        await page.fill('#lei', '529900T8BM49AURSDO56');
        await page.click('main form button.btn');
        assert.equal(await page.locator('[role=alert] a[href="#lei"]').count(), 1, 'a wrong check digit is refused');
        assert.equal(await page.locator('#lei').inputValue(), '529900T8BM49AURSDO56');
        await see('form-refused');
        await page.fill('#lei', '529900T8BM49AURSDO55');
        await page.click('main form button.btn');
        await page.waitForURL(/\/account\/claims\//);
        await see('waits');
        const own = new URL(page.url()).pathname;
        const decided = `/en${own.slice(3).replace('/account', '')}`;
        await steward.fill(decided, { do: 'ask', text: 'Since when?' });
        await page.reload();
        await see('asked');
        await page.fill('#text', 'Since May.');
        await page.click('main button[value=answer]');
        await page.waitForURL(/\/account\/claims\//);
        assert.equal((await steward.fill(decided, { do: 'accept' })).status, 303);

        await page.goto(at('/account/roles'));
        await see('roles');
        await page.click('main a[href$="/people"]');
        await see('people');
        const juma = `juma-${name}@health.example`;
        await page.fill('#address', juma);
        await page.fill('#name', 'Juma جمعة');
        await page.selectOption('#role', 'contributor');
        await page.selectOption('#language', language);
        await page.click('main button[value=offer]');
        const link = (await page.locator('main p.code').innerText()).trim();
        await see('offer-link');
        await page.goto(at(`/organisations/${organisation}/people`));
        await see('people-offered');

        const guest = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        await guest.page.goto(link);
        if (scripted) await lookAt(guest.page, language, 'claim-offer');
        await guest.page.fill('#password', password);
        await guest.page.click('main button[value=take]');
        await guest.page.waitForURL(at('/account/roles'));
        assert.equal(await guest.page.locator(`main a[href$="/organisations/${organisation}"]`).count(), 1);
        await guest.context.close();

        await page.goto(at('/account/roles'));
        await page.click('main form.inline button');
        assert.equal(await page.locator('[role=alert] input[name=sure]').count(), 1, 'the last one is told first');
        await see('leaving');
        await page.click('[role=alert] button');
        await page.waitForURL(at('/account/roles?done=left'));
        assert.deepEqual(complaints.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});

describe('what stewards see', () => {
  for (const language of languages)
    test(language, { timeout: 120_000 }, async () => {
      const address = `looking-${language}@register.example`;
      const steward = await invited(register.server, place, { address, role: 'steward', withFactor: true });
      const claimer = await invited(register.server, place, { address: `claimer-${language}@register.example`, role: 'reviewer', withdraw: true });
      const made = await claimer.fill(`/en/organisations/${organisations[0]}/claim`, { text: 'I am its director.', website: 'https://health.example/', ror: '03yrm5c26' });
      const claim = made.headers.location.replace('/en/account', '');
      const { page, context } = await open(browser, register.server, { width: 360 });
      const secret = steward.cookies.get('entente');
      await context.addCookies([{ name: 'entente', value: secret, url: register.server.url }]);
      for (const [target, name] of [['/claims', 'list'], [claim, 'decision'], [`/merges?kept=${organisations[0]}&other=${organisations[1]}`, 'merges'], ['/countries/KE/people', 'country-people'], ['/account', 'steward-account']]) {
        await page.goto(`${register.server.url}/${language}${target}`);
        await lookAt(page, language, `claim-${name}`);
      }
      await context.close();
    });
});
