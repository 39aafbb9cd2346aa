// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A program that was written for yente asks a register: the requests that yente documents, and answers of its shape.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, importJson, root, run, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';
import { program } from '../support/programs.mjs';
import { faultsOf, operations, schemaOf, undescribed } from '../api/document.mjs';

const own = `id,name,aliases,kind,born,countries,notes
X-1,Nadia Example Berger,N. Berger;Nadja Berger,person,1971-05-03,CH,a director
X-2,Harbour Example Trading Ltd,,organisation,,KE,
`;
const entities = [
  { id: 'NK-1', caption: 'Юрий Образцов', schema: 'Person', properties: { name: ['Юрий Образцов', 'Yuri Obraztsov'], birthDate: ['1960'], nationality: ['ru'], topics: ['sanction'], passportNumber: ['X1'] }, last_seen: '2026-11-01T00:00:00', last_change: '2026-10-01T00:00:00' },
  { id: 'NK-2', caption: 'Example Star', schema: 'Vessel', properties: { name: ['Example Star'], imoNumber: ['9074729'], topics: ['sanction'], notes: Array.from({ length: 120 }, (_, i) => `Remark ${i}`) } },
].map((one) => JSON.stringify(one)).join('\n');

/** A register with two lists, and programs of a steward, of a reviewer and of others. `lists: false`: with none. */
async function screened(t, { lists = true } = {}) {
  const place = folder(t);
  const data = path.join(place, 'register');
  await succeed(['init', data]);
  fs.writeFileSync(path.join(place, 'own.csv'), own);
  fs.writeFileSync(path.join(place, 'entities.ftm.json'), entities);
  if (lists) await succeed(['lists', 'update', path.join(place, 'own.csv'), path.join(place, 'entities.ftm.json'), '--data', data]);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const at = { server, place, data };
  at.token = async (role, scopes, withFactor = scopes.includes('office')) => {
    const person = await invited(server, ['--data', data], { address: `p${Math.random().toString(36).slice(2)}@register.example`, role, withFactor });
    return person.makeToken(scopes, scopes.includes('office') ? 90 : 366);
  };
  at.ready = async () => {
    for (let tries = 0; (await server.request('/yente/readyz')).status !== 200; ++tries) {
      assert.ok(tries < 100, 'the lists are loaded within ten seconds');
      await new Promise((done) => setTimeout(done, 100));
    }
  };
  at.steward = program(server.address, await at.token('steward', ['office']));
  return at;
}

/** The answer is as api/openapi.yaml says, and has nothing else. */
function described(method, address, { status, value }) {
  const operation = operations.find((one) => one.method === method && one.address === address);
  const schema = schemaOf(operation, String(status), 'application/json');
  assert.ok(schema, `${method} ${address} ${status} is described`);
  assert.deepEqual(faultsOf(schema, value), [], `${method} ${address} ${status}`);
  assert.deepEqual(undescribed(schema, value), [], `${method} ${address} ${status}`);
  return value;
}

test('a batch of parties is matched, each with its reasons', async (t) => {
  const at = await screened(t);
  await at.ready();
  const match = (target, body) => at.steward('POST', `/yente/match/${target}`, body);
  const person = { schema: 'Person', properties: { name: ['Nadja Example Berger'], birthDate: ['1971-05-03'], nationality: ['Switzerland'] } };
  const company = { schema: 'Company', properties: { name: ['Brilliant Amazing Limited'], jurisdiction: ['hk'], registrationNumber: ['84BA99810'] } };
  const asked = await match('default', { queries: { entity1: person, entity2: company, nobody: null } });
  assert.equal(asked.headers['x-batch-size'], '2');
  const { responses, limit } = described('post', '/yente/match/{dataset}', asked);
  assert.deepEqual([Object.keys(responses).sort(), limit], [['entity1', 'entity2'], 5]);
  const { status, results: [first, ...others], total, query } = responses.entity1;
  assert.deepEqual([status, others, total], [200, [], { value: 1, relation: 'eq' }]);
  assert.deepEqual(query, { id: null, schema: 'Person', properties: { name: ['Nadja Example Berger'], birthDate: ['1971-05-03'], nationality: ['ch'] } });
  assert.deepEqual([first.id, first.caption, first.schema, first.datasets, first.referents, first.target, first.match], ['own-X-1', 'Nadia Example Berger', 'Person', ['own'], ['X-1'], true, true]);
  assert.deepEqual(first.properties, { name: ['Nadia Example Berger'], alias: ['N. Berger', 'Nadja Berger'], birthDate: ['1971-05-03'], nationality: ['ch'], topics: ['debarment'], notes: ['a director'] });
  assert.ok(first.score >= 0.7 && first.score <= 1);
  assert.match(first.explanations.name_match.detail, /Berger ~ Berger \(same 1\.00 of 0\.\d\d\)/);
  assert.equal(first.explanations.born_match.detail, 'agrees');
  assert.equal(first.features.name_match, first.explanations.name_match.score);
  assert.deepEqual(responses.entity2.results, []);
  // A client's words for the same: values that are no lists, names in parts, an id of its own.
  const parts = described('post', '/yente/match/{dataset}', await match('ftm', { weights: {}, config: {}, queries: { q: { id: 'mine', schema: 'LegalEntity', properties: { firstName: 'Yuri', lastName: 'Obraztsov', birthDate: 1960 .toString() } } } }));
  assert.equal(parts.responses.q.query.id, 'mine');
  assert.deepEqual(parts.responses.q.results.map(({ id, last_seen, last_change }) => [id, last_seen, last_change]), [['NK-1', '2026-11-01T00:00:00', '2026-10-01T00:00:00']]);
});

test('what is asked for bounds what is answered', async (t) => {
  const at = await screened(t);
  await at.ready();
  const ids = async (target, properties = { name: ['Yuri Obraztsov'] }) => (await at.steward('POST', `/yente/match/${target}`, { queries: { q: { schema: 'Thing', properties } } })).value.responses.q.results.map(({ id }) => id);
  assert.deepEqual(await ids('default'), ['NK-1']);
  for (const none of ['own', 'default?exclude_dataset=ftm', 'default?include_dataset=own', 'default?exclude_schema=Person', 'default?exclude_entity_ids=NK-1', 'default?topics=debarment', 'default?changed_since=2026-11-02', 'default?limit=0'])
    assert.deepEqual(await ids(none), [], none);
  for (const one of ['ftm', 'default?include_dataset=ftm', 'default?topics=sanction&topics=debarment', 'default?changed_since=2026-09-30T10:00', 'default?algorithm=best', 'default?threshold=1&cutoff=0.3'])
    assert.deepEqual(await ids(one), ['NK-1'], one);
  const star = await at.steward('POST', '/yente/match/default', { queries: { q: { schema: 'Vessel', properties: { name: ['Example Star'] } } } });
  assert.deepEqual([star.value.responses.q.results[0].id, star.value.responses.q.results[0].properties.notes.length], ['NK-2', 100]);
  assert.equal((await at.steward('GET', '/yente/entities/NK-2')).value.properties.notes.length, 120);
  const { value } = await at.steward('POST', '/yente/match/default?threshold=1&cutoff=0.3', { queries: { q: { schema: 'Thing', properties: { name: ['Yuriy Obrastsov'] } } } });
  assert.deepEqual([value.responses.q.results[0].match, value.responses.q.total.value], [false, 0], 'below the threshold it is shown and is no match');
});

test('entries are looked up by name and id, and the catalogue says what there is', async (t) => {
  const at = await screened(t);
  await at.ready();
  const get = async (address, target = address) => described('get', address, await at.steward('GET', target));
  const all = await get('/yente/search/{dataset}', '/yente/search/default?limit=2&offset=1');
  assert.deepEqual([all.total, all.results.length, all.limit, all.offset], [{ value: 4, relation: 'eq' }, 2, 2, 1]);
  assert.deepEqual(all.facets.datasets.values.map(({ name, count }) => [name, count]), [['ftm', 2], ['own', 2]]);
  const found = await get('/yente/search/{dataset}', '/yente/search/default?q=example%20star&schema=Vehicle&facets=countries&facets=schema');
  assert.deepEqual([found.results.map(({ id }) => id), Object.keys(found.facets).sort()], [['NK-2'], ['countries', 'schema']]);
  assert.deepEqual((await get('/yente/search/{dataset}', '/yente/search/default?countries=ke')).results.map(({ id }) => id), ['own-X-2']);
  const entity = await get('/yente/entities/{id}', '/yente/entities/NK-2');
  assert.deepEqual([entity.schema, entity.properties.imoNumber], ['Vessel', ['9074729']]);
  described('get', '/yente/entities/{id}', await at.steward('GET', '/yente/entities/nobody'));
  const catalog = await get('/yente/catalog');
  assert.deepEqual(catalog.datasets.map(({ name, entity_count, load }) => [name, entity_count, load]), [['ftm', 2, true], ['own', 2, true], ['default', 4, false]]);
  assert.deepEqual([catalog.current, catalog.datasets[2].children], [['ftm', 'own'], ['ftm', 'own']]);
  const algorithms = await get('/yente/algorithms');
  assert.deepEqual([algorithms.default, algorithms.best, algorithms.algorithms.length], ['entente-1', 'entente-1', 1]);
  // What is asked narrows the counts with the entries, and pages go from list to list.
  const count = async (asked, facet = 'countries') => Object.fromEntries((await get('/yente/search/{dataset}', `/yente/search/${asked}`)).facets[facet].values.map(({ name, count: times }) => [name, times]));
  assert.deepEqual(await count('default'), { ch: 1, ke: 1, ru: 1 });
  assert.deepEqual(await count('own'), { ch: 1, ke: 1 });
  assert.deepEqual(await count('default?schema=Person'), { ch: 1, ru: 1 });
  assert.deepEqual(await count('default', 'topics'), { debarment: 2, sanction: 2 });
  assert.deepEqual(await count('default?facets=schema', 'schema'), { Organization: 1, Person: 2, Vessel: 1 });
  const ids = async (asked) => (await get('/yente/search/{dataset}', `/yente/search/${asked}`)).results.map(({ id }) => id);
  assert.deepEqual(await ids('default'), ['NK-1', 'NK-2', 'own-X-1', 'own-X-2']);
  assert.deepEqual(await ids('default?offset=1&limit=2'), ['NK-2', 'own-X-1']);
  assert.deepEqual(await ids('default?offset=1&limit=2&schema=Person'), ['own-X-1']);
  assert.deepEqual([await ids('default?offset=4'), await ids('default?target=false')], [[], []]);
  assert.equal((await at.steward('GET', '/yente/entities/X-1')).status, 404, 'the name of the list belongs to the id');
  for (const open of ['/yente/healthz', '/yente/readyz']) assert.deepEqual(described('get', open, await program(at.server.address)('GET', open)), { status: 'ok' });
});

test('faults are told as yente tells them, and nothing that would be passed over is', async (t) => {
  const at = await screened(t);
  await at.ready();
  const query = { schema: 'Person', properties: { name: ['A'] } };
  const refused = async (status, target, body, says) => {
    const { detail } = described('post', '/yente/match/{dataset}', await at.steward('POST', `/yente/match/${target}`, body));
    const answer = await at.steward('POST', `/yente/match/${target}`, body);
    assert.equal(answer.status, status, `${target} ${JSON.stringify(body)?.slice(0, 200)}`);
    if (status === 422) assert.deepEqual(detail[0].loc, says);
    else assert.match(detail, says);
  };
  await refused(404, 'nowhere', { queries: { q: query } }, /^No such dataset\.$/);
  await refused(400, 'default', { queries: {} }, /^No queries provided\.$/);
  await refused(400, 'default', { queries: Object.fromEntries(Array.from({ length: 101 }, (_, i) => [i, query])) }, /limit: 100/);
  await refused(400, 'default', { queries: { q: { ...query, schema: 'Banana' } } }, /Banana is no schema of parties/);
  await refused(400, 'default', { queries: { q: { ...query, properties: { name: Array(501).fill('A') } } } }, /more than 500 values/);
  await refused(400, 'default?algorithm=logic-v2', { queries: { q: query } }, /Invalid algorithm: logic-v2/);
  await refused(400, 'default', { weights: { name_literal: 0.8 }, queries: { q: query } }, /name_literal/);
  await refused(400, 'default', { config: { nm_number_mismatch: 0.4 }, queries: { q: query } }, /nm_number_mismatch/);
  await refused(400, 'default?include_dataset=x', { queries: { q: query } }, /No such dataset: x/);
  for (const body of ['', '{"queries":', '{} x', '{"queries":{},"queries":{}}', Buffer.from('{"a":"\xff"}', 'latin1'), '{"a":'.repeat(65), '[]', 'null'])
    await refused(400, 'default', body, /is not|no object|twice|UTF-8|JSON/);
  await refused(400, 'default', '[]', /^The body: is no object\. The API's description says which members it has\.$/);
  await refused(422, 'default', {}, ['body', 'queries']);
  await refused(422, 'default', { queries: { fail: { properties: { name: 'Banana' } } } }, ['body', 'queries', 'fail', 'schema']);
  await refused(422, 'default', { queries: { q: { schema: 'Person', properties: { name: 7 } } } }, ['body', 'queries', 'q', 'properties', 'name']);
  await refused(400, 'default?limit=500', { queries: Object.fromEntries(Array.from({ length: 5 }, (_, i) => [i, query])) }, /5 queries with a limit of 500 each, where a request may ask for 2000 in all/);
  await refused(422, 'default?limit=501', { queries: { q: query } }, ['query', 'limit']);
  await refused(422, 'default?threshold=nan', { queries: { q: query } }, ['query', 'threshold']);
  await refused(422, 'default?changed_since=spring', { queries: { q: query } }, ['query', 'changed_since']);
  for (const [status, target] of [[400, 'default?schema=Banana'], [400, 'default?sort=first_seen:desc'], [422, 'default?offset=9999'], [404, 'nowhere']])
    assert.equal((await at.steward('GET', `/yente/search/${target}`)).status, status, target);
  assert.match((await at.steward('GET', '/yente/nothing')).value.detail, /nothing at this address/);
  // Names that are none, and hostile ones, find nothing and break nothing.
  for (const name of ['', ' ', '👩‍👩‍👧‍👦', '\u202Eevil', 'a', 'x'.repeat(200_000), 'Ю王ا'])
    assert.equal((await at.steward('POST', '/yente/match/default', { queries: { q: { schema: 'Person', properties: { name: [name] } } } })).status, 200, name.slice(0, 20));
});

test('queries that are too much work are refused together, whatever their number', { timeout: 120_000 }, async (t) => {
  const at = await screened(t);
  await at.ready();
  const query = (seed) => ({ schema: 'Person', properties: { name: Array.from({ length: 64 }, (_, i) => Array.from({ length: 150 }, (_, k) => `q${seed}w${i}x${k}`).join(' ').slice(0, 1_000)) } });
  const ask = async (count) => at.steward('POST', '/yente/match/default', { queries: Object.fromEntries(Array.from({ length: count }, (_, i) => [`q${i}`, query(i)])) });
  assert.equal((await ask(2)).status, 200);
  const refused = await ask(15);
  assert.equal(refused.status, 400);
  assert.match(described('post', '/yente/match/{dataset}', refused).detail, /^Too much work for one request: 14 of its 15 queries take as long as a request may\. Send fewer/);
});

test('who speaks for an organisation does not read what the register itself wrote of anybody', async (t) => {
  const at = await screened(t);
  await at.ready();
  const file = path.join(at.place, 'organisations.json');
  fs.writeFileSync(file, JSON.stringify({ entente: '1', organisations: [{ key: 'harbour', organisation: { name: { en: 'Harbour Example Trading Ltd' }, country: 'KE', type: 'other' } }] }));
  await importJson(at.data, [file]);
  const organisation = await (async () => {
    for (let tries = 0; tries < 100; ++tries) {
      const [found] = (await at.server.json('/api/v1/organisations?q=Harbour')).results;
      if (found) return found;
      await new Promise((done) => setTimeout(done, 100));
    }
    throw new Error('the organisation is not found');
  })();
  const person = await invited(at.server, ['--data', at.data], { address: 'both@register.example', role: 'reviewer', withFactor: true });
  const reviewer = program(at.server.address, await person.makeToken(['office'], 90));
  const asked = ['default', 'own', 'ftm', 'default?exclude_dataset=own'];
  const statuses = async () => [
    ...await Promise.all(asked.map(async (target) => (await reviewer('POST', `/yente/match/${target}`, { queries: { q: { schema: 'Thing', properties: { name: ['Harbour Example Trading'] } } } })).status)),
    ...await Promise.all(['/yente/search/default', '/yente/search/ftm', '/yente/entities/own-X-2', '/yente/entities/NK-1', '/yente/catalog'].map(async (target) => (await reviewer('GET', target)).status)),
  ];
  assert.deepEqual(await statuses(), [200, 200, 200, 200, 200, 200, 200, 200, 200]);
  await succeed(['user', 'give', 'both@register.example', `representative of ${organisation.id}`, '--data', at.data]);
  assert.deepEqual(await statuses(), [403, 403, 200, 200, 403, 200, 403, 200, 200]);
  assert.match(described('get', '/yente/entities/{id}', await reviewer('GET', '/yente/entities/own-X-2')).detail, /^The list own is the register's own, and this account speaks for an organisation/);
});

test('hits are for stewards and reviewers by the scope office, and for nobody else', async (t) => {
  const at = await screened(t);
  await at.ready();
  const body = JSON.stringify({ queries: { q: { schema: 'Person', properties: { name: ['Nadia Berger'] } } } });
  const status = async (authorization) => {
    const answer = await at.server.request('/yente/match/default', { method: 'POST', body, headers: { 'content-type': 'application/json', ...(authorization ? { authorization } : {}) } });
    if (answer.status !== 200) assert.match(JSON.parse(answer.body).detail, /./);
    assert.equal(answer.headers['cache-control'], 'no-store');
    return answer.status;
  };
  assert.equal(await status(), 401);
  assert.equal(await status('Bearer entente_nothing'), 401);
  const reviewer = await at.token('reviewer', ['office']);
  assert.equal(await status(`Bearer ${reviewer}`), 200);
  assert.equal(await status(`ApiKey ${reviewer}`), 200, 'as clients of yente send their key');
  assert.equal((await at.server.request('/api/v1/account', { headers: { authorization: `ApiKey ${reviewer}` } })).status, 401, 'and nowhere else');
  for (const [role, scopes] of [['reviewer', ['read', 'write']], ['auditor', ['read', 'write']], ['administrator', ['office']], ['focal point of KE', ['office']]])
    assert.equal(await status(`Bearer ${await at.token(role, scopes)}`), 403, `${role} ${scopes}`);
});

test('without a list nobody is told that somebody stands on none, and a new version is asked as soon as it is read', async (t) => {
  const at = await screened(t, { lists: false });
  const ask = () => at.steward('POST', '/yente/match/default', { queries: { q: { schema: 'Person', properties: { name: ['Nadia Example Berger'] } } } });
  assert.deepEqual([(await ask()).status, (await at.server.request('/yente/readyz')).status], [503, 503]);
  await succeed(['lists', 'update', path.join(at.place, 'own.csv'), '--data', at.data]);
  await at.ready();
  assert.deepEqual((await ask()).value.responses.q.results.map(({ id }) => id), ['own-X-1']);
  // The command asks the same lists.
  const { stdout } = await run(['screen', '--data', at.data, '--json', 'Nadia Example Berger']);
  assert.equal(JSON.parse(stdout).hits[0].entry, 'X-1');
});

test('what the guide shows is answered as it says', async (t) => {
  const at = await screened(t);
  await at.ready();
  const guide = fs.readFileSync(path.join(root, 'docs/guide/screening.md'), 'utf8');
  const [, method, target, body] = /```http\n([A-Z]+) (\S+)\nContent-Type: application\/json\n\n([^]*?)```/.exec(guide);
  const { responses, limit } = described('post', '/yente/match/{dataset}', await at.steward(method, target, body));
  assert.deepEqual([Object.keys(responses), limit], [['first'], 5]);
  assert.deepEqual(responses.first.query.properties.nationality, ['eg']);
});
