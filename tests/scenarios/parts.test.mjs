// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A party speaks for itself: whoever represents it confirms, corrects, declines or leaves the part that others named it for.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';

const activity = (parties) => `<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-EXAMPLE-1-A</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Agency</narrative></reporting-org><title><narrative>Wells for all</narrative></title>
<description><narrative>Water.</narrative></description>${parties}<activity-status code="2"/><activity-date type="2" iso-date="2025-01-01"/></iati-activity></iati-activities>`;
const fund = '<participating-org ref="XM-EXAMPLE-5" role="1" type="60"><narrative>Fund</narrative></participating-org>';
const union = '<participating-org ref="XM-EXAMPLE-6" role="4" type="22"><narrative>Union</narrative></participating-org>';

/** A register into which an agency's file was read that names a fund and a union; each has somebody who speaks for it. */
async function served(t) {
  const place = folder(t);
  const data = path.join(place, 'register');
  const at = { file: path.join(place, 'a.xml'), place: ['--data', data] };
  fs.writeFileSync(at.file, activity(fund + union));
  await succeed(['init', data]);
  await succeed(['import', at.file, ...at.place]);
  at.server = await Server.start(data);
  t.after(() => at.server.stop());
  at.partnership = (await at.server.json('/api/v1/partnerships')).results[0].id;
  at.parties = async () => (await at.server.json(`/api/v1/partnerships/${at.partnership}`)).parties;
  at.party = async (name) => (await at.parties()).find(({ organisation }) => organisation.name.en === name);
  at.speaker = async (name) => {
    const { organisation } = await at.party(name);
    return invited(at.server, at.place, { address: `${name.toLowerCase()}@party.example`, role: `representative of ${organisation.id}` });
  };
  return at;
}

const form = ({ id }) => `/en/account/parts/${id}`;

describe('A party that others have named', () => {
  test('is found by whoever speaks for it, and confirms its own part alone', async (t) => {
    const at = await served(t);
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Named by Agency; not confirmed by the party itself/);
    const person = await at.speaker('Fund');
    assert.match((await person.open('/en/account')).body, /Named as a party: confirm, correct or decline/);
    const list = await person.open('/en/account/parts');
    assert.match(list.body, /1 of 1 waits for your word/);
    const { id } = await at.party('Fund');
    assert.match(list.body, new RegExp(`href="${form({ id })}"`));
    const sent = await person.fill(form({ id }), { do: 'confirm', version: '1', remark: 'Glad to <help>' });
    assert.equal(sent.headers.location, `${form({ id })}?done=confirmed`);
    assert.match((await person.open(sent.headers.location)).body, /You have confirmed it/);
    assert.doesNotMatch((await person.open('/en/account')).body, /Named as a party/);
    const page = await at.server.request(`/en/partnerships/${at.partnership}`);
    assert.match(page.body, /Confirmed by 1 of \d parties/);
    assert.match(page.body, /Glad to &lt;help&gt;/);
    assert.equal((await at.party('Fund')).state, 'confirmed');
    assert.equal((await at.party('Union')).state, 'named');
  });

  test('is not spoken for by another party, nor by anybody without a role', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const theirs = await at.party('Union');
    assert.equal((await person.send(form(theirs))).status, 403);
    assert.equal((await person.fill(form(theirs), { do: 'confirm', version: '1' }, '/en/account')).status, 403);
    assert.equal((await person.send(`/en/account/parts?organisation=${theirs.organisation.id}`)).status, 403);
    assert.equal((await at.server.request(form(theirs))).status, 303, 'to the page for signing in');
    assert.equal((await person.send(form({ id: at.partnership }))).status, 404);
    assert.equal((await person.send('/en/account/parts/nonsense')).status, 404);
    assert.equal((await at.party('Union')).state, 'named');
  });

  test('declines with a reason, thinks again, and leaves', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const { id } = await at.party('Fund');
    const word = (wish, remark) => person.fill(form({ id }), { do: wish, version: '1', remark });
    const refused = await word('decline', ' ');
    assert.equal(refused.status, 422);
    assert.match(refused.body, /Say why in the remark/);
    const early = await word('leave', 'We never came');
    assert.equal(early.status, 409, 'whoever has not confirmed cannot leave');
    assert.match(early.body, /You can leave a partnership only while your part in it is confirmed/);
    assert.match(early.body, /We never came/, 'what was typed is there');
    assert.equal((await word('decline', 'Nobody asked us')).status, 303);
    assert.equal((await at.party('Fund')).state, 'declined');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Nobody asked us/);
    assert.equal((await word('confirm', '')).status, 303);
    const late = await word('decline', 'No');
    assert.equal(late.status, 409);
    assert.match(late.body, /What was confirmed once can be left, but not declined any more/);
    assert.equal((await word('leave', 'Done')).status, 303);
    assert.equal((await at.party('Fund')).state, 'left');
    assert.equal((await word('decline', 'No')).status, 409, 'nor decline what one has left');
    assert.equal((await word('reign', 'x')).status, 400);
  });

  test('corrects its part: its own words stand, whatever the file says afterwards', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const { id } = await at.party('Fund');
    const words = { do: 'correct', version: '1', role: 'evaluator', contributes: 'know_how', brings: 'Two <engineers>', risks: '', responsibilities: 'Training', benefits: '' };
    assert.equal((await person.fill(form({ id }), { ...words, role: 'king' })).status, 422);
    const kept = await person.fill(form({ id }), { ...words, brings: 'x'.repeat(12_001) });
    assert.equal(kept.status, 422);
    assert.match(kept.body, /xxxxx/, 'what was typed is there');
    assert.equal((await person.fill(form({ id }), { ...words, brings: 'x'.repeat(70_000) })).status, 422);
    assert.equal((await person.fill(form({ id }), { ...words, brings: 'x'.repeat(530_000) })).status, 413);
    assert.equal((await person.fill(form({ id }), words)).headers.location, `${form({ id })}?done=corrected`);
    assert.equal((await person.fill(form({ id }), words)).status, 303, 'a second click changes nothing');
    const passed = await person.fill(form({ id }), { ...words, brings: 'Three <engineers>' });
    assert.equal(passed.status, 409, 'made from a version that has passed');
    assert.match(passed.body, /It has changed since you opened this page/);
    assert.match(passed.body, /<dd[^>]*>[^]*Two &lt;engineers&gt;[^]*<textarea[^>]*name="brings"[^>]*>\s*Three &lt;engineers&gt;/, 'what stands, and what was typed');
    assert.match(passed.body, /name="version" value="2"/);
    fs.writeFileSync(at.file, activity(union));
    await at.server.stop();
    await succeed(['import', at.file, ...at.place]);
    at.server = await Server.start(at.place[1]);
    const party = await at.party('Fund');
    assert.equal(party.state, 'confirmed');
    assert.equal(party.participation.brings.en, 'Two <engineers>');
    assert.equal(party.participation.role, 'evaluator');
    assert.equal(party.participation.sources[0].stated_by, 'Fund');
    assert.match(party.confirmation.confirmation.corrected, /^\d{4}-/);
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Two &lt;engineers&gt;/);
  });

  test('writes all that its form offers room for, in the widest letters', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const { id } = await at.party('Fund');
    const texts = Object.fromEntries(['brings', 'risks', 'responsibilities', 'benefits'].map((name) => [name, '中'.repeat(4000)]));
    const sent = await person.fill(`/zh/account/parts/${id}`, { do: 'correct', version: '1', role: 'funder', ...texts, remark: '中'.repeat(2000) });
    assert.equal(sent.headers.location, `/zh/account/parts/${id}?done=corrected`);
    const { participation, confirmation } = await at.party('Fund');
    for (const [name, text] of Object.entries(texts)) assert.equal(participation[name].zh, text);
    assert.equal(confirmation.confirmation.remark.zh, '中'.repeat(2000));
  });

  test('puts its name under no words in other languages that it has not seen', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const { id } = await at.party('Fund');
    const words = { do: 'correct', role: 'funder', brings: 'Deux\r\ningénieurs', risks: 'Aucun', responsibilities: '', benefits: '' };
    assert.match((await person.open(`/fr/account/parts/${id}`)).body, /ses versions dans d’autres langues sont retirées/);
    assert.equal((await person.fill(`/fr/account/parts/${id}`, { ...words, version: '1' })).status, 303);
    const inEnglish = { ...words, brings: 'Two engineers', risks: '' };
    assert.equal((await person.fill(form({ id }), { ...inEnglish, version: '2' })).status, 303);
    const { participation } = await at.party('Fund');
    assert.deepEqual(participation.brings, { en: 'Two engineers' }, 'changed in one language, it stands in that alone');
    assert.deepEqual(participation.risks, { fr: 'Aucun' }, 'not touched, it stands as it stood');
  });

  test('answers forms of its own pages, in six languages, and of no other site', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const { id } = await at.party('Fund');
    const fields = { do: 'confirm', version: '1', key: await person.key(form({ id })) };
    const sent = (headers, more = {}) => person.send(form({ id }), { method: 'POST', fields: { ...fields, ...more }, headers });
    assert.equal((await sent({}, { key: 'x' })).status, 403);
    assert.equal((await sent({ origin: 'https://evil.example' })).status, 403);
    assert.equal((await sent({ 'sec-fetch-site': 'cross-site' })).status, 403);
    assert.equal((await at.party('Fund')).state, 'named');
    for (let click = 0; click < 2; ++click) assert.equal((await sent({ 'sec-fetch-site': 'same-origin' })).headers.location, `${form({ id })}?done=confirmed`);
    const { confirmation } = await at.party('Fund');
    assert.equal(confirmation.version, 1, 'sent twice, said once');
    const labels = { ar: 'ما ورد', zh: '现列内容', fr: 'Ce qui est écrit', es: 'Lo que consta', ru: 'Что записано', en: 'What stands there' };
    for (const [language, label] of Object.entries(labels)) {
      const page = await person.open(`/${language}/account/parts/${id}`);
      assert.equal(page.status, 200);
      assert.match(page.body, /Wells for all/);
      assert.ok(page.body.includes(`<h2 id="stands">${label}</h2>`), language);
    }
  });
});
