// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// An operator brings the lists that the register screens against, by hand and through a folder. What is not plausible is refused,
// what is old is told of, and every version can be looked at again.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { MovedClock, Server, assertPlainFailure, folder, languages, run, shared, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';

/** A list of the Security Council's form. The names become XXi.1, XXi.2 … */
const unList = (day, names) =>
  `<?xml version="1.0" encoding="UTF-8"?>\n<CONSOLIDATED_LIST dateGenerated="${day}T00:00:09Z"><INDIVIDUALS>${names
    .map((name, i) => `<INDIVIDUAL><REFERENCE_NUMBER>XXi.${i + 1}</REFERENCE_NUMBER><FIRST_NAME>${name}</FIRST_NAME></INDIVIDUAL>`)
    .join('')}</INDIVIDUALS></CONSOLIDATED_LIST>\n`;
const own = 'id,name,kind,notes\nX-1,Example Trading Ltd,organisation,"Forged invoices, twice"\n';
const sdn = '36,"SOUTHERN AIRLINES",-0- ,"CUBA",-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,-0- ,"DOB soon."\r\n\x1a';
const alt = '36,12,"aka","SOUTH-AIR",-0- \r\n\x1a';

async function place(t) {
  const at = folder(t);
  const data = path.join(at, 'register');
  await succeed(['init', data]);
  const write = (name, text) => {
    fs.mkdirSync(path.dirname(path.join(at, name)), { recursive: true });
    fs.writeFileSync(path.join(at, name), text);
    return path.join(at, name);
  };
  return { at, data, write, lists: (...args) => run(['lists', ...args, '--data', data]) };
}

const day = (offset) => new Date(Date.now() + offset * 86_400_000).toISOString().slice(0, 10);

test('a list is brought, replaced, looked at and ended', async (t) => {
  const { write, lists } = await place(t);
  assert.match((await lists('status')).stdout, /^No list is screened against\.\nNext: entente lists update/);
  const un = write('un.xml', unList(day(-3), ['One', 'Two']));
  const brought = await lists('update', un, write('SDN.CSV', sdn), write('ALT.CSV', alt), write('own.csv', own));
  assert.equal(brought.code, 0, brought.stderr);
  assert.equal(brought.stdout, `un-sc: version 1, 2 entries of ${day(-3)}: 2 added, 0 changed, 0 removed.\nofac-sdn: version 1, 1 entries: 1 added, 0 changed, 0 removed.\nown: version 1, 1 entries: 1 added, 0 changed, 0 removed.\n`);
  assert.equal(brought.stderr, 'ofac-sdn, 36: born "soon": this is no date, left out\n');
  assert.equal((await lists('update', un)).stdout, 'un-sc: nothing to do, version 1 is this list.\n');

  await lists('update', write('un.xml', unList(day(-1), ['One', 'Zwei', 'Three'])));
  assert.equal((await lists('show', 'un-sc', '--version', '2')).stdout, 'added\tXXi.3\nchanged\tXXi.2\n');
  assert.deepEqual((await lists('show', 'un-sc')).stdout.trim().split('\n').map((line) => line.split('\t')[0]), ['2', '1']);
  const { hash, ...entry } = JSON.parse((await lists('show', 'un-sc', 'XXi.2', '--version', '1')).stdout);
  assert.deepEqual(entry, { id: 'XXi.2', kind: 'person', names: [{ text: 'Two', quality: 'primary' }] });
  assert.match(hash, /^[0-9a-f]{64}$/);
  assertPlainFailure(await lists('show', 'un-sc', 'XXi.9'), 1, /XXi\.9: does not stand in un-sc/);

  const status = JSON.parse((await lists('status', '--json')).stdout);
  assert.deepEqual(status.lists.map(({ dataset, version, entries, faults, stale }) => [dataset, version, entries, faults, stale]), [['ofac-sdn', 1, 1, 1, false], ['own', 1, 1, 0, false], ['un-sc', 2, 3, 0, false]]);
  assert.match((await lists('remove', 'own')).stdout, /^own: nobody is screened against it any more/);
  assert.equal(JSON.parse((await lists('status', '--json')).stdout).lists.length, 2);
  assertPlainFailure(await lists('remove', 'own'), 1, /own: is not in use/);
  assert.match((await lists('show', 'own', 'X-1', '--version', '1')).stdout, /Forged invoices, twice/);
});

test('what is cut short, older, to come or something else is refused, and what stood stands', async (t) => {
  const { write, lists } = await place(t);
  const names = [...Array(20).keys()].map((n) => `Name ${n}`);
  assert.equal((await lists('update', write('un.xml', unList(day(-2), names)))).code, 0);
  const whole = unList(day(-1), names);
  for (const [says, bytes] of [
    [/un\.xml, line 2: it is not well-formed XML/, whole.slice(0, whole.length / 2)],
    [/it has 10 entries, where version 1 has 20/, unList(day(-1), names.slice(10))],
    [new RegExp(`it is of ${day(-5)}, older than version 1 of ${day(-2)}`), unList(day(-5), names)],
    [/a day that is still to come/, unList(day(30), names)],
    [/declares a document type/, `<!DOCTYPE a [<!ENTITY b "${'b'.repeat(100)}">]>${whole}`],
    [/begins like no list that is known/, 'hello'],
    [/begins like no list that is known/, Buffer.alloc(100_000)],
    [/names nobody/, unList(day(-1), [])],
  ]) {
    assertPlainFailure(await lists('update', write('un.xml', bytes)), 1, says);
  }
  const large = write('large.xml', '');
  fs.truncateSync(large, 5 * 1024 ** 3);
  assertPlainFailure(await lists('update', large), 1, /is larger than 256 MB/);
  assertPlainFailure(await lists('update', write('nowhere', '').replace(/e$/, '')), 1, /cannot be read/);
  assert.equal(JSON.parse((await lists('status', '--json')).stdout).lists[0].version, 1);

  const right = await lists('update', write('un.xml', unList(day(-1), names.slice(10))), write('own.csv', own), '--accept');
  assert.match(right.stdout, /^un-sc: version 2, 10 entries of .*; accepted although it is shrunk\.\nown: version 1/);
  const both = await lists('update', write('broken.xml', '<CONSOLIDATED_LIST>'), write('own.csv', own.replace('Ltd', 'Limited')));
  assert.equal(both.code, 1);
  assert.match(both.stdout, /^own: version 2, 1 entries: 0 added, 1 changed, 0 removed\.\n$/, 'the other list is taken all the same');
});

test('changes to a list of Follow-the-Money entities are applied to the version that stands', async (t) => {
  const { write, lists } = await place(t);
  const entity = (id, name) => ({ id, schema: 'Company', properties: { name: [name] }, last_seen: `${day(-2)}T00:00:00` });
  const lines = (all) => all.map((each) => `${JSON.stringify(each)}\n`).join('');
  const whole = write('entities.ftm.json', lines([...'abcdef'].map((id) => entity(id, `Company ${id}`))));
  const delta = write('entities.delta.json', lines([{ op: 'MOD', entity: entity('a', 'Renamed Ltd') }, { op: 'ADD', entity: entity('g', 'New Ltd') }, { op: 'DEL', entity: { id: 'b' } }]));
  assertPlainFailure(await lists('update', delta), 1, /List ftm: is not in use, and entities\.delta\.json holds nothing but changes to a list\. Bring the whole list first\./);
  assert.equal((await lists('update', whole)).code, 0);
  const changed = await lists('update', delta);
  assert.equal(changed.stdout, `ftm: version 2, 6 entries of ${day(-2)}: 1 added, 1 changed, 1 removed, by changes to version 1.\n`, changed.stderr);
  assert.equal((await lists('update', delta)).stdout, 'ftm: nothing to do, version 2 is made of this already.\n');
  assert.equal((await lists('update', whole)).stdout, 'ftm: nothing to do, version 2 is made of this already.\n');
  assertPlainFailure(await lists('update', write('late.json', lines([{ op: 'MOD', entity: entity('a', 'Lost') }, { op: 'DEL', entity: { id: 'b' } }]))), 1, /late\.json, line 2: changes b, which nothing before it holds/);
  assert.equal((await lists('show', 'ftm', '--version', '2')).stdout, 'added\tg\nchanged\ta\nremoved\tb\n');
  assert.deepEqual((await lists('show', 'ftm', '--files')).stdout.trim().split('\n').map((line) => line.split('\t')[0]), ['entities.ftm.json', 'entities.delta.json']);
  assert.equal(JSON.parse((await lists('show', 'ftm', 'a')).stdout).names[0].text, 'Renamed Ltd');
  assert.equal(JSON.parse((await lists('show', 'ftm', 'a', '--version', '1')).stdout).names[0].text, 'Company a');
});

test('a list that nobody replaces is told of as old', async (t) => {
  const clock = new MovedClock(t);
  const { data, write, lists } = await place(t);
  await lists('update', write('un.xml', unList(day(-3), ['One'])));
  clock.pass(24 * 28);
  const old = await run(['lists', 'status', '--data', data], { env: clock.env });
  assert.equal(old.code, 1);
  assert.match(old.stderr, /^List un-sc: it is 31 days old, more than the 30 of screening\.stale_days\./);
});

test('a folder is watched: what settles there is taken, what is wrong is told of once, on the page too', async (t) => {
  const { at, data, write } = await place(t);
  fs.writeFileSync(path.join(data, 'entente.toml'), `[screening]\nfolder = ${JSON.stringify(path.join(at, 'watched'))}\n`);
  write('watched/ofac-sdn/SDN.CSV', sdn);
  write('watched/ofac-sdn/ALT.CSV', alt);
  write('watched/un.xml', unList(day(-40), ['One', '<b>Two</b>'].map((name) => name.replaceAll('<', '&lt;'))));
  write('watched/broken.xml', '<CONSOLIDATED_LIST>');
  const server = await Server.start(data);
  t.after(() => server.stop());
  const said = async (form) => {
    for (let waited = 0; !form.test(server.said()); ++waited) {
      assert.ok(waited < 120, `the server has not said ${form}: ${server.said()}`);
      await new Promise((resolve) => setTimeout(resolve, 500));
    }
  };
  await said(/lists: un\.xml is version 1 of un-sc, with 2 entries/);
  await said(/lists: ofac-sdn is version 1 of ofac-sdn, with 1 entries/);
  await said(/lists: broken\.xml: broken\.xml, line 1: it is not well-formed XML/);

  const steward = await invited(server, ['--data', data], { address: 'steward@register.example', role: 'steward', withFactor: true });
  const representative = await invited(server, ['--data', data], { address: 'other@register.example', role: 'reviewer', withdraw: true });
  assert.equal((await representative.send('/en/screening/lists')).status, 403);
  for (const language of languages) {
    const { status, body } = await steward.send(`/${language}/screening/lists`);
    assert.equal(status, 200);
    for (const shown of ['un-sc', 'ofac-sdn', 'broken.xml, line 1']) assert.ok(body.includes(shown), `${language}: ${shown}`);
  }
  assert.match((await steward.send('/en/screening/lists')).body, /40 days old: too old/);
  const versions = await steward.send('/en/screening/lists/un-sc');
  assert.equal(versions.status, 200);
  assert.match(versions.body, /from the watched folder/);
  assert.equal((await steward.send('/en/screening/lists/none')).status, 404);
  const { body: figures } = await server.request('/metrics');
  for (const line of ['entente_screening_lists 2', 'entente_screening_lists_stale 1', 'entente_screening_lists_refused 1']) assert.ok(figures.includes(`\n${line}\n`), line);

  write('watched/broken.xml', own);
  await said(/lists: broken\.xml is version 1 of own, with 1 entries/);
  assert.equal(server.said().match(/broken\.xml, line 1/g).length, 1, 'told of once');
  const status = await run(['lists', 'status', '--data', data]);
  assert.equal(status.code, 1, 'one of them is old');
  assert.doesNotMatch(status.stderr, /broken/);
});

test('the lists that are published are read whole', { skip: fs.existsSync(path.join(shared, 'data/screening')) ? false : '../shared/data is absent' }, async (t) => {
  const { lists } = await place(t);
  const of = (name) => path.join(shared, 'data/screening', name);
  const brought = await lists('update', of('un_consolidated_2026-02-27.xml'), of('ofac_sdn.csv'), of('ofac_alt.csv'), of('list_edge_cases/eu.xml'));
  assert.equal(brought.code, 0, brought.stderr);
  assert.match(brought.stdout, /^un-sc: version 1, 1003 entries of 2026-02-27: 1003 added.*\nofac-sdn: version 1, 7379 entries.*\neu-fsf: version 1, 3 entries of 2025-06-11/);
  const entry = JSON.parse((await lists('show', 'un-sc', 'CDi.001')).stdout);
  assert.deepEqual([entry.gender, entry.countries, entry.listed_on, entry.updated_on], ['male', ['CD'], '2012-12-31', ['2016-10-13']]);
});
