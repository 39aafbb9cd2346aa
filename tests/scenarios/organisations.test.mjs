// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Files of IATI organisations, from the command line to the page, the API and back to a file.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { spawn } from 'node:child_process';
import { test } from 'node:test';

import { Server, binary, finished, folder, importJson, languages, root, run, shared, succeed } from '../support/register.mjs';
import { activity, iati } from '../support/activities.mjs';

const budget = (amount) =>
  `<recipient-country-budget status="2"><recipient-country code="KE"/><period-start iso-date="2024-01-01"/><period-end iso-date="2024-12-31"/><value currency="EUR" value-date="2024-01-01">${amount}</value></recipient-country-budget>`;
const organisation = (id, { amount = 1250.5, more = '' } = {}) => `<iati-organisation xml:lang="en">
<organisation-identifier>${id}</organisation-identifier>
<name><narrative>Example Bank ${id}</narrative><narrative xml:lang="fr">Banque ${id}</narrative></name>
<reporting-org ref="${id}" type="40"><narrative>Example Bank</narrative></reporting-org>
${budget(amount)}
<document-link url="javascript:alert(1)" format="text/html"><title><narrative>A report</narrative></title><category code="B01"/></document-link>
${more}<!-- a remark --></iati-organisation>`;
const file = (...organisations) => `<?xml version="1.0" encoding="UTF-8"?>\n<iati-organisations version="2.03" xmlns:a="http://a.example">\n${organisations.join('\n')}\n</iati-organisations>\n`;
const roundTrip = (files) =>
  finished(spawn('bash', [path.join(root, 'tests/support/round_trip'), binary, ...files], { stdio: ['ignore', 'pipe', 'pipe'] }));

test('files of both kinds go in together; the same again changes nothing; organisations come out as they went in', async (t) => {
  const place = folder(t);
  const register = path.join(place, 'register');
  await succeed(['init', register]);
  const both = [path.join(place, 'activities.xml'), path.join(place, 'organisations.xml')];
  const two = [organisation('XM-EXAMPLE-5', { more: '<a:own>kept</a:own>' }), organisation('XM-EXAMPLE-6')];
  fs.writeFileSync(both[0], iati([activity(1)]));
  fs.writeFileSync(both[1], file(...two));
  const first = await importJson(register, both, ['--dry-run']);
  assert.deepEqual(await importJson(register, both), first);
  assert.equal(first.new, 1);
  assert.deepEqual(first.organisations, { read: 2, new: first.organisations.new, changed: first.organisations.changed, unchanged: 0, rejected: 0 });
  const again = await importJson(register, both);
  assert.deepEqual([again.unchanged, again.organisations.unchanged], [1, 2]);
  assert.match(
    await succeed(['import', '--data', register, both[1]]),
    /organisations: 2 read, 0 new, 0 changed, 2 unchanged, 0 rejected; 1 elements kept that are not modelled yet\.\n.*: validation found warnings in 2 of them;.*\n$/,
  );

  const out = path.join(place, 'out.xml');
  await succeed(['export', '--data', register, '--format', 'iati-organisations', '-o', out]);
  const written = fs.readFileSync(out, 'utf8');
  for (const one of two) assert.ok(written.includes(one.slice('<iati-organisation'.length)), 'byte for byte');
  assert.equal((await run(['validate', out])).code, 0);
  const some = await succeed(['export', '--data', register, '--format', 'iati-organisations', '--filter', 'type=multilateral', '--', 'XM-EXAMPLE-6']);
  assert.ok(some.includes('>XM-EXAMPLE-6<') && !some.includes('>XM-EXAMPLE-5<'));
  assert.match((await run(['export', '--data', register, '--format', 'iati-organisations', '--filter', 'goal=6'])).stderr, /type and country/);

  const server = await Server.start(register);
  t.after(() => server.stop());
  const { results } = await server.json('/api/v1/organisations?identifier=XM-EXAMPLE-5');
  const { id } = results[0];
  const { finances } = await server.json(`/api/v1/organisations/${id}`);
  assert.deepEqual(finances[0].finances.budgets[0].value, { amount: '1250.5', currency: 'EUR', value_date: '2024-01-01' });
  const one = await server.request(`/api/v1/organisations/${id}/iati`);
  assert.ok(one.body.includes(two[0].slice('<iati-organisation'.length)));
  for (const language of languages) {
    const page = await server.request(`/${language}/organisations/${id}`);
    assert.equal(page.status, 200);
    assert.doesNotMatch(page.body, /href="javascript:/);
    assert.ok(page.body.includes(`/${language}/organisations/${id}/budgets.csv`));
  }
  const csv = (await server.request(`/en/organisations/${id}/budgets.csv`)).body;
  assert.match(csv, /Example Bank,recipient_country,committed,2024-01-01,2024-12-31,,,country,KE,,Kenya,1250\.5,EUR,2024-01-01/);
});

test('a changed file makes a revision; what is wrong is told by line and the rest lands', async (t) => {
  const place = folder(t);
  const register = path.join(place, 'register');
  await succeed(['init', register]);
  const at = path.join(place, 'organisations.xml');
  fs.writeFileSync(at, file(organisation('XM-EXAMPLE-6'), organisation('XM-EXAMPLE-7')));
  await importJson(register, [at]);
  fs.writeFileSync(at, file(organisation('XM-EXAMPLE-6', { amount: 2 }), organisation('XM-EXAMPLE-6'), organisation('XM-EXAMPLE-7', { more: '&bomb;' }), organisation('XM-EXAMPLE-8')));
  const done = await run(['import', '--data', register, at]);
  assert.equal(done.code, 1);
  assert.match(done.stdout, /4 read, 1 new, 1 changed, 0 unchanged, 2 rejected/);
  assert.match(done.stderr, /organisations\.xml:10:1: organisation 'XM-EXAMPLE-6': its identifier stands earlier/);
  assert.match(done.stderr, /organisation XM-EXAMPLE-7: is not well-formed XML/);

  // What changed in its budgets stands among the revisions of the organisation's page, and leads to the difference.
  const server = await Server.start(register);
  t.after(() => server.stop());
  const { id } = (await server.json('/api/v1/organisations?identifier=XM-EXAMPLE-6')).results[0];
  // An earlier version says nothing of what is promised today.
  assert.ok((await server.json(`/api/v1/organisations/${id}`)).sums);
  assert.equal((await server.json(`/api/v1/organisations/${id}/revisions/1`)).sums, undefined);
  for (const address of [`/en/organisations/${id}`, `/en/organisations/${id}/revisions`]) {
    const page = (await server.request(address)).body;
    const [, finances] = /\/en\/organisations\/([0-9a-f-]{36})\/differences\?from=1&(?:amp;)?to=2/.exec(page) ?? assert.fail(address);
    assert.notEqual(finances, id);
    const changes = (await server.request(`/en/organisations/${finances}/differences?from=1&to=2`)).body;
    assert.match(changes, /Budgets › 1 › Value › Amount[^]*1250\.5/);
    assert.ok(changes.includes(`/en/organisations/${id}"`), 'and back to the organisation');
    assert.ok((await server.request(`/ar/organisations/${finances}/revisions`)).body.includes('/differences?from=1'));
    const { differences } = await server.json(`/api/v1/organisations/${finances}/differences?from=1&to=2`);
    assert.ok(differences.some((one) => one.path === 'budgets[0].value.amount' && one.after === '2'));
    assert.equal((await server.request(`/en/organisations/${finances}`)).status, 404);
  }

  fs.writeFileSync(at, file(organisation('XM-EXAMPLE-9'), organisation('XM-EXAMPLE-10')).slice(0, -60));
  const cut = await run(['import', '--data', register, at]);
  assert.equal(cut.code, 1);
  assert.match(cut.stderr, /is cut short on line/);
  const bomb = file(organisation('XM-EXAMPLE-11')).replace('\n<iati-organisations', '\n<!DOCTYPE x [<!ENTITY a "ha">]>\n<iati-organisations');
  fs.writeFileSync(at, bomb);
  assert.match((await run(['import', '--data', register, at])).stderr, /declares a document type/);
});

const real = path.join(shared, 'data/iati/fixtures/valid');
test('organisations come back equal in canonical XML', async (t) => {
  const place = folder(t);
  const files = [path.join(place, 'made.xml')];
  fs.writeFileSync(files[0], file(organisation('XM-EXAMPLE-5', { more: '<a:own a:at="1"><![CDATA[<a> & ]]></a:own>' }), organisation('XM-EXAMPLE-6')));
  let count = 2;
  if (fs.existsSync(real))
    for (const name of fs.readdirSync(real).filter((one) => one.includes('organisation'))) {
      const text = fs.readFileSync(path.join(real, name), 'utf8').replace('version="xx"', 'version="2.03"');
      if (!text.includes('<iati-organisations')) continue;
      files.push(path.join(place, `${count}.xml`));
      fs.writeFileSync(files.at(-1), text);
      ++count;
    }
  else t.diagnostic(`${real} is absent: what was made for the test comes back`);
  const done = await roundTrip(files);
  assert.equal(done.stdout, `${count} of ${count} organisations come back equal\n`, done.stderr);
});
