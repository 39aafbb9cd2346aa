// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Programs promise, deliver, show it, and say whether it came: each for those for whom its owner speaks, and each request once.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, test } from 'node:test';

import { partnered, parts } from '../support/programs.mjs';

const money = (amount) => ({ amount, currency: 'USD' });
const promises = (person) => `/api/v1/account/parts/${person.part}/promises`;
const one = (id) => `/api/v1/account/promises/${id}`;
const wordOn = (id) => `/api/v1/account/deliveries/${id}/word`;

/** Enters it for a party; gives the answer's value. */
async function entered(person, what, headers) {
  const { status, value } = await person.ask('POST', promises(person), what, headers);
  assert.equal(status, 200, JSON.stringify(value));
  return value;
}

describe('A program of the giver', () => {
  test('promises, delivers a part of it and shows it; programs of the receiver and of the government confirm', async (t) => {
    const at = await partnered(t);
    const promise = await entered(at.fund, { commitment: { kind: 'finance', value: money('1000.50'), receiver: { organisation: at.union.organisation }, due: '2026-12', conditions: { en: 'If the ground allows' } } });
    assert.deepEqual([promise.version, promise.commitment.giver.organisation, promise.part, promise.done.repeated], [1, at.fund.organisation, at.fund.part, false]);
    const { id } = await entered(at.fund, { delivery: { kind: 'disbursement', commitment: promise.id, value: money('400'), date: '2026-05-03', receiver: { organisation: at.union.organisation } } });

    const link = await at.fund.ask('POST', `${one(id)}/evidence`, { version: 1, kind: 'receipt', url: 'https://example.org/receipt', title: { en: 'Receipt' } });
    assert.deepEqual([link.status, link.value.version, link.value.attested], [200, 2, ['claim', 'own_document']]);
    const form = parts({ evidence: JSON.stringify({ version: 2, kind: 'receipt' }), file: { file: '../../paid.pdf', content: '%PDF-1.4 paid' } });
    const file = await at.fund.ask('POST', `${one(id)}/evidence`, form.body, form.headers);
    assert.equal(file.status, 200, JSON.stringify(file.value));
    const [, piece] = file.value.delivery.evidence;
    assert.deepEqual([piece.name, piece.media_type], ['paid.pdf', 'application/pdf']);
    assert.equal((await at.server.request(`/api/v1/deliveries/${id}/evidence/${piece.file}`)).body, '%PDF-1.4 paid');
    const dropped = await at.fund.ask('DELETE', `${one(id)}/evidence/1?version=3`);
    assert.deepEqual([dropped.status, dropped.value.delivery.evidence.length], [200, 1]);

    const came = await at.union.ask('POST', wordOn(id), { word: 'confirm', version: 4, remark: { en: 'It came <in time>' } });
    assert.deepEqual([came.status, came.value.attested], [200, ['claim', 'own_document', 'partner_countersigned']]);
    const host = await at.kenya.ask('POST', wordOn(id), { word: 'confirm', version: 4, country: 'KE' });
    assert.deepEqual(host.value.attested, ['claim', 'own_document', 'partner_countersigned', 'host_government']);
    assert.deepEqual((await at.view()).deliveries[0].attested, host.value.attested);
    assert.match(await at.page(), /It came &lt;in time&gt;|Confirmed by the receiver/);
    const { value: anybodys } = await at.anybody('GET', `/api/v1/deliveries/${id}`);
    assert.deepEqual([anybodys.words.length, anybodys.attested], [2, host.value.attested]);
  });

  test('lists what was promised, given and received, page by page, the newest first', async (t) => {
    const at = await partnered(t);
    for (let i = 1; i <= 5; ++i) await entered(at.fund, { commitment: { kind: 'finance', value: money(String(i)) } });
    await entered(at.fund, { delivery: { kind: 'in_kind', description: { en: 'A pump' }, receiver: { organisation: at.union.organisation } } });
    const amounts = [];
    for (let cursor = ''; ;) {
      const { value } = await at.fund.ask('GET', `${promises(at.fund)}?limit=2&cursor=${cursor}`);
      assert.equal(value.total, 5);
      amounts.push(...value.results.map(({ commitment }) => commitment.value.amount));
      if (!(cursor = value.next)) break;
    }
    assert.deepEqual(amounts, ['5', '4', '3', '2', '1']);
    const received = (await at.union.ask('GET', `${promises(at.union)}?list=received`)).value;
    assert.deepEqual(received.results.map(({ delivery }) => delivery.description), [{ en: 'A pump' }]);
    assert.deepEqual((await at.fund.ask('GET', `${promises(at.fund)}?list=delivered`)).value.results.map(({ attested }) => attested), [['claim']]);
    assert.ok(received.parties.some(({ id }) => id === at.fund.organisation));
    for (const query of ['?list=all', '?limit=0', '?cursor=x']) assert.equal((await at.fund.ask('GET', promises(at.fund) + query)).status, 400);
  });

  test('changes what it read and nothing else, and withdraws with a reason that stays', async (t) => {
    const at = await partnered(t);
    const { id } = await entered(at.fund, { commitment: { kind: 'finance', value: money('5') } });
    const change = (version, commitment) => at.fund.ask('PUT', one(id), { version, commitment });
    const changed = await change(1, { kind: 'goods', description: { en: 'Five pumps' } });
    assert.deepEqual([changed.status, changed.value.version, changed.value.commitment.value], [200, 2, undefined]);
    assert.equal((await change(1, { kind: 'goods', description: { en: 'Six' } })).status, 409);
    assert.equal((await at.fund.ask('PUT', one(id), { version: 2, delivery: { kind: 'in_kind', description: { en: 'x' } } })).status, 400);
    assert.equal((await at.fund.ask('POST', `${one(id)}/withdrawal`, { version: 2 })).status, 400);
    const gone = await at.fund.ask('POST', `${one(id)}/withdrawal`, { version: 2, reason: { en: 'The budget fell' } });
    assert.deepEqual([gone.status, gone.value.withdrawn, gone.value.commitment.withdrawn], [200, true, { en: 'The budget fell' }]);
    assert.match(await at.page(), /The budget fell/);
    assert.equal((await change(3, { kind: 'finance', value: money('1') })).status, 409);
  });

  test('does it once, however often the request is sent', async (t) => {
    const at = await partnered(t);
    const key = { 'idempotency-key': crypto.randomUUID() };
    const what = { commitment: { kind: 'finance', value: money('7') } };
    const first = await entered(at.fund, what, key);
    const again = await entered(at.fund, what, key);
    assert.deepEqual([again.id, again.version, again.done], [first.id, 1, { event_seq: first.done.event_seq, repeated: true }]);
    const many = await Promise.all(Array.from({ length: 20 }, () => at.fund.ask('POST', promises(at.fund), what, { 'idempotency-key': 'at-once' })));
    assert.deepEqual([...new Set(many.map(({ status }) => status))], [200]);
    assert.equal(new Set(many.map(({ value }) => value.id)).size, 1);
    assert.equal((await at.view()).commitments.length, 2);
    // Without a key, by the id that the program made.
    const id = '01936f00-0000-7000-8000-00000000000a';
    for (let i = 0; i < 3; ++i) assert.equal((await entered(at.fund, { id, ...what })).id, id);
    assert.equal((await at.view()).commitments.length, 3);
    const under = () => at.fund.ask('POST', promises(at.fund), { id, ...what }, { 'idempotency-key': 'stands-already' });
    for (const { status, value } of [await under(), await under()]) assert.deepEqual([status, value.id, value.done.event_seq], [200, id, 0]);
    const { id: delivery } = await entered(at.fund, { delivery: { kind: 'disbursement', value: money('1'), receiver: { organisation: at.union.organisation } } });
    const say = () => at.union.ask('POST', wordOn(delivery), { word: 'dispute', version: 1, remark: { en: 'Half' } }, { 'idempotency-key': 'said' });
    assert.deepEqual([(await say()).value.done.repeated, (await say()).value.done.repeated], [false, true]);
    assert.equal((await at.view()).attestations.length, 1);
    // What stands between the parts of a form is made anew by whoever sends it again.
    const shown = (mark, content = 'words') => {
      const form = parts({ evidence: JSON.stringify({ version: 1, kind: 'receipt' }), file: { file: 'a.txt', content } }, mark);
      return at.fund.ask('POST', `${one(delivery)}/evidence`, form.body, { ...form.headers, 'idempotency-key': 'shown' });
    };
    const [told, retold, other] = [await shown('one-mark'), await shown('another-mark'), await shown('one-mark', 'other words')];
    assert.deepEqual([told.status, retold.status, retold.value.done, other.status], [200, 200, { ...told.value.done, repeated: true }, 409]);
  });

  test('is let into nothing that is another’s', async (t) => {
    const at = await partnered(t);
    const { id } = await entered(at.fund, { delivery: { kind: 'disbursement', value: money('40'), receiver: { organisation: at.union.organisation } } });
    const none = '00000000-0000-7000-8000-000000000000';
    for (const [who, method, target, body, status] of [
      [at.union, 'GET', one(id), undefined, 403],
      [at.union, 'PUT', one(id), { version: 1, delivery: { kind: 'disbursement', value: money('1') } }, 403],
      [at.union, 'POST', `${one(id)}/withdrawal`, { version: 1, reason: { en: 'x' } }, 403],
      [at.union, 'POST', `${one(id)}/evidence`, { version: 1, kind: 'receipt', url: 'https://example.org/' }, 403],
      [at.union, 'GET', promises(at.fund), undefined, 403],
      [at.union, 'POST', promises(at.fund), { commitment: { kind: 'finance', value: money('1') } }, 403],
      [at.union, 'POST', wordOn(id), { word: 'confirm', version: 1, country: 'KE' }, 403],
      [at.fund, 'POST', wordOn(id), { word: 'confirm', version: 1 }, 403],
      [at.kenya, 'POST', wordOn(id), { word: 'confirm', version: 1 }, 403],
      [at.kenya, 'POST', promises(at.fund), { commitment: { kind: 'finance', value: money('1') } }, 403],
      [at.fund, 'GET', one(none), undefined, 404],
      [at.fund, 'GET', one('no-id'), undefined, 404],
      [at.fund, 'DELETE', `${one(id)}/evidence/1?version=1`, undefined, 404],
      [at.union, 'POST', wordOn(none), { word: 'confirm', version: 1 }, 404],
    ]) assert.equal((await who.ask(method, target, body)).status, status, `${method} ${target}`);
    for (const token of [undefined, 'entente_' + 'x'.repeat(43)])
      assert.equal((await at.anybody('GET', one(id), undefined, token ? { authorization: `Bearer ${token}` } : {})).status, 401);
    const reader = await at.fund.makeToken(['read']);
    assert.equal((await at.anybody('GET', one(id), undefined, { authorization: `Bearer ${reader}` })).status, 403);
    assert.equal((await at.view()).deliveries[0].version, 1);
  });

  test('is told what is wrong with what it sends, and nothing is entered', async (t) => {
    const at = await partnered(t);
    const price = { product: { en: 'Vaccine' }, unit: 'dose', reference: { amount: '10', currency: 'EUR' }, offered: { amount: '3.25', currency: 'EUR' }, countries: ['KE', 'NP'] };
    const reduced = (more) => ({ commitment: { kind: 'price_reduction', quantity: { amount: '2400', unit: 'doses' }, price_reduction: { ...price, ...more } } });
    const deep = (levels) => '{"commitment":'.repeat(levels) + '1' + '}'.repeat(levels);
    for (const [body, says] of [
      [{}, /Send one of them/],
      [{ commitment: { kind: 'finance', value: money('1') }, delivery: { kind: 'disbursement' } }, /Send one of them/],
      [{ commitment: { kind: 'finance' } }, /description: is empty/],
      [{ commitment: { kind: 'wishes', value: money('1') } }, /kind/],
      [{ commitment: { kind: 'finance', value: money('0') } }, /above nothing/],
      [{ commitment: { kind: 'finance', value: { amount: '1', currency: 'dollars' } } }, /three capital letters/],
      [{ commitment: { kind: 'finance', value: { amount: 1, currency: 'USD' } } }, /value\.amount/],
      [{ commitment: { kind: 'finance', value: money('1e999') } }, /decimal/],
      [{ commitment: { kind: 'finance', value: money('1'), due: 'soon' } }, /due/],
      [{ commitment: { kind: 'finance', value: money('1'), giver: { organisation: at.union.organisation } } }, /'giver': is not among what can be sent/],
      [{ commitment: { kind: 'finance', value: money('1'), origin: 'x' } }, /'origin'/],
      [{ commitment: { kind: 'finance', value: money('1'), receiver: { organisation: at.partnership } } }, /receiver/],
      [{ commitment: { kind: 'finance', value: money('1'), receiver: { organisation: at.union.organisation, name: 'Us' } } }, /names both/],
      [{ commitment: { kind: 'finance', value: money('1'), description: { en: 'x'.repeat(200_001) } } }, /description/],
      [{ commitment: { kind: 'finance', value: money('1'), description: 'words' } }, /object of texts by language/],
      [{ delivery: { kind: 'interest', value: money('1') } }, /not one of giving/],
      [{ delivery: { kind: 'disbursement', value: money('1'), evidence: [] } }, /'evidence'/],
      [{ delivery: { kind: 'disbursement', value: money('1'), commitment: at.partnership } }, /names no promise of this party/],
      [{ ...reduced({}), version: 1 }, /'version'/],
      [reduced({ offered: { amount: '11', currency: 'EUR' } }), /not lower/],
      [reduced({ offered: { amount: '3', currency: 'USD' } }), /not lower/],
      [reduced({ countries: ['KE', 'XX'] }), /country/],
      [{ commitment: { ...reduced({}).commitment, kind: 'finance' } }, /another kind/],
      ['{"commitment":{"kind":"finance","kind":"goods","value":{"amount":"1","currency":"USD"}}}', /'kind': stands twice/],
      [deep(65), /not JSON/],
      [deep(60), /commitment/],
      ['[]', /no object/], ['', /not JSON/], ['{"commitment":NaN}', /not JSON/], ['{"commitment":{}} x', /not JSON/],
      [Buffer.from([0x7b, 0x22, 0xff, 0x22, 0x3a, 0x31, 0x7d]), /UTF-8/],
    ]) {
      const { status, value } = await at.fund.ask('POST', promises(at.fund), body, { 'content-type': 'application/json' });
      assert.equal(status, 400, JSON.stringify(body).slice(0, 120));
      assert.match(`${value.error.message} ${value.error.next}`, says, JSON.stringify(body).slice(0, 120));
    }
    assert.equal((await at.fund.ask('POST', promises(at.fund), JSON.stringify({ commitment: { kind: 'finance', description: { en: 'x'.repeat(1_100_000) } } }), { 'content-type': 'application/json' }).catch(() => ({ status: 413 }))).status, 413);
    assert.deepEqual([(await at.view()).commitments.length, (await at.view()).deliveries.length], [0, 0]);
    assert.equal((await at.fund.ask('POST', promises(at.fund), reduced({}))).status, 200);
  });

  test('shows nothing that is no evidence', async (t) => {
    const at = await partnered(t);
    const { id } = await entered(at.fund, { delivery: { kind: 'disbursement', value: money('40') } });
    const said = JSON.stringify({ version: 1, kind: 'receipt' });
    const sent = (fields) => { const form = parts(fields); return at.fund.ask('POST', `${one(id)}/evidence`, form.body, form.headers); };
    for (const fields of [
      { evidence: said, file: { file: 'a.zip', content: 'PK\x03\x04' } },
      { evidence: said, file: { file: 'a.pdf', content: Buffer.from([0x4d, 0x5a, 0, 1]) } },
      { evidence: said, file: { file: 'a.txt', content: Buffer.alloc(2 * 1024 * 1024 + 1, 'x') } },
      { evidence: said, file: { file: 'a.txt', content: '' } },
      { evidence: said }, { file: { file: 'a.txt', content: 'words' } },
      { evidence: said, file: { file: 'a.txt', content: 'words' }, more: 'x' },
      { evidence: '{', file: { file: 'a.txt', content: 'words' } },
      { evidence: JSON.stringify({ version: 1, kind: 'wish' }), file: { file: 'a.txt', content: 'words' } },
    ]) assert.equal((await sent(fields)).status, 400, JSON.stringify(fields).slice(0, 80));
    for (const body of [{ version: 1, kind: 'receipt' }, { version: 1, kind: 'receipt', url: 'javascript:alert(1)' }, { version: 1, kind: 'receipt', url: 'https://example.org/', file: 'ab' }])
      assert.equal((await at.fund.ask('POST', `${one(id)}/evidence`, body)).status, 400, JSON.stringify(body));
    assert.equal((await at.view()).deliveries[0].version, 1);
  });
});
