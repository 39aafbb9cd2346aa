// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A host government says of a partnership on its soil whether it is consistent with its plans and law; until then it is shown as silent.

import assert from 'node:assert/strict';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, languages, makeExampleRegister, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const at = { place: ['--data', data], server: await Server.start(data) };
  t.after(() => at.server.stop());
  at.person = (name, role, more = {}) => invited(at.server, at.place, { address: `${name}@gov.example`, role, ...more });
  at.focal = await at.person('ke', 'focal point of KE');
  at.look = (id) => {
    at.partnership = id;
    at.form = `/en/partnerships/${id}/hosts/KE`;
  };
  at.hosts = async () => (await at.server.json(`/api/v1/partnerships/${at.partnership}`)).hosts;
  at.kenya = async () => (await at.hosts()).find(({ country }) => country === 'KE');
  at.page = async () => (await at.server.request(`/en/partnerships/${at.partnership}`)).body;
  /** Fills in the form as it is shown. */
  at.answer = async (fields, person = at.focal) => {
    const { body } = await person.open(at.form);
    const shown = (name) => new RegExp(`name="${name}" value="(\\d+)"`).exec(body)?.[1] ?? '0';
    return person.fill(at.form, { version: shown('version'), seen: shown('seen'), ...fields });
  };
  at.look((await at.server.json('/api/v1/partnerships?country=KE&limit=1')).results[0].id);
  return at;
}

const words = { do: 'answer', answer: 'objects', cited: 'Water <Act>, section 9', remark: 'It was never laid before us.' };
const idIn = (location) => /registering\/([0-9a-f-]{36})/.exec(location)[1];
const numberIn = (body, name) => new RegExp(`name="${name}" value="(\\d+)"`).exec(body)[1];

async function save(person, draft, step, fields) {
  const page = `/en/registering/${draft}/step/${step}`;
  const sent = await person.fill(page, { version: numberIn((await person.open(page)).body, 'version'), ...fields });
  assert.equal(sent.status, 303, sent.body);
}

async function press(person, page, wish) {
  const sent = await person.fill(page, { seen: numberIn((await person.open(page)).body, 'seen'), do: wish });
  assert.equal(sent.status, 303, sent.body);
  return sent.headers.location;
}

test('a government objects to a partnership, its parties are told and change it, and the government endorses it', { timeout: 120_000 }, async (t) => {
  const at = await served(t);
  const { server } = at;
  const writer = await at.person('writer', 'reviewer', { withdraw: true });
  const reviewer = await at.person('reviewer', 'reviewer');
  const [party, second] = (await server.json('/api/v1/organisations?limit=100')).results;
  const speaker = await at.person('speaker', `representative of ${party.id}`);

  // It is registered, published, and confirmed by its party.
  const title = 'Lanterns for fishing villages';
  const draft = idIn((await writer.fill('/en/registering', { title, do: 'begin' })).headers.location);
  await save(writer, draft, 'purpose', { title, purpose: 'Kerosene lanterns for 200 boats' });
  await save(writer, draft, 'place', { level: 'national', status: 'pipeline', start: '2027', end: '', country: 'KE', do: 'stay' });
  await save(writer, draft, 'place', { level: 'national', status: 'pipeline', start: '2027', end: '', countries: 'KE', country: 'TZ', do: 'save' });
  await writer.fill(`/en/registering/${draft}/parties`, { organisation: party.id, role: 'lead', do: 'add' });
  await press(writer, `/en/registering/${draft}`, 'hand_in');
  at.look((await press(reviewer, `/en/review/${draft}`, 'publish')).split('/').at(-1).split('?')[0]);
  const record = await server.json(`/api/v1/partnerships/${at.partnership}`);
  const [{ id: part }] = record.parties;
  assert.equal((await speaker.fill(`/en/account/parts/${part}`, { do: 'confirm', version: '1', remark: '' })).status, 303);

  // Nobody has asked the governments: both are silent, and both are named.
  assert.match(await at.page(), /What host governments say[^]*Silent so far: Kenya and United Republic of Tanzania\./);
  assert.deepEqual(await at.hosts(), [{ country: 'KE', state: 'silent', named: true }, { country: 'TZ', state: 'silent', named: true }]);
  const waiting = async () => Number(/(\d+) partnerships? on your soil ha(?:s|ve) no answer/.exec((await at.focal.open('/en/account')).body)?.[1] ?? 0);
  const before = await waiting();
  assert.ok(before > 0);
  assert.match((await at.focal.open('/en/desk/KE')).body, new RegExp(`href="${at.form}"[^]*?No answer yet`));

  // Kenya objects. It stands wherever the partnership does, and hides nothing.
  assert.equal((await at.answer({ ...words, remark: 'Kerosene is being phased out.' })).headers.location, `${at.form}?done=answered`);
  assert.match(await at.page(), /Host governments that object: Kenya[^]*Objects[^]*Kerosene is being phased out\.[^]*Water &lt;Act&gt;, section 9[^]*Silent so far: United Republic of Tanzania\./);
  assert.match((await server.request('/en/partnerships?q=lanterns')).body, /Host governments that object: Kenya/);
  const { results } = await server.json('/api/v1/partnerships?q=lanterns');
  assert.deepEqual(results.map(({ objecting }) => objecting), [['KE']]);
  assert.equal((await at.kenya()).answer.host_answer.cited.en, words.cited);
  assert.equal((await at.kenya()).answer.host_answer.version, 1);
  assert.equal(await waiting(), before - 1);
  assert.match((await speaker.open('/en/account/notifications')).body, new RegExp(`href="/en/partnerships/${at.partnership}#hosts">The government of a host country, Kenya, has answered on “${title}”: Objects\\.`));

  // Its parties change the partnership, and name one more who takes part; the objection stands, of the version it spoke of.
  const proposed = await speaker.fill(`/en/account/parts/${part}`, { do: 'propose', partnership: at.partnership, organisation: party.id }, '/en/registering');
  const change = idIn(proposed.headers.location);
  await save(speaker, change, 'purpose', { title, purpose: 'Solar lanterns for 200 boats' });
  assert.equal((await speaker.fill(`/en/registering/${change}/parties`, { organisation: second.id, role: 'implementer', do: 'add' })).status, 303);
  await press(speaker, `/en/registering/${change}`, 'hand_in');
  await press(reviewer, `/en/review/${change}`, 'publish');
  const { parties, partnership } = await server.json(`/api/v1/partnerships/${at.partnership}`);
  assert.deepEqual(parties.map(({ organisation }) => organisation.id).sort(), [party.id, second.id].sort());
  assert.equal(partnership.purpose.en, 'Solar lanterns for 200 boats');
  assert.match(await at.page(), /Host governments that object: Kenya[^]*Said of version 1; it has changed since[^]*differences\?from=1&amp;to=2">What has changed since/);
  assert.match((await server.request(`/en/partnerships/${at.partnership}/differences?from=1&to=2`)).body, /Kerosene lanterns[^]*Solar lanterns/);
  assert.match((await at.focal.open('/en/desk/KE?soil=answered')).body, new RegExp(`href="${at.form}"[^]*?Objects[^]*?The partnership has changed since`));

  // Kenya looks again, and endorses it by its own plan; what it said before can still be read.
  await at.focal.fill('/en/desk/KE/plan', { version: '0', draft: '0', do: 'publish', kind: 'plan', title_en: 'Light for every boat by 2030' });
  const basis = /<option value="([0-9a-f-]{36})">Light for every boat by 2030/.exec((await at.focal.open(at.form)).body)[1];
  assert.equal((await at.answer({ do: 'answer', answer: 'endorsed', cited: '', remark: '', basis })).status, 303);
  const page = await at.page();
  assert.doesNotMatch(page, /governments that object|has changed since/);
  assert.match(page, new RegExp(`Endorsed[^]*href="/en/countries/KE/published/${basis}">[^]*Light for every boat by 2030`));
  const { answer } = await at.kenya();
  assert.match(page, new RegExp(`/en/log/receipts/${answer.id}/2">Receipt<span class="hide"> – Kenya<`));
  assert.deepEqual([answer.version, answer.host_answer.answer, answer.host_answer.version, answer.host_answer.basis], [2, 'endorsed', 2, basis]);
  const record_ = `/countries/KE/published/${answer.id}`;
  assert.match((await server.request(`/en${record_}?version=1`)).body, /<h1>[^]*Objects[^]*Said of version 1 of this partnership[^]*Kerosene is being phased out/);
  assert.match((await server.request(`/en${record_}/differences?from=1&to=2`)).body, /Answer[^]*Objects[^]*Endorsed/);
  assert.equal((await server.json(`/api/v1${record_}`)).host_answer.answer, 'endorsed');
  assert.equal((await server.json(`/api/v1${record_}/revisions/1`)).host_answer.answer, 'objects');
  assert.ok((await server.json(`/api/v1${record_}/differences?from=1&to=2`)).differences.some(({ path: field }) => field === 'answer'));
  assert.match((await speaker.open('/en/account/notifications')).body, /has answered on “Lanterns for fishing villages”: Endorsed\./);
});

test('what was typed is not lost, and an answer is taken back', async (t) => {
  const at = await served(t);
  assert.match(await at.page(), /Silent so far: [^<]*Kenya/);
  assert.match((await at.focal.open(at.form)).body, /resolution 62\/211, paragraph 4/);
  const uncited = await at.answer({ ...words, cited: '' });
  assert.equal(uncited.status, 422);
  assert.match(uncited.body, /Cite the plan, law or guidance[^]*It was never laid before us\./);
  assert.equal((await at.answer({ ...words, answer: 'perhaps' })).status, 422);
  assert.equal((await at.answer({ ...words, basis: at.partnership })).status, 422, 'it is no plan of theirs');
  assert.equal((await at.answer({ ...words, cited: 'x'.repeat(2_001) })).status, 422);
  assert.equal((await at.answer({ ...words, remark: 'x'.repeat(1_000_000) })).status, 413);
  assert.equal((await at.kenya()).state, 'silent');
  assert.equal((await at.answer(words)).status, 303);
  for (const stale of [{ version: '7' }, { seen: '0' }]) {
    const refused = await at.answer({ ...words, ...stale, remark: 'Typed anew' });
    assert.equal(refused.status, 409);
    assert.match(refused.body, /Typed anew/);
  }
  assert.equal((await at.answer(words)).status, 303, 'a second click says nothing new');
  assert.equal((await at.kenya()).answer.version, 1);
  assert.equal((await at.answer({ do: 'withdraw', seen: '9' })).status, 409);
  assert.equal((await at.answer({ do: 'withdraw' })).headers.location, `${at.form}?done=withdrawn`);
  assert.match(await at.page(), /Silent so far: [^<]*Kenya/);
  assert.equal((await at.kenya()).state, 'silent');
});

test('an answer that is changed keeps its words in other languages, and cites what was chosen last', async (t) => {
  const at = await served(t);
  await at.answer(words);
  const french = at.form.replace('/en/', '/fr/');
  const { body } = await at.focal.open(french);
  assert.match(body, /name="cited" value=""/);
  const sent = await at.focal.fill(french, { version: numberIn(body, 'version'), seen: numberIn(body, 'seen'), ...words, answer: 'aligned', cited: '', remark: '' });
  assert.equal(sent.status, 303);
  const { answer } = await at.kenya();
  assert.equal(answer.host_answer.answer, 'aligned');
  assert.deepEqual([answer.host_answer.cited.en, answer.host_answer.remark.en], [words.cited, words.remark]);

  // The title of the plan that was chosen is no citation that was typed.
  const choose = async (title) => {
    await at.focal.fill('/en/desk/KE/plan', { version: '0', draft: '0', do: 'publish', kind: 'plan', title_en: title });
    const basis = new RegExp(`<option value="([0-9a-f-]{36})">${title}`).exec((await at.focal.open(at.form)).body)[1];
    assert.equal((await at.answer({ do: 'answer', answer: 'aligned', cited: '', remark: '', basis })).status, 303);
    assert.match((await at.focal.open(at.form)).body, /name="cited" value=""/);
    return (await at.kenya()).answer.host_answer.cited.en;
  };
  assert.equal(await choose('Light for every boat'), 'Light for every boat');
  assert.equal(await choose('Lakes without smoke'), 'Lakes without smoke');

  // Whoever speaks for one of its parties too answers on it no more.
  const [{ organisation }] = (await at.server.json(`/api/v1/partnerships/${at.partnership}`)).parties;
  await succeed(['user', 'give', 'ke@gov.example', `representative of ${organisation.id}`, ...at.place]);
  const own = (await at.focal.open(at.form)).body;
  assert.match(own, /You speak for a party of this partnership too/);
  assert.doesNotMatch(own, /name="answer"/);
  assert.equal((await at.focal.fill('/en/account', { do: 'answer', version: '1', seen: '4', ...words }, at.form)).status, 403);
});

test('nobody answers for another country, and the pages are there in every language', async (t) => {
  const at = await served(t);
  const neighbour = await at.person('fr', 'focal point of FR');
  assert.equal((await neighbour.send(at.form)).status, 403);
  assert.equal((await neighbour.fill('/en/account', words, at.form)).status, 403);
  assert.equal((await at.focal.send('/en/partnerships/00000000-0000-7000-8000-000000000000/hosts/KE')).status, 404);
  assert.equal((await at.answer(words)).status, 303);
  const { answer } = await at.kenya();
  for (const language of languages)
    for (const target of [at.form, '/en/desk/KE', '/en/desk/KE?soil=answered', `/en/partnerships/${at.partnership}`, `/en/countries/KE/published/${answer.id}`]) {
      const { status, body } = await at.focal.send(target.replace('/en/', `/${language}/`));
      assert.equal(status, 200);
      assert.doesNotMatch(body, /\bhosts\.[a-z_]+\b/);
    }
});
