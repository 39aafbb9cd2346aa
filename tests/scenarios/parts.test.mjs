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
    assert.equal((await word('leave', 'We never came')).status, 409, 'whoever has not confirmed cannot leave');
    assert.equal((await word('decline', 'Nobody asked us')).status, 303);
    assert.equal((await at.party('Fund')).state, 'declined');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Nobody asked us/);
    assert.equal((await word('confirm', '')).status, 303);
    assert.equal((await word('decline', 'No')).status, 409);
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
    assert.equal((await person.fill(form({ id }), { ...words, brings: 'x'.repeat(70_000) })).status, 413);
    assert.equal((await person.fill(form({ id }), words)).headers.location, `${form({ id })}?done=corrected`);
    assert.equal((await person.fill(form({ id }), words)).status, 409, 'made from a version that has passed');
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

  test('answers a form once for its session, and no form of another site', async (t) => {
    const at = await served(t);
    const person = await at.speaker('Fund');
    const { id } = await at.party('Fund');
    assert.equal((await person.send(form({ id }), { method: 'POST', fields: { do: 'confirm', version: '1', key: 'x' } })).status, 403);
    assert.equal((await at.party('Fund')).state, 'named');
    for (const language of ['ar', 'zh', 'fr', 'es', 'ru']) {
      const page = await person.open(`/${language}/account/parts/${id}`);
      assert.equal(page.status, 200);
      assert.match(page.body, /Wells for all/);
    }
  });
});
