// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A program speaks for a party, with a token of whoever represents it: once, however often its request is sent; never over what it has not read.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, importJson, request, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';

/** A register with a partnership of two parties, and a program that acts for one of them. */
async function served(t) {
  const place = folder(t);
  const data = path.join(place, 'register');
  const file = path.join(place, 'wells.json');
  const member = (key) => ({ organisation: key, role: 'member' });
  fs.writeFileSync(file, JSON.stringify({
    entente: '1',
    documents: { report: { title: 'Report', publisher: 'Example Fund', date: '2024' } },
    organisations: ['fund', 'union'].map((key) => ({ key, organisation: { name: { en: key }, sources: [{ document: 'report' }] } })),
    partnerships: [{ key: 'wells', partnership: { title: { en: 'Wells for all' }, sources: [{ document: 'report' }] }, participations: ['fund', 'union'].map(member) }],
  }));
  await succeed(['init', data]);
  assert.equal((await importJson(data, [file])).rejected, 0);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const [{ id: partnership }] = (await server.json('/api/v1/partnerships')).results;
  const parties = async () => (await server.json(`/api/v1/partnerships/${partnership}`)).parties;
  const party = async (name) => (await parties()).find(({ organisation }) => organisation.name.en === name);
  const { id, organisation } = await party('fund');
  const person = await invited(server, ['--data', data], { address: 'fund@party.example', role: `representative of ${organisation.id}` });
  const token = await person.makeToken(['write']);
  const send = async (target, method, body, headers = {}) => {
    const answer = await request(server.address, target, { method, body: body && JSON.stringify(body), headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers } });
    return { status: answer.status, headers: answer.headers, value: JSON.parse(answer.body) };
  };
  return { server, partnership, person, party: party, part: `/api/v1/account/parts/${id}`, organisation, send };
}

describe('A program that speaks for a party', () => {
  test('finds its parts, confirms one, and the page shows it', async (t) => {
    const at = await served(t);
    const { value } = await at.send(`/api/v1/account/parts?organisation=${at.organisation.id}`, 'GET');
    assert.deepEqual([value.total, value.waiting, value.results[0].partnership_title], [1, 1, { en: 'Wells for all' }]);
    const said = await at.send(`${at.part}/word`, 'POST', { word: 'confirm', version: value.results[0].version, remark: { en: '<b>Gladly</b>' } });
    assert.deepEqual([said.status, said.value.state, said.value.done.repeated, said.headers['cache-control']], [200, 'confirmed', false, 'no-store']);
    const page = (await at.server.request(`/en/partnerships/${at.partnership}`)).body;
    assert.match(page, /Confirmed by 1 of 2 parties/);
    assert.match(page, /&lt;b&gt;Gladly/);
    assert.equal((await at.party('union')).state, 'named');
  });

  test('does it once, however often the request is sent', async (t) => {
    const at = await served(t);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const correct = (text, more = key) => at.send(at.part, 'PUT', { version: 1, part: { role: 'funder', brings: { en: text } } }, more);
    const first = await correct('Money');
    assert.deepEqual([first.status, first.value.version, first.value.done.repeated], [200, 2, false]);
    assert.ok(first.value.done.event_seq > 0);
    const again = await correct('Money');
    assert.deepEqual([again.status, again.value.version, again.value.done], [200, 2, { event_seq: first.value.done.event_seq, repeated: true }]);
    const other = await correct('Something else');
    assert.deepEqual([other.status, other.value.error.code], [409, 'conflict'], 'the key stands for the first request alone');
    assert.match(other.value.error.message, /was given to a request that asked for something else/);
    assert.equal((await at.send(`${at.part}/word`, 'POST', { word: 'confirm', version: 2 }, key)).status, 409, 'at another address too');
    assert.deepEqual((await at.party('fund')).participation.brings, { en: 'Money' });
    assert.equal((await correct('Something else', {})).status, 409, 'without it, the version was read too early');
    // Twenty at once under one key: one does it, the others learn that it is done.
    const many = await Promise.all(Array.from({ length: 20 }, () => at.send(at.part, 'PUT', { version: 2, part: { role: 'funder', brings: { en: 'More' } } }, { 'idempotency-key': 'at-once' })));
    assert.deepEqual([...new Set(many.map(({ status }) => status))], [200]);
    assert.equal(many.filter(({ value }) => !value.done.repeated).length, 1);
    assert.equal((await at.party('fund')).version, 3);
  });

  test('is not let over what it has not read', async (t) => {
    const at = await served(t);
    await at.person.fill(`/en${at.part.replace('/api/v1', '')}`, { do: 'correct', version: '1', role: 'lead', brings: 'Ten wells' });
    const late = await at.send(`${at.part}/word`, 'POST', { word: 'confirm', version: 1 });
    assert.deepEqual([late.status, late.value.error.code], [409, 'conflict']);
    assert.match(late.value.error.message, /has changed since it was read/);
    assert.deepEqual((await at.party('fund')).participation.brings, { en: 'Ten wells' });
  });

  test('is told what is wrong with what it sends, and nothing is changed', async (t) => {
    const at = await served(t);
    const wrong = [
      [{ word: 'decline', version: 1 }, /remark: is empty/],
      [{ word: 'perhaps', version: 1 }, /confirm, decline or leave/],
      [{ word: 'confirm', version: 0 }, /version/],
      [{ word: 'confirm', version: 1, remarks: {} }, /'remarks': is not among what can be sent here/],
      [{ word: 'confirm', version: 1, remark: 'text' }, /remark/],
      [{ word: 'confirm', version: 1, remark: { en: 'x'.repeat(20_001) } }, /remark/],
    ];
    for (const [body, says] of wrong) {
      const { status, value } = await at.send(`${at.part}/word`, 'POST', body);
      assert.equal(status, 400, JSON.stringify(body).slice(0, 80));
      assert.match(`${value.error.message} ${value.error.next}`, says);
    }
    for (const headers of [{ 'content-type': 'text/plain' }, { 'idempotency-key': '' }, { 'idempotency-key': 'two words' }, { 'idempotency-key': 'x'.repeat(201) }])
      assert.equal((await at.send(`${at.part}/word`, 'POST', { word: 'confirm', version: 1 }, headers)).status, 400, JSON.stringify(headers).slice(0, 80));
    assert.equal((await at.party('fund')).state, 'named');
  });
});
