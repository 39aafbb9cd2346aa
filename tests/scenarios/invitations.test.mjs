// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A party that nobody represents is asked to confirm its part: by a link or a code, whoever takes it answers for that part alone;
// and a contributor prepares what a representative confirms.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, languages, succeed } from '../support/register.mjs';
import { Person, invited, password } from '../support/accounts.mjs';
import { filled, formWith, sendForm } from '../support/forms.mjs';

const activity = (parties) => `<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-EXAMPLE-1-A</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Agency</narrative></reporting-org><title><narrative>Wells for all</narrative></title>
<description><narrative>Water.</narrative></description>${parties}<activity-status code="2"/><activity-date type="2" iso-date="2025-01-01"/></iati-activity></iati-activities>`;
const fund = '<participating-org ref="XM-EXAMPLE-5" role="1" type="60"><narrative>Fund</narrative></participating-org>';
const union = '<participating-org ref="XM-EXAMPLE-6" role="4" type="22"><narrative>Union</narrative></participating-org>';

/** A register in which an agency names a fund, which has a representative, and a union, which has nobody. */
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
  at.party = async (name) => (await at.server.json(`/api/v1/partnerships/${at.partnership}`)).parties.find(({ organisation }) => organisation.name.en === name);
  at.person = (address, role) => invited(at.server, at.place, { address, role });
  at.union = await at.party('Union');
  at.speaker = await at.person('speaker@fund.example', `representative of ${(await at.party('Fund')).organisation.id}`);
  at.confirm = async (person, name) => assert.equal((await person.fill(`/en/account/parts/${(await at.party(name)).id}`, { do: 'confirm', version: '1' })).status, 303);
  await at.confirm(at.speaker, 'Fund'); // whoever is merely named has no say in who answers for others
  at.list = `/en/partnerships/${at.partnership}/invitations`;
  at.page = `${at.list}/${at.union.id}`;
  at.form = `/en/account/parts/${at.union.id}`;
  at.ask = (person, fields = {}) => person.fill(at.page, { do: 'offer', role: 'invited party', address: 'juma@union.example', name: 'Juma', language: 'en', ...fields });
  return at;
}

const linkIn = ({ body }) => /\/en\/offer\/[\w-]{43}/.exec(body)[0];
const codeIn = ({ body }) => />([a-z2-7]{4}-[a-z2-7]{4}-[a-z2-7]{4})</.exec(body)[1];

describe('A party that nobody represents', () => {
  test('is asked by a link, and answers in three steps', async (t) => {
    const at = await served(t);
    assert.match((await at.speaker.open(`/en/partnerships/${at.partnership}/parties`)).body, new RegExp(`href="${at.list}"`));
    const list = await at.speaker.open(at.list);
    assert.match(list.body, /1 representative/);
    assert.match(list.body, new RegExp(`href="${at.page}"`));
    const link = linkIn(await at.ask(at.speaker));
    assert.equal((await at.party('Union')).state, 'asked');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Asked[^]{0,200}Named by Agency; not confirmed by the party itself/);
    assert.match((await at.speaker.open(at.list)).body, /1 invitation waits/);

    const juma = new Person(at.server.address);
    const first = await juma.open(link);
    assert.match(first.body, /Invited party · Union · Wells for all/);
    assert.match(first.body, new RegExp(`href="/en/partnerships/${at.partnership}"`), 'what it is about is shown first');
    const taken = await juma.fill(link, { do: 'take', name: 'Juma', language: 'en', password });
    assert.equal(taken.headers.location, at.form);
    const answered = await juma.fill(at.form, { do: 'confirm', version: '1', remark: 'Gladly' });
    assert.equal(answered.headers.location, `${at.form}?done=confirmed`);
    const party = await at.party('Union');
    assert.equal(party.state, 'confirmed');
    assert.equal(party.confirmation.confirmation.by, 'invited party');
    assert.match((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Said by somebody who was invited to answer, not by a representative/);
    assert.equal((await juma.send(at.list)).status, 403, 'whoever was invited invites nobody');
    assert.equal((await juma.send(`/en/account/parts/${(await at.party('Fund')).id}`)).status, 403);
    assert.match((await juma.open('/en/account/roles')).body, new RegExp(`Invited party · <a href="${at.form}">`));
    assert.match((await juma.open('/en/account/parts')).body, /Parts you were invited to answer for/);
    assert.match((await at.speaker.open(at.page)).body, /juma@union\.example/);
  });

  test('is asked once by a form that is sent twice', async (t) => {
    const at = await served(t);
    for (const [way, read] of [['link', linkIn], ['code', codeIn]]) {
      const { form, button } = formWith((await at.speaker.open(at.page)).body, 'do=offer');
      const pairs = filled(form, button, { address: 'juma@union.example', name: 'Juma', way });
      const [first, again] = [read(await sendForm(at.speaker, form, pairs)), read(await sendForm(at.speaker, form, pairs))];
      assert.equal(again, first);
      assert.equal((await at.speaker.open(at.page)).body.match(/juma@union\.example/g).length, 1);
      if (way === 'link') assert.match((await new Person(at.server.address).open(first)).body, /Invited party · Union/);
      assert.notEqual(read(await at.ask(at.speaker, { way })), first, 'another form is another wish');
    }
  });

  test('is asked by a code, typed in as people do', async (t) => {
    const at = await served(t);
    const mistyped = await at.ask(at.speaker, { way: 'code', address: 'nowhere' });
    assert.equal(mistyped.status, 422);
    assert.match(mistyped.body, /value="nowhere"[^]*value="Juma"[^]*value="code" checked/, 'what was typed is not lost');
    const made = await at.ask(at.speaker, { way: 'code' });
    const code = codeIn(made);
    assert.match(made.body, /http[^<]*\/en\/code</);
    assert.doesNotMatch((await at.speaker.open(at.page)).body, new RegExp(code), 'it is shown once');
    const juma = new Person(at.server.address);
    assert.match((await juma.open('/en/sign-in')).body, /href="\/en\/code"/);
    assert.equal((await juma.fill('/en/code', { code: 'nothing' })).status, 422);
    const opened = await juma.fill('/en/code', { code: ` ${code.toUpperCase().replaceAll('-', ' ')} ` });
    assert.equal(opened.headers.location, `/en/offer/${code}`);
    assert.equal((await juma.fill(`/en/offer/${code}`, { do: 'take', name: 'Juma', language: 'en', password })).headers.location, at.form);
    assert.equal((await juma.fill(at.form, { do: 'decline', version: '1', remark: 'We never agreed' })).status, 303);
    assert.equal((await at.party('Union')).state, 'declined');
    assert.equal((await juma.send(`/en/offer/${code}`)).status, 404, 'it opens once');
    const guesser = new Person(at.server.address);
    const answers = [];
    for (let i = 0; i < 8; ++i) answers.push((await guesser.fill('/en/code', { code: `aaaa-aaaa-aaa${'abcdefgh'[i]}` })).body);
    assert.match(answers[0], /This code opens nothing/);
    assert.doesNotMatch(answers.at(-1), /This code opens nothing/, 'too many tries: the next is not even looked at');
  });

  test('is no longer asked once that is taken back, and nobody else takes it back', async (t) => {
    const at = await served(t);
    const link = linkIn(await at.ask(at.speaker));
    const agency = await at.person('speaker@agency.example', `representative of ${(await at.party('Agency')).organisation.id}`);
    assert.equal((await agency.send(at.page)).status, 403, 'it has not confirmed its part');
    await at.confirm(agency, 'Agency');
    const offer = /name="offer" value="([^"]+)"/.exec((await at.speaker.open(at.page)).body)[1];
    assert.doesNotMatch((await agency.open(at.page)).body, /value="withdraw_offer"/);
    assert.equal((await agency.fill(at.page, { do: 'withdraw_offer', offer })).status, 403);
    assert.equal((await at.speaker.fill(at.page, { do: 'withdraw_offer', offer })).status, 303);
    assert.equal((await at.party('Union')).state, 'named');
    assert.equal((await new Person(at.server.address).send(link)).status, 404);
  });

  test('leaves a role that counts for nothing where its part is withdrawn', async (t) => {
    const at = await served(t);
    const juma = new Person(at.server.address);
    await juma.fill(linkIn(await at.ask(at.speaker)), { do: 'take', name: 'Juma', language: 'en', password }, undefined);
    fs.writeFileSync(at.file, activity(fund));
    await succeed(['import', at.file, ...at.place]);
    assert.equal((await juma.send(at.form)).status, 404);
    assert.match((await juma.open('/en/account/roles')).body, /a part that stands no more/);
    assert.doesNotMatch((await juma.open('/en/account')).body, /Named as a party/);
  });

  test('is not answered for by a role in the whole partnership, which is given up', async (t) => {
    const at = await served(t);
    const grant = `invited party of ${at.partnership}`;
    const holder = await at.person('holder@union.example', grant);
    assert.match((await holder.open('/en/account/roles')).body, /Wells for all: held in the whole partnership, it gives no right and can be given up/);
    assert.equal((await holder.send(at.form)).status, 403);
    assert.equal((await holder.fill('/en/account/roles', { grant })).headers.location, '/en/account/roles?done=left');
    assert.doesNotMatch((await holder.open('/en/account/roles')).body, /Wells for all/);
  });

  test('has its pages in every language', async (t) => {
    const at = await served(t);
    for (const language of languages) {
      for (const target of [at.list, at.page, '/en/code']) {
        const { status, body } = await at.speaker.send(target.replace('/en/', `/${language}/`));
        assert.equal(status, 200, target);
        assert.doesNotMatch(body, /\b(invitations|code|part)\.[a-z_]+\b/);
      }
    }
  });
});

describe('A contributor', () => {
  test('prepares a correction, which a representative confirms', async (t) => {
    const at = await served(t);
    const part = await at.party('Fund');
    const form = `/en/account/parts/${part.id}`;
    const helper = await at.person('helper@fund.example', `contributor of ${part.organisation.id}`);
    const words = { version: '1', role: 'funder', brings: 'Two <engineers>', risks: '', responsibilities: '', benefits: '' };
    assert.match((await helper.open(form)).body, /A representative of this organisation answers for it/);
    assert.equal((await helper.fill(form, { ...words, do: 'correct' })).status, 403);
    assert.equal((await helper.fill(form, { do: 'confirm', version: '1' })).status, 403);
    assert.equal((await helper.fill(form, { ...words, do: 'prepare' })).headers.location, `${form}?done=prepared`);
    assert.doesNotMatch((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /engineers/);
    assert.doesNotMatch(JSON.stringify(await at.server.json(`/api/v1/partnerships/${at.partnership}`)), /engineers/);
    assert.match((await at.speaker.open('/en/account/notifications')).body, /prepared a correction of a part of Fund/);
    const seen = await at.speaker.open(form);
    assert.match(seen.body, /A colleague has prepared a correction/);
    assert.match(seen.body, /<textarea[^>]*name="brings"[^>]*>\s*Two &lt;engineers&gt;/);
    const prepared = /name="prepared" value="([1-9]\d*)"/.exec(seen.body)[1];
    const unseen = await at.speaker.fill(form, { ...words, brings: 'Mine', do: 'correct' });
    assert.equal(unseen.status, 409, 'a form from before it was prepared does not end it');
    assert.match(unseen.body, /it is shown here, and the form below holds what you typed[^]*Two &lt;engineers&gt;[^]*<textarea[^>]*name="brings"[^>]*>\s*Mine/);
    assert.equal((await at.speaker.fill(form, { ...words, prepared, do: 'correct' })).headers.location, `${form}?done=corrected`);
    assert.equal((await at.party('Fund')).participation.brings.en, 'Two <engineers>');
    assert.doesNotMatch((await helper.open(form)).body, /A colleague has prepared/);
    await helper.fill(form, { ...words, version: '2', brings: 'Three', do: 'prepare' });
    assert.equal((await helper.fill(form, { ...words, version: '2', brings: 'Four', do: 'prepare' })).status, 409, 'nor is one that was not seen replaced');
    assert.equal((await at.speaker.fill(form, { do: 'discard' })).status, 409);
    const third = /name="prepared" value="([1-9]\d*)"/.exec((await at.speaker.open(form)).body)[1];
    assert.equal((await at.speaker.fill(form, { do: 'discard', prepared: third })).headers.location, `${form}?done=discarded`);
    assert.doesNotMatch((await at.speaker.open(form)).body, /A colleague has prepared/);
  });
});
