// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whoever speaks for a party that leads says on a narrow screen what it seeks and gains, and how the partnership is governed: in three
// languages, with JavaScript and without. Every page on the way is looked at.

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

const words = { en: 'The ministry takes the wells over when the last payment is made', ar: 'تتسلم الوزارة الآبار عند سداد الدفعة الأخيرة', zh: '最后一笔款项支付后，由该部接管水井', fr: 'Le ministère reprend les puits au dernier versement', ru: 'Министерство принимает колодцы после последнего платежа', es: 'El ministerio asume los pozos con el último pago' };
const shares = { en: '12.5', ar: '١٢٫٥', zh: '12.5', fr: '12,5', ru: '12,5', es: '12,5' };
const shown = { ...shares, ar: '12.5' }; // in the digits that pages write


describe('what a party says of itself, and how a partnership is governed, on a narrow screen', { concurrency: 1 }, () => {
  for (const [number, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { results } = await register.server.json('/api/v1/partnerships?limit=20');
        const { id } = results[2 * number + (scripted ? 1 : 0)];
        const record = () => register.server.json(`/api/v1/partnerships/${id}`);
        const [part] = (await record()).parties;
        const { page, complaints, context } = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
        const look = (name) => (scripted ? lookAt(page, language, `governance-${name}`) : undefined);
        const said = await succeed(['user', 'invite', `governs-${language}-${scripted}@party.example`, '--name', 'أمينة Diallo', '--role', `representative of ${part.organisation.id}`, '--language', language, '--data', register.data]);
        await page.goto(register.server.url + said.trim().split('\n').at(-1));
        await page.fill('#password', password);
        await page.click('main button.btn');
        await page.waitForURL(at('/account'));
        await page.goto(at(`/partnerships/${id}/governance`));
        await look('none');
        await page.goto(at(`/account/parts/${part.id}/statement`));
        assert.equal(await page.locator('#selection').count(), part.state === 'confirmed' ? 1 : 0, 'only once the part is confirmed');
        await look('unconfirmed');
        await page.goto(at(`/account/parts/${part.id}`));
        await page.click('details.more summary');
        await page.selectOption('#role', 'lead');
        await page.click('button[value=correct]');
        await page.waitForURL(at(`/account/parts/${part.id}?done=corrected`));
        await look('part');
        await page.click('main a[href$="/statement"]');
        await page.fill('#goals', '6 13.1');
        await page.selectOption('#selection', 'open_call');
        await page.fill('#benefit', '101');
        await page.selectOption('#exclusive', 'no');
        await page.fill('#ties', words[language].repeat(3));
        await page.fill('#women_senior', '12');
        await page.fill('#men_senior', '0');
        await page.fill('#complaints_url', `https://party.example/${'complaints'.repeat(12)}`);
        await look('statement');
        await page.click('main form.prose button.btn');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'no share is more than all');
        await look('refused');
        await page.fill('#benefit', shares[language]);
        await page.click('main form.prose button.btn');
        await page.waitForURL(at(`/account/parts/${part.id}/statement?done=published`));
        assert.equal(await page.locator('[role=status]').count(), 1);
        assert.equal(await page.inputValue('#benefit'), shown[language]);

        await page.goto(at(`/account/parts/${part.id}/governance`));
        await page.fill(`[name="votes_${part.organisation.id}"]`, '2');
        await page.fill('#earmarked', shares[language]);
        await page.selectOption('#exit_plan', 'yes');
        await page.fill('#exit', words[language]);
        await page.fill('#text_0', words[language].repeat(3));
        await page.selectOption('#state_0', 'under_way');
        await page.fill('#owner_name_0', words[language]);
        await page.fill('#due_0', '2027-03-31');
        await page.selectOption('#gender_marker', '2');
        await look('governance');
        await page.click('main form.prose button.btn');
        await page.waitForURL(at(`/account/parts/${part.id}/governance?done=published`));
        assert.equal(await page.locator('textarea[name=text_2]').count(), 1, 'there are more rows to fill in');
        await page.goto(at(`/partnerships/${id}/governance`));
        await look('read');
        await page.goto(at(`/partnerships/${id}`));
        await look('partnership');
        await page.click(`main a[href$="/governance#of-${part.organisation.id}"]`);
        const { statements, governance } = await record();
        assert.deepEqual([statements.length, statements[0].party_statement.benefit, governance.governance.exit[language]], [1, '12.5', words[language]]);
        await page.setViewportSize({ width: 1280, height: 800 });
        await look('read-wide');
        assert.deepEqual(complaints.filter((one) => !/status of 4(22|10)|ERR_ABORTED/.test(one)), []);
        await context.close();
      });
});
