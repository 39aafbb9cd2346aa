// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody with a narrow screen becomes an administrator, sets up the second factor, signs out and in again, and invites another: in
// three languages, with JavaScript and without. Every page on the way is looked at.

import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { languages, launch, lookAt, open } from './browser.mjs';
import { serveRegister } from './register.mjs';
import { succeed } from '../support/register.mjs';
import { code, password } from '../support/accounts.mjs';

let browser;
let register;

before(async () => {
  [browser, register] = await Promise.all([launch(), serveRegister()]);
});

after(async () => {
  await browser?.close();
  await register?.end();
});

describe('accounts on a narrow screen', { concurrency: 1 }, () => {
  for (const language of languages)
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const { page, context, complaints } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const place = ['--data', register.data];
        const address = `${language}-${scripted}@register.example`;
        const said = await succeed(['user', 'invite', address, '--name', 'أمينة Diallo', '--role', 'administrator', '--language', language, ...place]);
        const at = (target) => `${register.server.url}/${language}${target}`;
        const look = (name) => (scripted ? lookAt(page, language, `account-${name}`) : undefined);

        await page.goto(register.server.url + said.trim().split('\n').at(-1));
        await look('link');
        await page.fill('#password', 'password1234');
        await page.click('main button.btn');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'a common password is refused');
        await look('link-refused');
        await page.fill('#password', password);
        await page.click('main button.btn');
        await page.waitForURL(at('/account'));
        await look('account-needs-factor');

        await page.goto(at('/account/second-factor'));
        await look('second-factor');
        const secret = await page.locator('input[name=secret]').inputValue();
        await page.fill('#code', code(secret));
        await page.fill('#password', password);
        await page.click('main button.btn');
        const codes = await page.locator('main ul.code li').allInnerTexts();
        assert.equal(codes.length, 10);
        await look('recovery-codes');

        await page.goto(at('/account'));
        await look('account');
        await page.click(`form[action="/${language}/sign-out"] button`);
        await page.waitForURL(at('/sign-in'));
        await page.fill('#address', address);
        await page.fill('#password', password);
        await page.click('main button.btn');
        await page.waitForURL(at('/sign-in/code'));
        await look('code');
        await page.fill('#code', codes[0]);
        await page.click('main button.btn');
        await page.waitForURL(at('/account'));

        // From the link that every page has, one comes back to that page.
        await page.click(`form[action="/${language}/sign-out"] button`);
        await page.goto(at('/partnerships?country=KE'));
        await page.click(`footer a[href="/${language}/sign-in"]`);
        await page.fill('#address', address);
        await page.fill('#password', password);
        await page.click('main button.btn');
        await page.fill('#code', codes[1]);
        await page.click('main button.btn');
        await page.waitForURL(at('/partnerships?country=KE'));

        await page.goto(at('/account/tokens'));
        await look('tokens');
        await page.fill('#name', 'برنامج nightly');
        await page.fill('#present', password);
        await page.click('form button.btn');
        assert.match(await page.locator('main p.code').innerText(), /^entente_[\w-]{43}$/);
        await look('token');
        await page.click('main a.btn');
        await look('tokens-one');

        await page.goto(at('/account/events'));
        await look('own-events');
        await page.goto(at('/events'));
        await look('events');
        await page.goto(at('/accounts'));
        await look('accounts');
        await page.fill('#address', `guest-of-${address}`);
        await page.fill('#name', 'Wanjiru Kamau');
        await page.selectOption('#role', 'focal point');
        await page.fill('#place', 'KE');
        await page.click('form[action$="/accounts"] button.btn');
        assert.match(await page.locator('main p.code').innerText(), /\/link\/[\w-]{43}$/);
        await look('link-to-hand-over');
        await page.click('main a[href*="/accounts/"]');
        await look('one-account');
        assert.deepEqual(complaints.filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
