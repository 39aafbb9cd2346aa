// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whoever speaks for a party promises, delivers and shows it on a narrow screen: in three languages, with JavaScript and without.
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

const words = { en: 'Two engineers for two years', ar: 'مهندسان لمدة سنتين', zh: '两名工程师，为期两年', fr: 'Deux ingénieurs pour deux ans', ru: 'Два инженера на два года', es: 'Dos ingenieros por dos años' };
const amounts = { en: '1,234.5', ar: '١٬٢٣٤٫٥', zh: '1,234.5', fr: '1 234,5', ru: '1 234,5', es: '1.234,5' };

describe('promises and deliveries on a narrow screen', { concurrency: 1 }, () => {
  for (const [number, language] of languages.entries())
    for (const scripted of [true, false])
      test(`${language}, ${scripted ? 'with' : 'without'} JavaScript`, { timeout: 120_000 }, async () => {
        const at = (target) => `${register.server.url}/${language}${target}`;
        const { results } = await register.server.json('/api/v1/partnerships?limit=20');
        const { id } = results[2 * number + (scripted ? 1 : 0)];
        const view = () => register.server.json(`/api/v1/partnerships/${id}`);
        const { parties } = await view();
        const [giver] = parties;
        const receiver = parties.find(({ organisation }) => organisation.id !== giver.organisation.id);
        /** A window of somebody who speaks for a party. */
        const speaker = async (part, whose) => {
          const opened = await open(browser, register.server, { width: 360, javaScriptEnabled: scripted });
          const role = `representative of ${part.organisation.id}`;
          const said = await succeed(['user', 'invite', `${language}-${scripted}@${whose}.example`, '--name', 'أمينة Diallo', '--role', role, '--language', language, '--data', register.data]);
          await opened.page.goto(register.server.url + said.trim().split('\n').at(-1));
          await opened.page.fill('#password', password);
          await opened.page.click('main button.btn');
          await opened.page.waitForURL(at('/account'));
          return { ...opened, look: (name) => (scripted ? lookAt(opened.page, language, `promises-${name}`) : undefined) };
        };
        const { page, complaints, context, look } = await speaker(giver, 'giver');
        await page.goto(at(`/account/parts/${giver.id}/promises`));
        await look('unconfirmed');
        await page.goto(at(`/account/parts/${giver.id}`));
        await page.click('button[value=confirm]');
        await page.click('main a[href$="/promises"]');
        await look('list');

        await page.click('main a[href$="what=commitment"]');
        await look('form');
        await page.fill('#description', words[language].repeat(10));
        await page.fill('#amount', 'x');
        await page.click('button[value=change]');
        assert.equal(await page.locator('[role=alert]').count(), 1, 'an amount is not guessed');
        assert.equal(await page.inputValue('#amount'), 'x');
        await look('refused');
        await page.fill('#amount', amounts[language]);
        await page.fill('#currency', 'USD');
        await page.selectOption('#receiver', receiver.organisation.id);
        await page.click('button[value=change]');
        await page.waitForURL(/done=entered/);
        await look('entered');
        const promise = (await view()).commitments.find(({ commitment }) => !commitment.origin);
        assert.equal(promise.commitment.value.amount, '1234.5');

        await page.goto(at(`/account/parts/${giver.id}/promises/new?what=delivery&commitment=${promise.id}`));
        assert.equal(await page.inputValue('#receiver'), receiver.organisation.id, 'as it was promised');
        await page.fill('#amount', '40');
        await page.fill('#currency', 'USD');
        await page.click('button[value=change]');
        await page.waitForURL(/done=entered/);
        await page.setInputFiles('#efile', { name: 'receipt.pdf', mimeType: 'application/pdf', buffer: Buffer.from('%PDF-1.4 paid') });
        await page.fill('#etitle', words[language]);
        await page.locator('#evidence ~ form button.btn').first().click();
        await page.waitForURL(/done=evidence/);
        await look('evidence');
        const delivery = (await view()).deliveries.find((one) => !one.delivery.origin);
        assert.deepEqual(delivery.attested, ['claim', 'own_document']);

        await page.goto(at(`/account/deliveries/${delivery.id}`));
        assert.equal(await page.locator('button[value=confirm]').count(), 0, 'whoever gave it is no witness of it');
        const other = await speaker(receiver, 'receiver');
        await other.page.goto(at(`/account/deliveries/${delivery.id}`));
        await other.look('delivery');
        await other.page.locator('button[value=dispute]').first().click();
        assert.equal(await other.page.locator('[role=alert]').count(), 1, 'it needs a reason');
        await other.page.locator('button[value=confirm]').first().click();
        await other.page.waitForURL(/done=said/);
        await other.look('said');
        const confirmed = (await view()).deliveries.find((one) => one.id === delivery.id);
        assert.deepEqual(confirmed.attested, ['claim', 'own_document', 'partner_countersigned']);
        await other.page.goto(at(`/account/parts/${receiver.id}/promises`));
        await other.look('received');
        await page.goto(at(`/partnerships/${id}`));
        await look('partnership');
        assert.deepEqual([...complaints, ...other.complaints].filter((one) => !/status of 422|ERR_ABORTED/.test(one)), []);
        await context.close();
        await other.context.close();
      });
});
