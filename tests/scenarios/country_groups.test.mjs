// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Countries leave groups while nobody writes anything: lists, counts, pages and files go by the day that is asked.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { MovedClock, Server, folder, succeed } from '../support/register.mjs';

const activity = (id, country) =>
  `<iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-${id}</iati-identifier><reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org>` +
  `<title><narrative>Wells in ${country}</narrative></title><description><narrative>Water</narrative></description><participating-org ref="XM-DAC-1" role="1"><narrative>Ministry</narrative></participating-org>` +
  `<activity-status code="2"/><activity-date type="2" iso-date="2024-01-01"/><recipient-country code="${country}"/></iati-activity>`;

/** A register that is brought a file on a day of the past, and served ever since. */
async function servedSince(t, day, countries) {
  const clock = new MovedClock(t);
  clock.pass(-Math.floor((Date.now() - Date.parse(`${day}T12:00Z`)) / 3_600_000));
  const home = folder(t);
  const data = path.join(home, 'register');
  await succeed(['init', data], { env: clock.env });
  const source = path.join(home, 'activities.xml');
  fs.writeFileSync(source, `<iati-activities version="2.03">${countries.map((one, i) => activity(i, one)).join('')}</iati-activities>`);
  await succeed(['import', '--data', data, source], { env: clock.env });
  const server = await Server.start(data, [], { env: clock.env });
  t.after(() => server.stop());
  return { clock, data, server };
}

const titles = async (server, target) => (await server.json(target)).results.map((one) => one.partnership?.title.en ?? one.title.en).sort();
const counted = async (server, target) => Object.fromEntries((await server.json(target)).facets.group.map(({ value, count }) => [value, count]));

describe('Groups of countries', () => {
  test('a country that graduates is counted until that day, and on every day before it for good', { timeout: 120_000 }, async (t) => {
    const { clock, data, server } = await servedSince(t, '2024-12-01', ['ST', 'KM', 'KE', 'EE']);
    const both = ['Wells in KM', 'Wells in ST'];
    assert.deepEqual(await titles(server, '/api/v1/partnerships?group=ldc'), both);
    assert.deepEqual(await counted(server, '/api/v1/partnerships'), { developing: 3, ldc: 2, sids: 2, developed: 1 });
    assert.match((await server.request('/en/countries/ST')).body, /Least developed countries · Small island developing States · Developing economies/);

    clock.pass(24 * 20); // Sao Tome and Principe left the least developed countries on the 13th.
    assert.deepEqual(await titles(server, '/api/v1/partnerships?group=ldc'), ['Wells in KM']);
    assert.deepEqual(await titles(server, '/api/v1/partnerships?q=group:ldc'), ['Wells in KM']);
    assert.deepEqual(await counted(server, '/api/v1/partnerships'), { developing: 3, sids: 2, developed: 1, ldc: 1 });
    const page = (await server.request('/en/countries/ST')).body;
    assert.match(page, /Small island developing States · Developing economies/);
    assert.doesNotMatch(page, /Least developed countries/);

    const then = '2024-12-12';
    assert.deepEqual(await titles(server, `/api/v1/partnerships?group=ldc&at=${then}`), both);
    assert.deepEqual(await counted(server, `/api/v1/partnerships?at=${then}`), { developing: 3, ldc: 2, sids: 2, developed: 1 });
    assert.match((await server.request(`/en/countries/ST?at=${then}`)).body, /Least developed countries · Small island/);
    const csv = (day) => server.request(`/en/partnerships.csv?group=ldc${day}`).then(({ body }) => body.trim().split('\r\n').length - 1);
    assert.deepEqual([await csv(''), await csv(`&at=${then}`)], [1, 2]);
    const exported = async (...more) => (await succeed(['export', '--data', data, '--format', 'csv', '--filter', 'group=ldc', ...more], { env: clock.env })).trim().split('\r\n').length - 1;
    assert.deepEqual([await exported(), await exported('--at', then)], [1, 2]);

    const groups = (target) => server.json(target).then((country) => Object.fromEntries(country.groups.map((one) => [one.group, one])));
    assert.equal((await groups('/api/v1/countries/ST')).ldc, undefined);
    assert.deepEqual((await groups(`/api/v1/countries/ST?at=${then}`)).ldc, {
      group: 'ldc', from: '1982-12-17', from_source: 'General Assembly resolution 37/133, 17 December 1982',
      to: '2024-12-13', to_source: 'General Assembly resolution 73/133, 13 December 2018',
    });
  });

  test('a day that is decided beforehand is said before it comes and after', { timeout: 120_000 }, async (t) => {
    const { clock, server } = await servedSince(t, '2027-12-01', ['SB']);
    const ldc = async () => (await server.json('/api/v1/countries/SB')).groups.find((one) => one.group === 'ldc');
    assert.deepEqual([(await ldc()).to, (await ldc()).to_known], ['2027-12-13', 'decided']);
    assert.match((await server.request('/en/countries/SB')).body, /Least developed countries, until December 13, 2027/);
    clock.pass(24 * 20);
    assert.equal(await ldc(), undefined);
    assert.match((await server.request('/en/countries/SB')).body, /Least developed countries until December 13, 2027, as had been decided beforehand/);
  });
});
