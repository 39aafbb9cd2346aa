// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Asks the real server at every address of the document, and holds the answers against it.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';

import { Server, exampleCount, makeExampleRegister } from '../support/register.mjs';
import { Person, invited } from '../support/accounts.mjs';
import { faultsOf, operations, schemaOf, text, undescribed } from './document.mjs';
import { press } from '../support/forms.mjs';

const nobody = '00000000-0000-7000-8000-000000000000';
let server;
let data;
let ids;
let reported;
let token;

before(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-api-'));
  server = await Server.start(await makeExampleRegister(data));
  const all = (await server.json('/api/v1/partnerships?limit=100')).results;
  ids = {
    partnerships: all.map((one) => one.id),
    organisations: (await server.json('/api/v1/organisations?limit=100')).results.map((one) => one.id),
  };
  const person = await invited(server, ['--data', data], { address: 'program@register.example', role: 'focal point of KE' });
  token = await person.makeToken(['read', 'write']);
  ids.published = [];
  for (const [kind, fields] of [['guidance', {}], ['plan', { kind: 'plan' }], ['capacity', { kind: 'need', field: 'health', state: 'open' }]]) {
    await person.fill(`/en/desk/KE/${kind}`, { version: '0', draft: '0', do: 'publish', title_en: `A ${kind}`, ...fields });
    const desk = await person.open('/en/desk/KE');
    ids.published.push(new RegExp(`/en/desk/KE/${kind}/([0-9a-f-]{36})`).exec(desk.body)[1]);
  }
  reported = [await server.find('organisations', 'XM-EXAMPLE-5')];
});

after(async () => {
  await server?.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

/** The address with real values: `id` and version put in, what is required asked for. */
function target({ address, parameters }, id) {
  const values = { id, version: '1', from: '1', to: '1', code: address.includes('/goals/') ? '6' : 'KE', about: ids.partnerships[0] };
  const query = parameters.filter((p) => p.in === 'query' && p.required).map((p) => `${p.name}=${values[p.name]}`);
  return address.replace(/\{(\w+)\}/g, (_, name) => values[name]) + (query.length ? `?${query.join('&')}` : '');
}

const byToken = (one) => ({ authorization: `Bearer ${one}` });

async function check(operation, asked, status, body, headers = operation.operation.security ? byToken(token) : {}) {
  const answer = await server.request(asked, { method: operation.method.toUpperCase(), body, headers });
  assert.equal(answer.status, status, `${asked}: ${answer.body.slice(0, 500)}`);
  if (status === 204) {
    assert.ok(operation.operation.responses['204'], `${asked}: the document describes 204`);
    assert.equal(answer.body, '');
    return answer;
  }
  const type = answer.headers['content-type']?.split(';')[0];
  const schema = schemaOf(operation, String(status), type);
  assert.ok(schema, `${asked}: the document describes ${status} as ${type}`);
  if (type !== 'application/json') return answer;
  const value = JSON.parse(answer.body);
  assert.deepEqual(faultsOf(schema, value), [], asked);
  assert.deepEqual(undescribed(schema, value), [], `${asked} answers with members that the document does not name`);
  return answer;
}

describe('what the server answers is what the document says', () => {
  for (const operation of operations.filter(({ method, address }) => method === 'get' && !/account\/(parts|promises|reports|concerns|partnerships|desks|guidance|organisations|countries)|v1\/concern\/|v1\/agreements\/|deliveries\/\{id\}$|v1\/(registering|reporting|review|answering)|due-diligence|^\/yente\//.test(address))) { // those in writing.test.mjs and tests/scenarios/screening_yente.test.mjs
    const kind = operation.address.match(/\/(partnerships|organisations|published)\/\{id\}/)?.[1];
    test(`GET ${operation.address}`, async () => {
      // Nothing in the example is shown by a file; tests/scenarios/promises.test.mjs reads one.
      if (operation.operation.operationId === 'getDeliveryEvidence') return void (await check(operation, target(operation, nobody).replace('undefined', 'a'.repeat(64)), 404));
      if (!kind) return void (await check(operation, target(operation), 200));
      const lacks = operation.operation.operationId === 'getOrganisationIati' ? (id) => !reported.includes(id) : () => false;
      for (const id of ids[kind]) await check(operation, target(operation, id), lacks(id) ? 404 : 200);
      await check(operation, target(operation, nobody), 404);
      await check(operation, target(operation, 'no-id'), 404);
    });
  }

  test('every parameter of the lists can be asked for, one by one', async () => {
    const values = { goal: '6', target: '6.1', country: 'KE', region: '298', field: 'health', level: 'national', kind: 'project', status: 'active',
      year: '2023', party: ids.organisations[0], party_type: 'foundation', role: 'funder', language: 'ar', group: 'ldc', fresh: 'reported', explain: 'true', q: 'water', sort: 'title', limit: '3',
      cursor: 'c3', identifier: 'XM-EXAMPLE-1-WATER-01', at: new Date(Date.now() - 1).toISOString() };
    for (const operation of operations.filter(({ address }) => /\/(partnerships|organisations)$/.test(address)))
      for (const { name } of operation.parameters) {
        assert.ok(name in values, `${operation.address}: the test knows a value of ${name}`);
        await check(operation, `${operation.address}?${name}=${encodeURIComponent(values[name])}`, 200);
        if (name === 'explain') for (const q of ['safe water', 'Kenya', 'wter', 'water zzyzx']) await check(operation, `${operation.address}?explain=true&q=${q.replace(' ', '+')}`, 200);
        if (name === 'limit') await check(operation, `${operation.address}?limit=x`, 400);
      }
  });

  test('suggestions of every kind', async () => {
    const suggest = operations.find(({ operation }) => operation.operationId === 'suggest');
    for (const q of ['', 'wat', 'keny', 'zero', 'east', 'heal', 'exam']) await check(suggest, `${suggest.address}?q=${q}`, 200);
    await check(suggest, `${suggest.address}?of=x`, 400);
  });

  test('concerns: published, shortened, answered, and replied to for a government', async () => {
    const concerns = operations.find(({ operation }) => operation.operationId === 'listConcerns');
    const [record] = ids.published;
    const about = `/en/concerns/about/${record}`;
    const stranger = new Person(server.address);
    const secret = /name="secret" value="([\w-]{43})"/.exec((await stranger.open(about)).body)[1];
    assert.equal((await stranger.fill(about, { secret, kind: 'privacy', text: 'It names my child, Akinyi.' })).status, 200);
    const steward = await invited(server, ['--data', data], { address: 'steward@register.example', role: 'steward', withFactor: true });
    assert.equal((await steward.fill('/en/concerns/1', { do: 'publish', text: 'It names a child.' })).status, 303);
    await check(concerns, `${concerns.address}?about=${record}`, 200);
    const minister = await invited(server, ['--data', data], { address: 'minister@treasury.example', role: 'focal point of KE' });
    assert.equal((await minister.fill('/en/account/concerns/1', { text: 'It does not any more.' })).status, 303);
    assert.equal((await steward.fill('/en/concerns/1', { do: 'answer', text: 'The name has been taken out.' })).status, 303);
    const { body } = await check(concerns, `${concerns.address}?about=${record}`, 200);
    const [{ said, ...published }] = JSON.parse(body).published;
    assert.deepEqual([published.state, published.text, published.shortened], ['answered', 'It names a child.', true]);
    assert.deepEqual(said.map(({ what, country }) => [what, country]), [['replied', 'KE'], ['answered', undefined]]);
    assert.match((await server.request(`/en/countries/KE/published/${record}`)).body, new RegExp(`href="${about}#n1"`));
    await check(concerns, `${concerns.address}?about=${nobody}`, 404);
    await check(concerns, `${concerns.address}?about=x`, 400);
  });

  test('due diligence: for an office, and for the organisation', async () => {
    const queue = '/en/due-diligence/assessments';
    const person = (name, role, more) => invited(server, ['--data', data], { address: `${name}@register.example`, role, ...more });
    const [organisation] = ids.organisations;
    const minister = await person('planning', 'focal point of KE');
    const assessor = await person('assessor', 'reviewer');
    const speaker = await person('speaker', `representative of ${organisation}`);
    const decider = await person('decider', 'steward', { withFactor: true });
    assert.equal((await minister.fill('/en/due-diligence/request', { organisation: `/en/organisations/${organisation}`, partnership: `/en/partnerships/${ids.partnerships[0]}`, country: 'KE', text: 'A call.' })).status, 303);
    assert.equal((await assessor.fill(`${queue}/1`, { do: 'take' })).status, 303);
    const { body } = await assessor.open(`${queue}/1`);
    for (const [, key] of body.matchAll(new RegExp(`href="${queue}/1/([a-z_.0-9]+)"`, 'g')))
      assert.equal((await assessor.fill(`${queue}/1/${key}`, { outcome: 'found', text: key, evidence: `https://a.example/ A page\n${'a'.repeat(64)}`, source: 'A newspaper', date: '2026-03' })).status, 303, key);
    assert.equal((await press(assessor, `${queue}/1`, 'do=hand_over')).status, 303);
    assert.equal((await speaker.fill('/en/account/due-diligence/1', { do: 'answer', finding: 'identity', text: 'We moved.' })).status, 303);
    const [office, own] = [await decider.makeToken(['office']), await speaker.makeToken(['write'])];
    const read = async (id, asked, by, status = 200) => {
      const operation = operations.find(({ operation: each }) => each.operationId === id);
      return check(operation, operation.address.replace('{number}', '1') + asked, status, undefined, byToken(by));
    };
    const all = async () => {
      for (const state of ['requested', 'hearing', 'decided']) await read('listAssessments', `?state=${state}`, office);
      await read('getAssessment', '', office);
      await read('listOwnAssessments', '', own);
      await read('getOwnAssessment', '', own);
    };
    await all();
    assert.equal((await speaker.fill('/en/account/due-diligence/1', { do: 'heard' })).status, 303);
    assert.equal((await press(decider, `${queue}/1`, 'do=decide', { grade: 'high', reason: 'As found.', conditions: 'None.', note: 'For us.' })).status, 303);
    await all();
    await read('listAssessments', '?state=none', office, 400);
    await read('listAssessments', '?limit=0', office, 400);
    await read('getAssessment', '', own, 403);
    await read('listOwnAssessments', '', office, 403);
  });

  test('events: all of them, of each topic, page by page, and those of a government', async () => {
    const events = operations.find(({ operation }) => operation.operationId === 'listEvents');
    const all = [];
    for (let after = '0', pages = 0; ; ++pages) {
      const page = JSON.parse((await check(events, `${events.address}?after=${after}&limit=100`, 200)).body);
      all.push(...page.events);
      after = page.next;
      if (page.next === String(page.last)) break;
      assert.ok(pages < 100, 'it ends');
    }
    assert.ok(all.some(({ id }) => id === ids.published[0]), 'what a government published');
    assert.ok(all.some(({ country }) => country === 'KE'));
    for (const topic of ['partnerships', 'parties', 'promises', 'reports', 'organisations', 'governments']) {
      const page = JSON.parse((await check(events, `${events.address}?topic=${topic}`, 200)).body);
      assert.deepEqual(page.events, all.filter((event) => event.topic === topic).slice(0, page.events.length));
    }
    for (const asked of ['after=x', 'after=1-', 'after=-1', 'limit=0', 'limit=101', 'topic=x', 'before=1']) await check(events, `${events.address}?${asked}`, 400);
  });

  test('the report of a file, with findings of several kinds and without any', async () => {
    const validate = operations.find(({ operation }) => operation.operationId === 'validateFile');
    const file = (inside) => `<iati-activities version="2.03">${inside}</iati-activities>`;
    const repeated = '<iati-activity><iati-identifier>A</iati-identifier><nothing/><sector code="x" vocabulary="1"/><sector code="y" vocabulary="1"/></iati-activity>';
    for (const body of [file(repeated + repeated), file(''), '<html/>', 'no XML']) await check(validate, validate.address, 200, body);
    for (const format of ['csv', 'sarif', 'text']) await check(validate, `${validate.address}?format=${format}`, 200, file(repeated));
    await check(validate, `${validate.address}?severity=bad`, 400, file(''));
    await check(validate, validate.address, 400, '');
  });

  test('the parts of an organisation, and what a party says of one', async () => {
    const operation = (id) => operations.find((one) => one.operation.operationId === id);
    const [list, get, correct, word] = ['listParts', 'getPart', 'correctPart', 'answerForPart'].map(operation);
    const person = await invited(server, ['--data', data], { address: 'fund@register.example', role: `representative of ${reported[0]}` });
    const theirs = { ...byToken(await person.makeToken(['write'])), 'content-type': 'application/json' };
    const send = (one, id, status, body) => check(one, target(one, id), status, typeof body === 'string' ? body : JSON.stringify(body), theirs);
    const asked = `${list.address}?organisation=${reported[0]}`;
    const { results, total, waiting } = JSON.parse((await check(list, `${asked}&limit=100`, 200, undefined, theirs)).body);
    assert.ok(total > 0 && results.length === total && waiting === total);
    const [{ id, version, part }] = results;
    await check(get, target(get, id), 200, undefined, theirs);
    await send(word, id, 200, { word: 'confirm', version });
    await send(correct, id, 200, { version, part: { role: part.role, brings: { en: 'Money' } }, remark: { en: 'As agreed' } });
    assert.equal(JSON.parse((await check(list, asked, 200, undefined, theirs)).body).waiting, total - 1);

    await send(word, id, 409, { word: 'confirm', version });
    await send(correct, id, 409, { version, part: { role: part.role } });
    for (const body of ['', '{', '[]', '{"word":"maybe","version":1}', '{"word":"confirm"}', '{"word":"confirm","version":1,"more":1}']) await send(word, id, 400, body);
    for (const body of ['', '{}', '{"part":{"role":"lead","named_by":"x"},"version":2}', '{"part":{"role":"king"},"version":2}', '{"part":{},"version":"2"}']) await send(correct, id, 400, body);
    await check(list, `${list.address}?organisation=x`, 400, undefined, theirs);
    await check(list, `${asked}&limit=0`, 400, undefined, theirs);
    for (const one of [get, word, correct]) {
      const body = one === word ? { word: 'confirm', version } : { version, part: { role: 'lead' } };
      const sent = one === get ? undefined : JSON.stringify(body);
      for (const none of [nobody, 'no-id']) await check(one, target(one, none), 404, sent, theirs);
      await check(one, target(one, id), 401, sent, {});
      await check(one, target(one, id), 403, sent, { ...byToken(token), 'content-type': 'application/json' });
    }
    await check(list, asked, 401, undefined, {});
    await check(list, asked, 403);
  });

  test('what concerns an account: with a token, without one, and with one that is not for it', async () => {
    const [account, tokens, withdraw] = ['getAccount', 'listTokens', 'withdrawToken'].map((id) => operations.find(({ operation }) => operation.operationId === id));
    for (const operation of [account, tokens, withdraw]) await check(operation, target(operation, nobody), 401, undefined, {});
    const { body } = await check(tokens, tokens.address, 200);
    const [{ id, scopes }] = JSON.parse(body).results;
    assert.deepEqual(scopes, ['read', 'write']);
    await check(withdraw, target(withdraw, nobody), 404);
    await check(withdraw, target(withdraw, id), 204);
    await check(account, account.address, 401);
  });

  test('the server gives the document itself, as it stands in the repository', async () => {
    const answer = await server.request('/api/v1/openapi.yaml');
    assert.equal(answer.body, text);
    assert.match(answer.headers['content-type'], /^application\/yaml/);
  });
});

describe('paging by cursor', () => {
  for (const list of ['/api/v1/partnerships?sort=title', '/api/v1/partnerships', '/api/v1/partnerships?q=water&country=KE', '/api/v1/organisations'])
    test(`walks all of ${list} exactly once`, async () => {
      const mark = list.includes('?') ? '&' : '?';
      const whole = await server.json(`${list}${mark}limit=100`);
      assert.equal(whole.next, '');
      assert.equal(whole.results.length, whole.total);
      const seen = [];
      let pages = 0;
      for (let cursor = ''; pages === 0 || cursor; ++pages) {
        const page = await server.json(`${list}${mark}limit=5${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
        assert.equal(page.total, whole.total);
        seen.push(...page.results.map((one) => one.id));
        cursor = page.next;
      }
      assert.deepEqual(seen, whole.results.map((one) => one.id));
      assert.equal(pages, Math.ceil(whole.total / 5));
    });

  test('an organisation with many parts gives them page by page, each once', async () => {
    const id = await server.find('organisations', 'XM-EXAMPLE-1');
    const whole = await server.json(`/api/v1/organisations/${id}?limit=100`);
    assert.equal(whole.engagements.length, whole.engagements_total);
    const first = await server.json(`/api/v1/organisations/${id}?limit=1`);
    const second = await server.json(`/api/v1/organisations/${id}?limit=1&cursor=c1`);
    assert.deepEqual([...first.engagements, ...second.engagements], whole.engagements.slice(0, 2));
  });
});

test('facet counts are exact: each is what a list filtered by that value holds', async () => {
  const { facets, total } = await server.json('/api/v1/partnerships?limit=1');
  assert.equal(total, exampleCount);
  for (const [name, counts] of Object.entries(facets))
    for (const { value, count } of counts.slice(0, 6)) {
      const found = await server.json(`/api/v1/partnerships?limit=1&${name}=${encodeURIComponent(value)}`);
      assert.equal(found.total, count, `${name}=${value}`);
    }
});

test('an entity tag holds until the answer changes, and belongs to one address', async () => {
  for (const address of ['/api/v1/register', '/api/v1/partnerships?goal=6', `/api/v1/partnerships/${ids.partnerships[0]}`]) {
    const first = await server.request(address);
    assert.match(first.headers.etag, /^"[^"]+"$/);
    const again = await server.request(address, { headers: { 'If-None-Match': `"other", ${first.headers.etag}` } });
    assert.equal(again.status, 304);
    assert.equal(again.body, '');
    const other = await server.request('/api/v1/organisations', { headers: { 'If-None-Match': first.headers.etag } });
    assert.equal(other.status, 200);
  }
});

test('a register answers many at once', async () => {
  const answers = await Promise.all(Array.from({ length: 100 }, (_, i) => server.request(`/api/v1/partnerships/${ids.partnerships[i % exampleCount]}`)));
  assert.deepEqual([...new Set(answers.map((a) => a.status))], [200]);
});
