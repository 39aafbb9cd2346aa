// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What was promised, delivered and is overdue adds up: a party, a country and a goal have the sums of their partnerships, in original and
// in a common currency, governments apart from others.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, importJson, languages, makeExampleRegister, succeed } from '../support/register.mjs';

const measures = [['promised', 'promises'], ['delivered', 'deliveries'], ['overdue', 'overdue_promises']];

/** Ten-thousandths, exactly. */
function scaled(text) {
  const [, sign, whole, part = ''] = /^(-?)(\d+)(?:\.(\d{1,4}))?$/.exec(text);
  return BigInt(sign + whole + part.padEnd(4, '0'));
}

/** Tables of sums added to one another, by who gives and currency; of a table with nothing in it, nothing. */
function addedUp(tables) {
  const all = new Map();
  for (const rows of tables)
    for (const row of rows) {
      const key = `${row.government} ${row.currency}`;
      const sum = all.get(key) ?? Object.fromEntries(measures.flat().map((name) => [name, 0n]));
      for (const [amount, count] of measures) {
        sum[amount] += scaled(row[amount]);
        sum[count] += BigInt(row[count]);
      }
      all.set(key, sum);
    }
  return Object.fromEntries([...all].sort());
}

/** All partnerships of a filter, each with all that hangs on it. */
async function partnershipsOf(server, filter) {
  const { results } = await server.json(`/api/v1/partnerships?limit=100&${filter}`);
  return Promise.all(results.map(({ id }) => server.json(`/api/v1/partnerships/${id}`)));
}

function withRates(data, lines) {
  const rates = path.join(data, 'rates.csv');
  fs.writeFileSync(rates, ['date,currency,rate,source', ...lines].join('\n') + '\n');
  const settings = path.join(data, 'entente.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace(/#?rates = .*/, `rates = "${rates}"`));
}

test('a country, a goal and a party have the sums of their partnerships, and other rates convert them anew', { timeout: 120_000 }, async (t) => {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  withRates(data, ['2000-01-01,EUR,1.1,Bank of Examples', '2000-01-01,KES,0.008,Bank of Examples']);
  let server = await Server.start(data);
  t.after(() => server.stop());
  const facets = (await server.json('/api/v1/partnerships?limit=1')).facets;
  let checked = 0;
  for (const [name, address, values] of [
    ['country', '/api/v1/countries/', facets.country.map(({ value }) => value)],
    ['goal', '/api/v1/goals/', facets.goal.map(({ value }) => value)],
  ])
    for (const value of values) {
      const { sums, partnerships } = await server.json(`${address}${value}`);
      const all = await partnershipsOf(server, `${name}=${encodeURIComponent(value)}`);
      assert.equal(partnerships, all.length, value);
      for (const kind of ['original', 'common']) assert.deepEqual(addedUp([sums[kind]]), addedUp(all.map((one) => one.sums[kind])), `${name} ${value}, ${kind}`);
      assert.equal(sums.unconverted, all.reduce((count, one) => count + one.sums.unconverted, 0));
      checked += sums.original.length;
    }
  assert.ok(checked > 10, `${checked} rows`);

  // Of a party count what it gives, wherever it is named.
  const everything = await partnershipsOf(server, '');
  let given = 0;
  for (const { id, name } of (await server.json('/api/v1/organisations?limit=100')).results) {
    const { sums } = await server.json(`/api/v1/organisations/${id}`);
    const promises = everything.flatMap(({ commitments }) => commitments.map(({ commitment }) => commitment)).filter((one) => one.giver?.organisation === id && one.value);
    assert.equal(sums.original.reduce((count, one) => count + one.promises, 0), promises.length, Object.values(name)[0]);
    const promised = addedUp([promises.map(({ value }) => ({ government: sums.original[0].government, currency: value.currency, promised: value.amount, delivered: '0', overdue: '0', promises: 1, deliveries: 0, overdue_promises: 0 }))]);
    for (const [key, sum] of Object.entries(promised)) assert.equal(addedUp([sums.original])[key].promised, sum.promised, key);
    given += promises.length;
  }
  assert.ok(given > 3, `${given} promises`);

  // Pages show the same table, and say what it covers.
  const [{ value: country }] = facets.country;
  for (const language of languages)
    for (const target of [`countries/${country}`, `goals/${facets.goal[0].value}`]) {
      const { status, body } = await server.request(`/${language}/${target}`);
      assert.equal(status, 200);
      assert.match(body, /<section aria-labelledby="money">[^]*Bank of Examples/, target);
      assert.doesNotMatch(body, /\bsums\.[a-z_]+\b/);
    }
  assert.match((await server.request(`/en/countries/${country}`)).body, /countries do not add up[^]*Governments and other public bodies|countries do not add up[^]*Others/);

  // Other rates at the next start: what was converted is converted anew.
  const before = (await server.json(`/api/v1/countries/${country}`)).sums;
  await server.stop();
  withRates(data, ['2000-01-01,EUR,2.2,Bank of Examples', '2000-01-01,KES,0.016,Bank of Examples']);
  server = await Server.start(data);
  const after = (await server.json(`/api/v1/countries/${country}`)).sums;
  assert.deepEqual(after.original, before.original);
  const all = await partnershipsOf(server, `country=${country}`);
  assert.deepEqual(addedUp([after.common]), addedUp(all.map((one) => one.sums.common)));
});

test('what was counted by hand is what is added up: without a date, in another currency, beyond its day, by governments and others', { timeout: 120_000 }, async (t) => {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  withRates(data, ['2000-01-01,EUR,1.1,Bank of Examples', '2000-01-01,KES,0.008,Bank of Examples']);
  const by = (organisation, amount, currency, more) => ({ giver: { organisation }, value: { amount, currency }, ...more });
  const common = { kind: 'partnership', level: 'national', places: [{ kind: 'country', code: 'KE' }], goals: [{ framework: 'sdg', code: '6' }] };
  const file = path.join(folder(t), 'records.json');
  fs.writeFileSync(
    file,
    JSON.stringify({
      entente: '1',
      organisations: [
        { key: 'ministry', organisation: { name: { en: 'Ministry of Water' }, type: 'government', country: 'KE' } },
        { key: 'fund', organisation: { name: { en: 'Example Fund' }, type: 'foundation', country: 'KE' } },
      ],
      partnerships: [
        {
          key: 'wells',
          partnership: { title: { en: 'Wells' }, ...common },
          participations: [{ organisation: 'ministry', role: 'lead' }, { organisation: 'fund', role: 'funder' }],
          commitments: [
            by('ministry', '1000', 'EUR', { key: 'undated', kind: 'finance', due: '2020-06' }),
            by('fund', '500', 'USD', { key: 'to-come', kind: 'finance', date: '2019-01', due: '2099-01' }),
            by('fund', '300', 'KES', { key: 'half', kind: 'finance', date: '2019-01-01', due: '2019-12' }),
            by('ministry', '700', 'CHF', { key: 'no-rate', kind: 'finance', due: '2020' }),
          ],
          deliveries: [
            by('ministry', '250', 'EUR', { commitment: 'undated', date: '2020-01' }),
            by('fund', '99', 'USD', { commitment: 'undated', date: '2020-01' }),
            by('fund', '100', 'KES', { commitment: 'half', date: '2019-06' }),
            by('fund', '5000', 'USD', { kind: 'incoming_funds', date: '2019-06' }),
          ],
        },
        {
          key: 'roads',
          partnership: { title: { en: 'Roads' }, ...common },
          participations: [{ organisation: 'ministry', role: 'lead' }],
          commitments: [by('fund', '40', 'USD', { kind: 'finance', date: '2021' })],
          deliveries: [by('ministry', '10', 'EUR', { date: '2021' })],
        },
      ],
    }),
  );
  assert.equal((await importJson(data, [file])).new, 2);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const row = (government, currency, [promised, promises], [delivered, deliveries], [overdue, overdue_promises]) => ({ government, currency, promised, delivered, overdue, promises, deliveries, overdue_promises });
  const expected = {
    original: [
      row(true, 'CHF', ['700', 1], ['0', 0], ['700', 1]),
      row(true, 'EUR', ['1000', 1], ['260', 2], ['750', 1]),
      row(false, 'KES', ['300', 1], ['100', 1], ['200', 1]),
      row(false, 'USD', ['540', 2], ['99', 1], ['0', 0]),
    ],
    // The franc has no rate: it is promised and overdue, and one amount that is left out.
    common: [row(true, 'USD', ['1100', 1], ['286', 2], ['825', 1]), row(false, 'USD', ['542.4', 3], ['99.8', 2], ['1.6', 1])],
    unconverted: 1,
  };
  for (const target of ['countries/KE', 'goals/6']) {
    const { sums } = await server.json(`/api/v1/${target}`);
    assert.deepEqual({ original: sums.original, common: sums.common, unconverted: sums.unconverted }, expected, target);
  }
});
