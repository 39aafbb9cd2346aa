// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A fund promises, delivers and shows it; the union that received it, the government and the register's office have their words.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, languages, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';
import { receiptTypes, receiptsIn } from '../support/receipts.mjs';

const activity = `<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-EXAMPLE-1-A</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Agency</narrative></reporting-org><title><narrative>Wells for all</narrative></title>
<description><narrative>Water.</narrative></description>
<participating-org ref="XM-EXAMPLE-5" role="1" type="60"><narrative>Fund</narrative></participating-org>
<participating-org ref="XM-EXAMPLE-6" role="4" type="22"><narrative>Union</narrative></participating-org>
<activity-status code="2"/><activity-date type="2" iso-date="2025-01-01"/><recipient-country code="KE"/></iati-activity></iati-activities>`;

/** A register with a fund and a union in one partnership of Kenya; `fund` and `union` speak for them, and have confirmed their parts. */
async function served(t, { logged = false } = {}) {
  const place = folder(t);
  const data = path.join(place, 'register');
  const at = { place: ['--data', data] };
  fs.writeFileSync(path.join(place, 'a.xml'), activity);
  await succeed(['init', data]);
  if (logged) await succeed(['log', 'key', 'make', path.join(data, 'log.key'), '--name', 'register.example/log']);
  await succeed(['import', path.join(place, 'a.xml'), ...at.place]);
  at.server = await Server.start(data);
  t.after(() => at.server.stop());
  at.partnership = (await at.server.json('/api/v1/partnerships')).results[0].id;
  at.view = () => at.server.json(`/api/v1/partnerships/${at.partnership}`);
  at.page = async (language = 'en') => (await at.server.request(`/${language}/partnerships/${at.partnership}`)).body;
  const { parties } = await at.view();
  for (const name of ['Fund', 'Union']) {
    const party = parties.find(({ organisation }) => organisation.name.en === name);
    const person = await invited(at.server, at.place, { address: `${name.toLowerCase()}@party.example`, role: `representative of ${party.organisation.id}` });
    at[name.toLowerCase()] = Object.assign(person, { part: party.id, organisation: party.organisation.id });
  }
  at.confirm = async (person) => {
    const { headers } = await person.fill(`/en/account/parts/${person.part}`, { do: 'confirm', version: '1' });
    assert.match(headers.location, /done=confirmed/);
  };
  await at.confirm(at.fund);
  await at.confirm(at.union);
  return at;
}

const blank = (what, person) => `/en/account/parts/${person.part}/promises/new?what=${what}`;
const hidden = (body, name) => new RegExp(`name="${name}" value="([^"]*)"`).exec(body)[1];

/** Fills in the form for a promise or a delivery as a person does: what the page gave is sent with it. */
async function enter(person, what, fields, language = 'en') {
  const target = blank(what, person).replace('/en/', `/${language}/`);
  const { body } = await person.open(target);
  return person.send(target, { method: 'POST', fields: { key: hidden(body, 'key'), id: hidden(body, 'id'), version: '0', kind: what === 'delivery' ? 'disbursement' : 'finance', do: 'change', ...fields } });
}
const idOf = ({ headers }) => /promises\/([0-9a-f-]{36})/.exec(headers.location)[1];

describe('A promise', () => {
  test('is kept in part, shown, confirmed by who received it, and stands on the partnership’s page', async (t) => {
    const at = await served(t, { logged: true });
    const promised = await enter(at.fund, 'commitment', { amount: '1,000.50', currency: 'usd', receiver: at.union.organisation, description: 'For ten wells', due: '2026-12', conditions: 'If the ground allows', matching: 'One for one with the county' });
    assert.equal(promised.status, 303, promised.body);
    const promise = idOf(promised);
    const list = await at.fund.open(`/en/account/parts/${at.fund.part}/promises`);
    assert.match(list.body, /\$1,000\.50|USD\s?1,000\.50/u);
    const given = await enter(at.fund, 'delivery', { amount: '400', currency: 'USD', receiver: at.union.organisation, commitment: promise, date: '2026-05-03' });
    const delivery = idOf(given);
    const shown = `/en/account/promises/${delivery}`;
    const key = await at.fund.key(shown);
    const uploaded = await at.fund.send(`${shown}/evidence`, { method: 'POST', fields: { key, version: '1', kind: 'receipt', title: 'Receipt of the bank', url: '' }, file: { name: '../receipt.pdf', content: '%PDF-1.4 paid' } });
    assert.equal(uploaded.headers.location, `${shown}?done=evidence#evidence`);
    let view = await at.view();
    assert.deepEqual(view.deliveries[0].attested, ['claim', 'own_document']);
    const { file, name } = view.deliveries[0].delivery.evidence[0];
    assert.equal(name, 'receipt.pdf');

    const word = `/en/account/deliveries/${delivery}`;
    assert.match((await at.union.open(`/en/account/parts/${at.union.part}/promises`)).body, /Waits for the receiver’s word/);
    const said = await at.union.fill(word, { do: 'confirm', as: 'receiver', version: '2', remark: 'It came <in time>' });
    assert.equal(said.headers.location, `${word}?done=said`);
    view = await at.view();
    assert.deepEqual(view.deliveries[0].attested, ['claim', 'own_document', 'partner_countersigned']);
    assert.deepEqual(view.money.map(({ currency, committed, delivered }) => [currency, committed, delivered]), [['USD', '1000.5', '400']]);
    const page = await at.page();
    for (const words of [/For ten wells/, /If the ground allows/, /One for one with the county/, /Receipt of the bank/, /Confirmed by the receiver/]) assert.match(page, words);
    assert.match((await at.fund.open(word)).body, /It came &lt;in time&gt;/);

    // Each word on the page leads to its receipt, and says of what it is one.
    const receipts = await receiptsIn(at.server, page);
    assert.deepEqual(receiptTypes(receipts), ['attestation', 'commitment', 'confirmation', 'delivery', 'participation', 'partnership']);
    assert.equal(new Set(receipts.map(({ id, version }) => `${id} ${version}`)).size, receipts.length, 'none stands there twice');
    for (const { name, statement } of receipts) if (statement.type !== 'partnership') assert.match(name, /^Receipt – \S/);
    assert.ok(receipts.some(({ id, version }) => id === delivery && version === 2), 'of the version that is shown');
    assert.deepEqual(receiptTypes(await receiptsIn(at.server, (await at.fund.open(word)).body)), ['attestation']);

    const download = await at.server.request(`/api/v1/deliveries/${delivery}/evidence/${file}`);
    assert.equal(download.body, '%PDF-1.4 paid');
    assert.match(download.headers['content-disposition'], /^attachment; filename="evidence-[0-9a-f]{12}\.pdf"$/);
    assert.equal(download.headers['x-content-type-options'], 'nosniff');
    assert.match(download.headers['content-security-policy'], /sandbox/);
    assert.equal((await at.server.request(`/api/v1/deliveries/${promise}/evidence/${file}`)).status, 404);
  });

  test('of a lower price says for what, how much and where', async (t) => {
    const at = await served(t);
    const price = { kind: 'price_reduction', quantity: '2,400', unit: 'doses', product: 'Vaccine', price_unit: 'dose', reference_price: '10', offered_price: '3.25', price_currency: 'EUR', countries: 'KE, np' };
    assert.equal((await enter(at.fund, 'commitment', { ...price, offered_price: '11' })).status, 422);
    assert.equal((await enter(at.fund, 'commitment', { ...price, countries: 'KE, XX' })).status, 422);
    assert.equal((await enter(at.fund, 'commitment', price)).status, 303);
    const { commitments: [{ commitment }] } = await at.view();
    assert.deepEqual(commitment.price_reduction.countries, ['KE', 'NP']);
    assert.deepEqual(commitment.quantity, { amount: '2400', unit: 'doses' });
    assert.match(await at.page(), /instead of/);
  });

  test('is withdrawn with a reason that stays', async (t) => {
    const at = await served(t);
    const promise = idOf(await enter(at.fund, 'commitment', { amount: '5', currency: 'USD' }));
    const target = `/en/account/promises/${promise}`;
    const refused = await at.fund.fill(target, { do: 'withdraw', version: '1', reason: ' ' });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Say why it is withdrawn/);
    assert.equal((await at.fund.fill(target, { do: 'withdraw', version: '1', reason: 'The budget fell' })).headers.location, `${target}?done=withdrawn`);
    assert.equal((await at.view()).commitments.length, 0);
    assert.match(await at.page(), new RegExp(`href="/en/log/receipts/${promise}/2">Receipt<span class="hide"> – [^<]+</span></a></p><p class="said"><bdi[^>]*>The budget fell`));
  });
});

test('the lists of a part turn their pages, the newest first', async (t) => {
  const at = await served(t);
  for (let i = 1; i <= 51; ++i) assert.equal((await enter(at.fund, 'commitment', { description: `Promise ${i} of many` })).status, 303);
  const list = `/en/account/parts/${at.fund.part}/promises`;
  const shown = async (target) => [...(await at.fund.open(target)).body.matchAll(/Promise (\d+) of many/g)].map(([, number]) => Number(number));
  const first = await shown(list);
  assert.deepEqual([first.length, first[0], first.at(-1)], [50, 51, 2]);
  assert.match((await at.fund.open(list)).body, /href="[^"]*promises\?promised=2"/);
  assert.deepEqual(await shown(`${list}?promised=2`), [1]);
  assert.deepEqual(await shown(`${list}?promised=99&delivered=x`), [1], 'the last, where there are no more');
});

describe('What is typed', () => {
  test('is kept where it cannot be read, and where somebody was faster', async (t) => {
    const at = await served(t);
    for (const [wrong, words] of [
      [{ amount: '1.000,50', currency: 'USD' }, /An amount cannot be read/],
      [{ amount: '5', currency: 'dollars' }, /three letters/],
      [{ amount: '5', currency: 'USD', due: 'soon' }, /A day is written as/],
      [{}, /Say what it is/],
      [{ amount: '5', currency: 'USD', kind: 'wishes' }, /Choose from the lists/],
      [{ amount: '5', currency: 'USD', receiver: at.partnership }, /Choose a party of this partnership/],
    ]) {
      const answer = await enter(at.fund, 'commitment', { description: wrong.amount ? 'Kept "words" <b>' : '', ...wrong });
      assert.equal(answer.status, 422, JSON.stringify(wrong));
      assert.match(answer.body, words);
      if (wrong.amount) assert.match(answer.body, /Kept &quot;words&quot; &lt;b&gt;/);
    }
    const id = idOf(await enter(at.fund, 'commitment', { amount: '5', currency: 'USD' }));
    const target = `/en/account/promises/${id}`;
    const form = { do: 'change', kind: 'finance', currency: 'USD', version: '1' };
    assert.equal((await at.fund.fill(target, { ...form, amount: '6' })).status, 303);
    const late = await at.fund.fill(target, { ...form, amount: '7,777' });
    assert.equal(late.status, 409);
    assert.match(late.body, /value="7,777"/);
    assert.match(late.body, /name="version" value="2"/);
    assert.equal((await at.view()).commitments[0].commitment.value.amount, '6');
  });

  test('is read in the notation of each language', async (t) => {
    const at = await served(t);
    for (const [language, amount] of Object.entries({ en: '1,234.5', fr: '1 234,5', es: '1.234,5', ru: '1 234,5', ar: '١٬٢٣٤٫٥', zh: '1,234.5' })) {
      const id = idOf(await enter(at.fund, 'commitment', { amount, currency: 'USD' }, language));
      const { commitments } = await at.view();
      assert.equal(commitments.find((one) => one.id === id).commitment.value.amount, '1234.5', language);
    }
  });

  test('does no harm: script, formulas, marks of direction, a megabyte, and a form sent twice', async (t) => {
    const at = await served(t);
    const hostile = '<script>alert(1)</script>=HYPERLINK("x")\u202e';
    const fields = { amount: '5', currency: 'USD', description: hostile, conditions: hostile, matching: hostile, unit: hostile, quantity: '1', receiver_name: hostile };
    assert.equal((await enter(at.fund, 'commitment', fields)).status, 303);
    for (const language of languages) assert.doesNotMatch(await at.page(language), /<script>alert/);
    const csv = (await at.server.request(`/en/partnerships/${at.partnership}/commitments.csv`)).body;
    assert.doesNotMatch(csv, /(^|,)=HYPERLINK/m);
    const long = await enter(at.fund, 'commitment', { ...fields, description: 'x'.repeat(13_000) });
    assert.equal(long.status, 422);
    assert.equal((await enter(at.fund, 'commitment', { ...fields, description: 'x'.repeat(1_000_000) })).status, 413);
    const { body } = await at.fund.open(blank('delivery', at.fund));
    const once = { key: hidden(body, 'key'), id: hidden(body, 'id'), kind: 'disbursement', amount: '1', currency: 'USD', do: 'change' };
    for (let i = 0; i < 3; ++i) assert.equal((await at.fund.send(blank('delivery', at.fund), { method: 'POST', fields: once })).status, 303);
    assert.equal((await at.view()).deliveries.length, 1);
    assert.equal((await at.fund.send(blank('delivery', at.fund), { method: 'POST', fields: { ...once, key: 'x' } })).status, 403);
  });

  test('and uploaded is taken only where it is of a known type, and named by nobody’s path', async (t) => {
    const at = await served(t);
    const id = idOf(await enter(at.fund, 'delivery', { amount: '5', currency: 'USD' }));
    const shown = `/en/account/promises/${id}`;
    const key = await at.fund.key(shown);
    const upload = (content, name = 'a.pdf', more = {}) => at.fund.send(`${shown}/evidence`, { method: 'POST', fields: { key, version: '1', kind: 'receipt', title: '', url: '', ...more }, file: { name, content } });
    assert.equal((await upload(Buffer.from('PK\x03\x04'))).status, 422, 'an archive, which may be a bomb');
    assert.equal((await upload(Buffer.from([0x4d, 0x5a, 0, 1]))).status, 422, 'a program');
    assert.equal((await upload(Buffer.alloc(2 * 1024 * 1024 + 1, 'x'))).status, 422);
    assert.equal((await upload(Buffer.alloc(3 * 1024 * 1024, 'x'))).status, 413);
    assert.equal((await upload('', '', { url: 'javascript:alert(1)' })).status, 422);
    assert.equal((await upload('words', 'a.txt', { kind: 'wish' })).status, 422);
    assert.equal((await upload('words', 'a.txt', { key: 'x' })).status, 403);
    assert.equal((await at.view()).deliveries[0].delivery.evidence, undefined);
    assert.equal((await upload('<html><script>alert(1)</script>', '../../etc/passwd\u202etxt.html')).status, 303);
    const { evidence: [piece] } = (await at.view()).deliveries[0].delivery;
    assert.deepEqual([piece.name, piece.media_type], ['passwdtxt.html', 'text/plain']);
    const download = await at.server.request(`/api/v1/deliveries/${id}/evidence/${piece.file}`);
    assert.match(download.headers['content-type'], /^text\/plain/);
    const dropped = await at.fund.send(`${shown}/evidence`, { method: 'POST', fields: { key, version: '2', drop: '1' }, file: { name: '', content: '' } });
    assert.equal(dropped.status, 303);
    assert.equal((await at.view()).deliveries[0].delivery.evidence, undefined);
    assert.equal((await at.server.request(`/api/v1/deliveries/${id}/evidence/${piece.file}`)).status, 404);
  });
});

describe('The words of others', () => {
  test('are theirs alone: the giver has none, a stranger has none, and a dispute says why', async (t) => {
    const at = await served(t);
    const id = idOf(await enter(at.fund, 'delivery', { amount: '40', currency: 'USD', receiver: at.union.organisation }));
    const word = `/en/account/deliveries/${id}`;
    const say = (person, fields) => person.fill(word, { version: '1', ...fields });
    assert.equal((await say(at.fund, { do: 'confirm', as: 'receiver' })).status, 403);
    assert.equal((await say(at.union, { do: 'confirm', as: 'KE' })).status, 403);
    assert.equal((await say(at.union, { do: 'dispute', as: 'receiver', remark: '' })).status, 422);
    assert.equal((await say(at.union, { do: 'dispute', as: 'receiver', remark: 'Half of it came' })).status, 303);
    const page = await at.page();
    assert.match(page, /Disputed/);
    assert.deepEqual((await at.view()).deliveries[0].attested, ['claim']);
    assert.equal((await at.server.request(word)).status, 303, 'to the page for signing in');
    assert.equal((await at.union.send(`/en/account/promises/${id}`)).status, 403, 'the form is the giver’s');
  });

  test('speak of the version that was seen: a change asks the receiver anew', async (t) => {
    const at = await served(t);
    const id = idOf(await enter(at.fund, 'delivery', { amount: '40', currency: 'USD', receiver: at.union.organisation }));
    const word = `/en/account/deliveries/${id}`;
    await at.union.fill(word, { version: '1', do: 'confirm', as: 'receiver' });
    await at.fund.fill(`/en/account/promises/${id}`, { do: 'change', version: '1', kind: 'disbursement', amount: '400', currency: 'USD', receiver: at.union.organisation });
    const view = await at.view();
    assert.deepEqual(view.deliveries[0].attested, ['claim']);
    assert.equal(view.parties.filter(({ state }) => state === 'confirmed').length, 2, 'their parts are as they were');
    const late = await at.union.fill(word, { version: '1', do: 'confirm', as: 'receiver', remark: 'Thanks & more' });
    assert.equal(late.status, 409);
    assert.match(late.body, /Thanks &amp; more/);
    assert.match(late.body, /Of an earlier version/);
  });

  test('are asked for: in the tasks and notifications of who receives, again after a change, and of who promised once the day is past', async (t) => {
    const at = await served(t);
    const account = async (person) => (await person.open('/en/account')).body;
    const told = async (person) => (await person.open('/en/account/notifications')).body;
    const id = idOf(await enter(at.fund, 'delivery', { amount: '40', currency: 'USD', receiver: at.union.organisation }));
    assert.match(await account(at.union), /1 delivery waits for your word/);
    assert.match(await told(at.union), new RegExp(`href="/en/account/parts/${at.union.part}/promises"[^]*Deliveries in “Wells for all” wait for your word|Deliveries in “Wells for all” wait for your word[^]*href="/en/account/parts/${at.union.part}/promises"`));
    assert.doesNotMatch(await account(at.fund), /waits for your word/);
    const word = `/en/account/deliveries/${id}`;
    await at.union.fill(word, { version: '1', do: 'dispute', as: 'receiver', remark: 'Half of it came' });
    assert.doesNotMatch(await account(at.union), /waits for your word/);
    await at.fund.fill(`/en/account/promises/${id}`, { do: 'change', version: '1', kind: 'disbursement', amount: '20', currency: 'USD', receiver: at.union.organisation });
    assert.match(await told(at.union), /that you had confirmed or disputed was changed/);
    assert.match(await account(at.union), /1 delivery waits for your word/);
    for (const target of [`/en/account/parts/${at.fund.part}/promises`, word, `/en/partnerships/${at.partnership}`]) assert.match((await at.fund.open(target)).body, /Disputed in an earlier version/, target);
    await at.union.fill(word, { version: '2', do: 'confirm', as: 'receiver' });
    assert.doesNotMatch(await at.page(), /Disputed/);

    assert.doesNotMatch(await account(at.fund), /overdue/);
    await enter(at.fund, 'commitment', { amount: '100', currency: 'USD', due: '2020-05' });
    assert.match(await account(at.fund), /1 promise is overdue/);
  });

  test('of a beneficiary come from its representative, or from whoever was invited to answer for its part', async (t) => {
    const at = await served(t);
    const id = idOf(await enter(at.fund, 'delivery', { amount: '40', currency: 'USD' }));
    const word = `/en/account/deliveries/${id}`;
    const say = (person, fields) => person.fill('/en/account', { version: '1', do: 'confirm', as: at.union.part, ...fields }, word);
    assert.equal((await say(at.union, {})).status, 400, 'it is an implementing partner');
    const part = `/en/account/parts/${at.union.part}`;
    const corrected = await at.union.fill(part, { do: 'correct', version: '1', role: 'beneficiary', brings: '', risks: '', responsibilities: '', benefits: 'Water' });
    assert.equal(corrected.headers.location, `${part}?done=corrected`, corrected.body);
    assert.match((await at.union.open(word)).body, /Union, as beneficiary/);
    assert.doesNotMatch((await at.fund.open(word)).body, /as beneficiary/, 'whoever gave it is no witness');
    assert.equal((await say(at.fund, {})).status, 403);

    const juma = await invited(at.server, at.place, { address: 'juma@union.example', role: `invited party of ${at.union.part}` });
    assert.match((await juma.open(word)).body, /Union, as beneficiary/);
    assert.equal((await say(juma, {})).status, 303);
    assert.deepEqual((await at.view()).deliveries[0].attested, ['claim', 'host_government']);
    assert.match((await at.fund.open(word)).body, /Union[^]*Said by somebody who was invited to answer, not by a representative/);
    assert.equal((await say(at.union, { do: 'dispute', remark: 'It is dry' })).status, 303);
    const { attestations, deliveries } = await at.view();
    assert.deepEqual(attestations.map(({ attestation }) => [attestation.state, attestation.by, attestation.level]), [['disputed', undefined, 'host_government']]);
    assert.deepEqual(deliveries[0].attested, ['claim']);
    assert.equal((await say(juma, {})).status, 409, 'a representative has spoken');
  });

  test('come from the government, and from the office that records who verified it', async (t) => {
    const at = await served(t);
    const id = idOf(await enter(at.fund, 'delivery', { amount: '40', currency: 'USD' }));
    const word = `/en/account/deliveries/${id}`;
    const kenya = await invited(at.server, at.place, { address: 'kenya@register.example', role: 'focal point of KE' });
    const nepal = await invited(at.server, at.place, { address: 'nepal@register.example', role: 'focal point of NP' });
    assert.equal((await nepal.fill(word, { version: '1', do: 'confirm', as: 'KE' })).status, 403);
    assert.equal((await kenya.fill(word, { version: '1', do: 'confirm', as: 'KE' })).status, 303);
    const steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
    assert.match((await steward.open(word)).body, new RegExp(`${word}/verification`));
    const verify = (fields) => steward.fill(`${word}/verification`, { version: '1', do: 'confirm', level: 'independent_evaluation', by: 'Audit Office', url: 'https://example.org/finding', ...fields });
    assert.equal((await verify({ by: '' })).status, 422);
    assert.equal((await verify({ level: 'partner_countersigned' })).status, 422);
    assert.equal((await verify({ url: 'javascript:alert(1)' })).status, 422);
    assert.equal((await verify({})).status, 303);
    assert.deepEqual((await at.view()).deliveries[0].attested, ['claim', 'host_government', 'independent_evaluation']);
    assert.match(await at.page(), /Shown by an independent evaluation/);
  });
});

test('a party that has not confirmed its part promises nothing', async (t) => {
  const at = await served(t);
  assert.equal((await at.fund.fill(`/en/account/parts/${at.fund.part}`, { do: 'leave', version: '1', remark: 'No more' })).status, 303);
  assert.match((await at.fund.open(`/en/account/parts/${at.fund.part}/promises`)).body, /once it has confirmed its part/);
  assert.equal((await at.fund.send(blank('commitment', at.fund))).status, 303, 'to that page');
  assert.equal((await at.fund.send(blank('commitment', at.union))).status, 403);
});
