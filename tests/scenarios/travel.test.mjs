// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The register as it stood on a day that has passed: what it said that evening, it says again years later.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { MovedClock, Server, assertPlainFailure, folder, languages, makeExampleRegister, run, succeed } from '../support/register.mjs';

const activity = (id, title, { country = 'KE', status = 2, more = '', amount } = {}) =>
  `<iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-${id}</iati-identifier><reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org>` +
  `<title><narrative>${title}</narrative></title><description><narrative>Water</narrative></description><participating-org ref="XM-DAC-1" role="1"><narrative>Ministry</narrative></participating-org>${more}` +
  `<activity-status code="${status}"/><activity-date type="2" iso-date="2024-01-01"/><recipient-country code="${country}"/><tag code="6" vocabulary="2"/>` +
  (amount ? `<transaction ref="p"><transaction-type code="2"/><transaction-date iso-date="2024-02-01"/><value value-date="2024-02-01">${amount}</value></transaction>` : '') +
  '</iati-activity>';

/** A register that is brought a file now and then, and asked every evening. */
async function kept(t) {
  const clock = new MovedClock(t);
  const home = folder(t);
  const data = path.join(home, 'register');
  await succeed(['init', data], { env: clock.env });
  const server = await Server.start(data, [], { env: clock.env });
  t.after(() => server.stop());
  const source = path.join(home, 'activities.xml');
  const at = { server, data, clock, ids: {}, day: () => new Date(Date.now() + Number(clock.bytes.readBigInt64LE())).toISOString().slice(0, 10) };
  at.bring = async (...activities) => {
    fs.writeFileSync(source, `<iati-activities version="2.03">${activities.join('')}</iati-activities>`);
    await succeed(['import', '--data', data, source], { env: clock.env });
    await server.request('/readyz'); // brings in what was just written
    const { results } = await server.json('/api/v1/partnerships?limit=100');
    for (const one of results) at.ids[one.partnership?.title.en ?? one.title.en] = one.id;
  };
  return at;
}

const withMoment = (target, day) => `${target}${target.includes('?') ? '&' : '?'}at=${day}`;
/** The page's own part, without what is said of the moment, and without the partnerships like one, which no past day shows. */
const mainOf = (body) => body.slice(body.indexOf('<main'), body.indexOf('</main>')).replace(/[?&](amp;)?at=[\d-]+/g, '').replace(/<input type="hidden" name="at"[^>]*>/g, '').replace(/<details class="more noprint"><summary>As it stood[^]*$/, '').replace(/(<\/div>\s*)+$/, '').replace(/<h2 class="label noprint">Similar partnerships<\/h2>\s*<ul[^]*?<\/ul>/, '').replace(/\n+/g, '\n').trim();

describe('A register of years', () => {
  test('says of each evening what it said that evening: lists, facets, records, sums, files', { timeout: 240_000 }, async (t) => {
    const at = await kept(t);
    const evenings = [];
    const look = async () => {
      const organisation = (await at.server.json('/api/v1/organisations')).results[0].id;
      const targets = [
        '/api/v1/partnerships?limit=100', '/api/v1/partnerships?country=KE', '/api/v1/partnerships?q=wells', '/api/v1/organisations', `/api/v1/organisations/${organisation}`,
        '/api/v1/goals/6', '/en/partnerships.csv', '/en/map.csv', '/en/goals.csv', ...Object.values(at.ids).map((id) => `/api/v1/partnerships/${id}`),
      ];
      const said = {};
      for (const target of targets) said[target] = await at.server.request(target);
      const pages = {};
      for (const target of ['/en/partnerships', '/en/partnerships?country=KE', '/en/countries/KE', '/en/goals/6', `/en/organisations/${organisation}`, `/en/partnerships/${Object.values(at.ids)[0]}`])
        pages[target] = await at.server.request(target);
      evenings.push({ day: at.day(), said, pages });
    };
    await at.bring(activity('A', 'Wells', { amount: 500 }), activity('B', 'Forests'));
    await look();
    at.clock.pass(24 * 200);
    await at.bring(activity('A', 'Wells and pipes', { country: 'UG', amount: 900 }), activity('B', 'Forests'), activity('C', 'Schools'));
    await look();
    at.clock.pass(24 * 400);
    await at.bring(activity('A', 'Wells and pipes', { country: 'UG', status: 4, amount: 900 }), activity('C', 'Schools', { country: 'TZ', more: '<participating-org role="4"><narrative>Village</narrative></participating-org>' }));
    await look();
    at.clock.pass(24 * 30);

    for (const { day, said, pages } of evenings) {
      for (const [target, then] of Object.entries(said)) {
        const again = await at.server.request(withMoment(target, day));
        assert.equal(again.status, then.status, `${target} at ${day}: ${again.body.slice(0, 300)}`);
        if (target.startsWith('/api/')) assert.deepEqual(JSON.parse(again.body), JSON.parse(then.body), `${target} at ${day}`);
        else assert.equal(again.body, then.body, `${target} at ${day}`);
        assert.match(again.headers['memento-datetime'], / 23:59:59 GMT$/);
        assert.match(again.headers['x-robots-tag'], /noindex/);
      }
      for (const [target, then] of Object.entries(pages)) {
        const again = await at.server.request(withMoment(target, day));
        assert.equal(again.status, 200);
        const [now, before] = [again, then].map(({ body }) => mainOf(body));
        const from = [...now].findIndex((letter, i) => letter !== before[i]);
        assert.ok(now === before, `${target} at ${day}: …${now.slice(from - 80, from + 80)}… where it said …${before.slice(from - 80, from + 80)}…`);
      }
    }
    // The same without a server: the register of that day can be computed again by whoever has the folder.
    const sorted = (text) => text.trim().split('\r\n').sort();
    for (const { day, said } of evenings) {
      assert.deepEqual(sorted(await succeed(['export', '--data', at.data, '--format', 'csv', '--at', day], { env: at.clock.env })), sorted(said['/en/partnerships.csv'].body));
      const found = JSON.parse(await succeed(['search', '--data', at.data, '--json', '--limit', '100', '--at', day], { env: at.clock.env }));
      const then = JSON.parse(said['/api/v1/partnerships?limit=100'].body);
      assert.deepEqual([found.total, found.facets, found.results], [then.total, then.facets, then.results]);
    }
    for (const [day, why] of [['2999-01-01', /has not come yet/], ['1999-01-01', /first entry/], ['soon', /is not a day or a time/]])
      assertPlainFailure(await run(['export', '--data', at.data, '--format', 'csv', '--at', day], { env: at.clock.env }), 1, why);
    // What is listed today is not what was listed then.
    const [first, second, third] = evenings.map(({ said }) => JSON.parse(said['/api/v1/partnerships?country=KE'].body).total);
    assert.deepEqual([first, second, third], [2, 2, 1]);
  });

  test('converts sums by the rates of days up to then alone', { timeout: 120_000 }, async (t) => {
    const clock = new MovedClock(t);
    const home = folder(t);
    const data = path.join(home, 'register');
    await succeed(['init', data], { env: clock.env });
    const dayOf = (ahead) => new Date(Date.now() + Number(clock.bytes.readBigInt64LE()) + ahead * 86_400_000).toISOString().slice(0, 10);
    const [first, later] = [dayOf(0), dayOf(100)];
    const rates = path.join(home, 'rates.csv');
    fs.writeFileSync(rates, `date,currency,rate,source\n2024-01-01,KES,0.008,Bank of Examples\n`);
    const settings = path.join(data, 'entente.toml');
    fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace(/#?rates = .*/, `rates = "${rates}"`));
    // What is promised falls due after the later rate, too.
    const source = path.join(home, 'activities.xml');
    const due = activity('A', 'Wells', { amount: 1000 }).replace('<transaction-date iso-date="2024-02-01"/><value value-date="2024-02-01">', `<transaction-date iso-date="${dayOf(300)}"/><value currency="KES" value-date="${dayOf(300)}">`);
    fs.writeFileSync(source, `<iati-activities version="2.03">${due}</iati-activities>`);
    await succeed(['import', '--data', data, source], { env: clock.env });
    let server = await Server.start(data, [], { env: clock.env });
    t.after(() => server.stop());
    const { id } = (await server.json('/api/v1/partnerships')).results[0];
    const targets = ['/api/v1/countries/KE', '/api/v1/goals/6', `/api/v1/partnerships/${id}`];
    const sums = async (day) => {
      const all = [];
      for (const target of targets) {
        let answer;
        do answer = await server.request(day ? withMoment(target, day) : target);
        while (answer.status === 503); // it is being put together
        assert.equal(answer.status, 200, answer.body);
        all.push(JSON.parse(answer.body).sums);
      }
      return all;
    };
    const then = await sums();
    for (const one of then) assert.equal(Number(one.common[0].promised), 8);
    clock.pass(24 * 120);
    await server.stop();
    fs.appendFileSync(rates, `${later},KES,0.016,Bank of Later\n`);
    server = await Server.start(data, [], { env: clock.env });
    for (const one of await sums()) assert.equal(Number(one.common[0].promised), 16);
    assert.deepEqual(await sums(first), then);
    assert.deepEqual(await sums(later), await sums(), 'that of the day itself counts');
    const page = withMoment(`/en/partnerships/${id}`, first);
    assert.match((await server.request(page)).body, /Bank of Examples/);
    assert.doesNotMatch((await server.request(page)).body, /Bank of Later/);
    assert.match((await server.request(`/en/partnerships/${id}`)).body, /Bank of Later/);
  });

  test('tells what changed between two days, of a partnership with all that hangs on it', { timeout: 120_000 }, async (t) => {
    const at = await kept(t);
    await at.bring(activity('A', 'Wells', { amount: 500 }));
    const first = at.day();
    at.clock.pass(24 * 100);
    await at.bring(activity('A', 'Pipes', { amount: 900, more: '<participating-org role="4"><narrative>Village</narrative></participating-org>' }));
    const second = at.day();
    at.clock.pass(24);
    const address = `/partnerships/${at.ids.Wells}/differences?from=${first}&to=${second}`;
    const { differences } = await at.server.json(`/api/v1${address}`);
    const told = (type, change, end) => differences.find((one) => one.type === type && one.change === change && one.path.startsWith(end));
    assert.deepEqual([told('partnership', 'changed', 'title').before, told('partnership', 'changed', 'title').after], ['Wells', 'Pipes']);
    assert.equal(told('commitment', 'changed', 'value').after, '900');
    assert.ok(told('participation', 'added', 'organisation'));
    assert.deepEqual((await at.server.json(`/api/v1/partnerships/${at.ids.Wells}/differences?from=${first}`)).differences, differences, 'without a second day it is now');
    for (const language of languages) {
      const { status, body } = await at.server.request(`/${language}${address}`);
      assert.equal(status, 200);
      assert.match(body, /Wells/);
      assert.match(body, /900/);
      assert.doesNotMatch(body, /\b(past|record|revision)\.[a-z_.]{3,}\b/, `${language}: every message has its words`);
    }
    const back = (await at.server.json(`/api/v1/partnerships/${at.ids.Wells}/differences?from=${second}&to=${first}`)).differences;
    assert.ok(back.some((one) => one.type === 'participation' && one.change === 'removed'), 'backwards too');
    assert.equal((await at.server.request(`/api/v1/partnerships/${at.ids.Wells}/differences?from=${first}&to=2999-01-01`)).status, 400);
    assert.equal((await at.server.request(`/en/partnerships/${at.ids.Wells}/differences?from=${first}&to=2999-01-01`)).status, 400);
  });
});

describe('A page of a day that has passed', () => {
  test('says so, leads on at the same day, and back to today', { timeout: 240_000 }, async (t) => {
    const clock = new MovedClock(t);
    const data = path.join(folder(t), 'register');
    await makeExampleRegister(data);
    clock.pass(24 * 3);
    const server = await Server.start(data, [], { env: clock.env });
    t.after(() => server.stop());
    const now = Date.now() + Number(clock.bytes.readBigInt64LE());
    const day = (ago) => new Date(now - ago * 86_400_000).toISOString().slice(0, 10);
    const then = day(2);
    const { results } = await server.json('/api/v1/partnerships');
    const organisation = (await server.json('/api/v1/organisations')).results[0].id;
    for (const target of ['', '/', '/about', '/partnerships?goal=6&page=1', '/goals', '/goals/6', '/countries', '/countries/KE', '/fields', '/map', '/organisations', `/organisations/${organisation}`, `/partnerships/${results[0].id}`, `/partnerships/${results[0].id}/revisions`, '/reports', '/capacity'])
      for (const language of languages) {
        const { status, headers, body } = await server.request(withMoment(`/${language}${target}`, then));
        const today = await server.request(`/${language}${target}`);
        assert.equal(status, 200, `${language}${target}`);
        assert.match(body, /<aside class="sample past"/, target);
        assert.doesNotMatch(body, /<link rel="(canonical|alternate" hreflang)/);
        assert.equal(headers['x-robots-tag'], 'noindex');
        assert.equal(headers['cache-control'], today.headers['cache-control'], target);
        // The languages, the sections, and whatever lists records lead to the same day.
        const links = [...body.matchAll(/<a [^>]*href="([^"]*)"[^>]*>/g)].filter(([tag]) => !tag.includes('data-now')).map(([, href]) => href.replaceAll('&amp;', '&'));
        const lists = links.filter((href) => /^\/[a-z]{2}\/(partnerships|organisations|goals|countries|fields)(\?|$)/.test(href));
        assert.ok(lists.length >= 5, `${target}: ${lists.length} links to lists`);
        for (const href of lists) assert.match(href, new RegExp(`[?&]at=${then}(&|#|$)`), `${language}${target}: ${href}`);
        for (const other of languages) assert.ok(links.some((href) => href.startsWith(`/${other}`) && href.includes(`at=${then}`)), `${target} in ${other}`);
        assert.match(body, new RegExp(`<a href="/${language}[^"]*" data-now>`), 'a way back to today');
        assert.match(body, /<input type="date" id="at-day" name="at"/);
      }
    // What is unchanged is not sent again; what a reader holds of that day is known.
    const page = await server.request(withMoment('/en/partnerships', then));
    assert.equal((await server.request(withMoment('/en/partnerships', then), { headers: { 'if-none-match': page.headers.etag } })).status, 304);
    const json = await server.request(withMoment('/api/v1/partnerships', then));
    assert.equal((await server.request(withMoment('/api/v1/partnerships', then), { headers: { 'if-none-match': json.headers.etag } })).status, 304);

    // Today is today's page; what has not come, or was before all, is said.
    const today = await server.request(withMoment('/en/partnerships?goal=6', day(0)));
    assert.equal(today.status, 303);
    assert.equal(today.headers.location, '/en/partnerships?goal=6');
    for (const language of languages) {
      assert.equal((await server.request(withMoment(`/${language}/partnerships`, '2999-01-01'))).status, 400);
      assert.equal((await server.request(withMoment(`/${language}/partnerships`, '1999-01-01'))).status, 404);
    }
    assert.equal((await server.request(withMoment('/api/v1/partnerships', '2999-01-01'))).status, 400);
    assert.equal((await server.request(withMoment('/api/v1/partnerships', day(0)))).status, 400);
    assert.equal((await server.request(withMoment('/api/v1/partnerships', '1999-01-01'))).status, 404);
    for (const hostile of ['05', '-1', '2025-13', '2025-13-01', '2025-02-30', '2025-01-01T99:00Z', '2025-01-01T00:00:00+03:00', '%3Cscript%3E', "'%3B--", '9'.repeat(5000), '%D9%A2%D9%A0%D9%A2%D9%A5-01-01', '2025-01-01%00'])
      for (const target of ['/en/partnerships', '/ar/organisations', `/en/partnerships/${results[0].id}`, '/api/v1/partnerships']) {
        const { status, body } = await server.request(`${target}?at=${hostile}`);
        assert.equal(status, 400, `${target} ${hostile.slice(0, 40)}`);
        assert.doesNotMatch(body, /<script>/);
      }
    // An entry of the public log names a moment, too.
    for (const language of languages) {
      const first = await server.request(`/${language}/partnerships?at=0`);
      assert.equal(first.status, 200);
      assert.match(first.body, language === 'en' ? /as it stood after entry 0 of its public log/ : /class="sample past"/);
      assert.equal((await server.request(`/${language}/partnerships?at=2025000`)).status, 404, 'the log has no such entry');
    }
    assert.equal((await server.request('/api/v1/partnerships?at=2025000')).status, 404);
    // What tells of what is new, or to come, is of today alone, and says so.
    for (const language of languages)
      for (const target of ['/partnerships.atom', '/partnerships.ics?country=KE', '/reports.atom', '/capacity.atom', `/partnerships/${results[0].id}/calendar.ics`]) {
        assert.equal((await server.request(`/${language}${target}`)).status, 200, target);
        const refused = await server.request(withMoment(`/${language}${target}`, then));
        assert.equal(refused.status, 400, target);
        assert.match(refused.headers['content-type'], /^text\/html/);
        if (language === 'en') assert.match(refused.body, /Feeds and calendars are of today alone\./);
        assert.doesNotMatch(refused.body, /past\.fault/);
      }
    // An address that knows no other day is as it is today.
    assert.equal((await server.request(withMoment('/en/sign-in', then))).status, 200);
    // Today's pages offer other days, and are not of one.
    const { body } = await server.request('/en/partnerships?goal=6');
    assert.match(body, /<summary>As it stood on another day<\/summary>[^]*<input type="hidden" name="goal" value="6">/);
    assert.doesNotMatch(body, /class="sample past"/);
  });
});
