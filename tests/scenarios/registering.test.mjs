// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A partnership comes into the register: somebody writes it down page by page, hands it in, the office returns or publishes it, and
// each party is asked for its word.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, importJson, languages, makeExampleRegister, root, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';
import { postgres } from '../support/postgres.mjs';

/** A register with some partnerships in it, somebody of the office, and somebody who has no role. */
async function served(t, settings = '') {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const file = path.join(data, 'entente.toml');
  if (settings) fs.writeFileSync(file, fs.readFileSync(file, 'utf8').replace(`#${settings.split('=')[0]}= false`, settings));
  const server = await Server.start(data);
  t.after(() => server.stop());
  const at = { server, place: ['--data', data] };
  at.person = (name, role) => invited(server, at.place, { address: `${name}@party.example`, role });
  at.writer = await invited(server, at.place, { address: 'writer@party.example', role: 'reviewer', withdraw: true });
  at.reviewer = await at.person('reviewer', 'reviewer');
  [at.organisation, at.other] = (await server.json('/api/v1/organisations?limit=100')).results;
  [at.name] = Object.values(at.organisation.name);
  return at;
}

const idIn = (location) => /registering\/([0-9a-f-]{36})/.exec(location)[1];
const versionIn = (body) => /name="version" value="(\d+)"/.exec(body)[1];
const seenIn = (body) => /name="seen" value="(\d+)"/.exec(body)[1];

async function begin(person, title, fields = {}) {
  const sent = await person.fill('/en/registering', { title, do: 'begin', ...fields });
  assert.equal(sent.status, 303, sent.body);
  return idIn(sent.headers.location);
}

/** Saves a page of a draft as it is filled in. */
async function save(person, draft, step, fields, language = 'en') {
  const page = `/${language}/registering/${draft}/step/${step}`;
  return person.fill(page, { version: versionIn((await person.open(page)).body), ...fields });
}

/** Does what a button of the page says that holds all answers. */
async function press(person, page, wish, fields = {}) {
  const { body } = await person.open(page);
  return person.fill(page, { seen: seenIn(body), do: wish, ...fields });
}

const place = { level: 'national', status: 'pipeline', start: '2027', end: '2031-12', country: 'KE' };

/** The pages of the parties that a draft names. */
const partsOf = async (person, draft) => (await person.open(`/en/registering/${draft}/parties`)).body.match(new RegExp(`/en/registering/${draft}/parties/[0-9a-f-]{36}`, 'g')) ?? [];

/** A draft with all that is needed. */
async function whole(at, person = at.writer, title = 'Lanterns for fishing villages') {
  const draft = await begin(person, title);
  assert.equal((await save(person, draft, 'purpose', { title, purpose: 'Light for 200 boats' })).status, 303);
  const added = await person.fill(`/en/registering/${draft}/parties`, { organisation: at.organisation.id, role: 'lead', do: 'add' });
  assert.equal(added.status, 303, added.body);
  return draft;
}

test('what will be counted stands as a result once it is published, and the report asks for it', { timeout: 120_000 }, async (t) => {
  const at = await served(t);
  const draft = await whole(at);
  const title = 'Lanterns for fishing villages';
  const counted = { title, purpose: 'Light', indicator: 'Boats with a <lantern>', baseline: '12', target: '1,200', target_day: '2031-12' };
  const faulty = await save(at.writer, draft, 'purpose', { ...counted, indicator: '' });
  assert.equal(faulty.status, 422);
  assert.match(faulty.body, /Say what will be counted[^]*value="1,200"/);
  assert.equal((await save(at.writer, draft, 'purpose', { ...counted, target_day: 'soon' })).status, 422);
  const stale = versionIn((await at.writer.open(`/en/registering/${draft}/step/purpose`)).body);
  assert.equal((await save(at.writer, draft, 'purpose', counted)).status, 303);
  const late = await at.writer.fill(`/en/registering/${draft}/step/purpose`, { version: stale, ...counted, target: '7' });
  assert.equal(late.status, 409, 'somebody was faster, though the figures alone were changed');
  assert.match(late.body, /1200[^]*name="target" value="7"/);
  assert.match((await at.writer.open(`/fr/registering/${draft}/step/purpose`)).body, /name="target" value="1200"/);
  assert.match((await at.writer.open(`/en/registering/${draft}`)).body, /Boats with a &lt;lantern&gt;[^]*1200[^]*2031/);
  assert.match((await at.writer.open(`/en/registering/${draft}/preview`)).body, /Boats with a &lt;lantern&gt;/);
  await press(at.writer, `/en/registering/${draft}`, 'hand_in');
  const published = await press(at.reviewer, `/en/review/${draft}`, 'publish');
  assert.equal(published.status, 303, published.body);
  const id = /partnerships\/([0-9a-f-]{36})/.exec(published.headers.location)?.[1] ?? (await at.server.json('/api/v1/partnerships?q=lanterns')).results[0].id;
  const { results: [{ result }], parties: [party] } = await at.server.json(`/api/v1/partnerships/${id}`);
  const [indicator] = result.indicators;
  assert.deepEqual([indicator.measure, indicator.baselines[0].figure.value, indicator.periods[0].end, indicator.periods[0].targets[0].value], ['unit', '12', '2031-12', '1200']);
  const speaker = await at.person('speaker', `representative of ${party.organisation.id}`);
  await speaker.fill(`/en/account/parts/${party.id}`, { do: 'confirm', version: '1' });
  assert.match((await speaker.open(`/en/account/parts/${party.id}/report`)).body, /Boats with a &lt;lantern&gt;[^]*1200/);
});

describe('A partnership that is registered', () => {
  test('is written on a phone, handed in, returned, handed in again, published, and found', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const { writer, reviewer, server } = at;
    assert.match((await writer.open('/en/account')).body, /href="\/en\/registering"/);
    const draft = await begin(writer, 'Lanterns for fishing villages');

    const before = (await server.json('/api/v1/register')).partnerships;
    // Page by page; each is kept, and what is asked says why.
    const purpose = await writer.open(`/en/registering/${draft}/step/purpose`);
    assert.match(purpose.body, /It is asked because/);
    const sent = await save(writer, draft, 'purpose', { title: 'Lanterns for fishing villages', purpose: 'Light for 200 boats', description: 'Boats with a lantern: from 12 to 200', goals: '7 14.b', fields: 'energy' });
    assert.equal(sent.headers.location, `/en/registering/${draft}/step/place`);
    assert.equal((await save(writer, draft, 'place', { ...place, do: 'stay' })).headers.location, `/en/registering/${draft}/step/place`, 'one country more');
    assert.equal((await save(writer, draft, 'place', { ...place, countries: 'KE', country: 'TZ', do: 'save' })).headers.location, `/en/registering/${draft}/parties`);

    // A party is found by its name, another is new.
    const found = await writer.open(`/en/registering/${draft}/parties?q=${encodeURIComponent(at.name)}`);
    assert.match(found.body, new RegExp(`name="organisation" value="${at.organisation.id}"`));
    const added = await writer.fill(`/en/registering/${draft}/parties`, { organisation: at.organisation.id, role: 'lead', do: 'add' });
    assert.equal(added.headers.location, `/en/registering/${draft}/parties?done=named`);
    const [part] = await partsOf(writer, draft);
    const words = { role: 'lead', contributes: 'goods', brings: '200 lanterns', risks: '', responsibilities: 'Repairs', benefits: '' };
    assert.equal((await writer.fill(part, { version: '1', ...words })).status, 303);
    const named = await writer.fill(`/en/registering/${draft}/parties`, { name: 'Zanzibar Night Fishers Cooperative', type: 'national_ngo', country: 'TZ', role: 'implementer', do: 'name' });
    assert.equal(named.status, 303, named.body);
    assert.match((await writer.open(`/en/registering/${draft}/parties`)).body, /Zanzibar Night Fishers Cooperative[^]*new in the register/);
    assert.equal((await save(writer, draft, 'governance', { governance: 'A board of two. It ends in 2031.' })).headers.location, `/en/registering/${draft}`);

    // All answers on one page, with the gaps; the page as it will be.
    const check = await writer.open(`/en/registering/${draft}`);
    for (const answer of ['Light for 200 boats', 'Kenya', 'Tanzania', '200 lanterns', 'A board of two', 'Zanzibar Night Fishers']) assert.match(check.body, new RegExp(answer));
    assert.match(check.body, /not stated/i, 'a gap is a gap');
    const preview = await writer.open(`/en/registering/${draft}/preview`);
    assert.match(preview.body, /This is a preview/);
    assert.match(preview.body, /Light for 200 boats/);

    // Nobody else sees any of it.
    const unseen = async () => {
      for (const target of [`/en/partnerships/${draft}`, `/api/v1/partnerships/${draft}`, `/en/partnerships/${draft}/revisions/1`]) assert.equal((await server.request(target)).status, 404, target);
      assert.equal((await server.json('/api/v1/partnerships?q=lanterns')).total, 0);
      assert.equal((await server.json('/api/v1/organisations?q=Zanzibar+Night+Fishers')).total, 0);
      assert.doesNotMatch((await server.request(`/en/organisations/${at.organisation.id}`)).body, /Lanterns/);
    };
        await unseen();
    assert.equal((await server.json('/api/v1/register')).partnerships, before, 'a draft is not counted');
    assert.equal((await reviewer.send(`/en/registering/${draft}`)).status, 404, 'not the office either, before it is handed in');

    // The office returns it with a reason; the writer is told.
    assert.equal((await press(writer, `/en/registering/${draft}`, 'hand_in')).headers.location, `/en/registering/${draft}?done=handed_in`);
    assert.equal((await writer.fill(`/en/registering/${draft}`, { do: 'comment', note: 'The board meets in May' })).status, 303);
    assert.match((await reviewer.open('/en/account')).body, /1 draft waits for review/);
    assert.match((await reviewer.open('/en/review')).body, /Lanterns for fishing villages[^]*things? looks? odd/);
    const looked = await reviewer.open(`/en/review/${draft}`);
    assert.match(looked.body, /What looks odd[^]*Whoever began it writes for none of its parties\./);
    assert.doesNotMatch(looked.body, /It ends before it begins/);
    assert.doesNotMatch((await writer.open(`/en/registering/${draft}`)).body, /What looks odd/, 'the office alone');
    assert.match((await reviewer.open(`/en/review/${draft}`)).body, /The board meets in May/);
    const unreasoned = await press(reviewer, `/en/review/${draft}`, 'return', { reason: ' ' });
    assert.equal(unreasoned.status, 422);
    assert.match(unreasoned.body, /Say why/);
    assert.equal((await press(reviewer, `/en/review/${draft}`, 'return', { reason: 'Who pays for <repairs>?' })).headers.location, '/en/review?done=returned');
    await unseen();
    assert.match((await writer.open('/en/account')).body, /Returned to you: change it, and hand it in again/);
    assert.match((await writer.open('/en/account/notifications')).body, /“Lanterns for fishing villages” was returned to you/);
    assert.match((await writer.open(`/en/registering/${draft}`)).body, /Who pays for &lt;repairs&gt;\?/);

    // Changed, handed in again, published by another than its writer.
    assert.equal((await save(writer, draft, 'governance', { governance: 'A board of two; the fund pays for repairs. It ends in 2031.' })).status, 303);
    assert.equal((await press(writer, `/en/registering/${draft}`, 'hand_in')).status, 303);
    const published = await press(reviewer, `/en/review/${draft}`, 'publish');
    assert.equal(published.status, 303, published.body);
    const page = await server.request(published.headers.location);
    assert.match(page.body, /the fund pays for repairs/);
    const { results, total } = await server.json('/api/v1/partnerships?q=lanterns');
    assert.equal(total, 1);
    const record = await server.json(`/api/v1/partnerships/${results[0].id}`);
    assert.equal(record.revisions.length, 1, 'its drafts are no revisions of it');
    assert.deepEqual(record.parties.map(({ state }) => state), ['named', 'named']);
    assert.equal((await server.json('/api/v1/organisations?q=Zanzibar+Night+Fishers')).total, 1);
    assert.equal((await server.json('/api/v1/register')).partnerships, before + 1, 'drafts are not counted');
    assert.match((await writer.open('/en/account/notifications')).body, /“Lanterns for fishing villages” has been published/);
    assert.equal((await writer.send(`/en/registering/${draft}`)).status, 404, 'the draft has ended');

    // The party is asked for its word, and says it.
    const speaker = await at.person('speaker', `representative of ${at.organisation.id}`);
    const { id } = record.parties.find(({ organisation }) => organisation.id === at.organisation.id);
    assert.equal((await speaker.fill(`/en/account/parts/${id}`, { do: 'confirm', version: '1', remark: '' })).status, 303);
    assert.match((await server.request(published.headers.location)).body, /Confirmed by 1 of 2 parties/);

    // A party proposes a change, by the same way.
    const proposed = await speaker.fill(`/en/account/parts/${id}`, { do: 'propose', partnership: results[0].id, organisation: at.organisation.id }, '/en/registering');
    const change = idIn(proposed.headers.location);
    assert.equal((await save(speaker, change, 'purpose', { title: 'Lanterns for fishing villages', purpose: 'Light for 300 boats' })).status, 303);
    assert.match((await server.request(published.headers.location)).body, /Light for 200 boats/, 'not before it is reviewed');
    assert.equal((await press(speaker, `/en/registering/${change}`, 'hand_in')).status, 303);
    assert.match((await reviewer.open(`/en/review/${change}`)).body, /What it changes[^]*Purpose[^]*Light for 200 boats[^]*Light for 300 boats/);
    assert.match((await reviewer.open(`/en/review/${change}/preview`)).body, /Confirmed by 1 of 2 parties/);
    assert.equal((await press(reviewer, `/en/review/${change}`, 'publish')).headers.location, published.headers.location);
    assert.match((await server.request(published.headers.location)).body, /Light for 300 boats/);
    assert.match((await server.request(published.headers.location)).body, /Confirmed by 1 of 2 parties/, 'its word stands');

    // The office withdraws it: a tombstone with the reason.
    const withdrawing = `${published.headers.location}/withdraw`;
    assert.equal((await writer.send(withdrawing)).status, 403);
    assert.match((await reviewer.open(`/en/review?partnership=${encodeURIComponent(published.headers.location)}`)).target, /withdraw$/);
    const version = versionIn((await reviewer.open(withdrawing)).body);
    assert.equal((await reviewer.fill(withdrawing, { version, reason: '' })).status, 422);
    assert.equal((await reviewer.fill(withdrawing, { version: '1', reason: 'It never began' })).status, 409);
    const moment = new Date().toISOString();
    await new Promise((passed) => setTimeout(passed, 10));
    const then = (target) => server.request(`${target}${target.includes('?') ? '&' : '?'}at=${moment}`);
    assert.match((await then(published.headers.location)).body, /Light for 300 boats/);
    assert.equal(JSON.parse((await then('/api/v1/partnerships?q=lanterns')).body).total, 1);
    const counted = JSON.parse((await then('/api/v1/partnerships?limit=100')).body);
    assert.equal((await reviewer.fill(withdrawing, { version, reason: 'It never <began>' })).status, 303);
    const stone = await server.request(published.headers.location);
    assert.equal(stone.status, 410);
    assert.match(stone.body, /Lanterns for fishing villages[^]*It never &lt;began&gt;/);
    assert.equal((await server.json('/api/v1/partnerships?q=lanterns')).total, 0);
    // It is shown on no earlier day either, and its page of then says the same.
    const stoneThen = await then(published.headers.location);
    assert.equal(stoneThen.status, 410);
    assert.match(stoneThen.body, /Lanterns for fishing villages[^]*It never &lt;began&gt;/);
    assert.doesNotMatch(stoneThen.body, /Light for 300 boats/);
    const withdrawn = published.headers.location.split('/').at(-1);
    for (const target of [`/api/v1/partnerships/${withdrawn}`, `${published.headers.location}/revisions`, `${published.headers.location}/parties.csv`]) assert.equal((await then(target)).status, (await server.request(target)).status, target);
    assert.equal(JSON.parse((await then('/api/v1/partnerships?q=lanterns')).body).total, 0);
    assert.doesNotMatch((await server.request(`/api/v1/partnerships/${withdrawn}/differences?from=${moment}`)).body, /boats/);
    // Lists of that moment count it as they did, and say in its place that it was withdrawn. Nothing that it said comes back.
    const listed = JSON.parse((await then('/api/v1/partnerships?limit=100')).body);
    assert.deepEqual([listed.total, { ...listed.facets, party: [] }], [counted.total, { ...counted.facets, party: [] }]);
    assert.notDeepEqual(listed.facets.party, counted.facets.party, 'who took part is not told again');
    assert.deepEqual(listed.withdrawn.map(({ id: one, reason }) => [one, reason]), [[withdrawn, 'It never <began>']]);
    assert.ok(listed.results.every(({ id: one }) => one !== withdrawn));
    for (const language of languages) {
      const { body } = await then(`/${language}/partnerships?sort=updated`);
      assert.match(body, new RegExp(`href="/${language}/partnerships/${withdrawn}\\?at=[^"]+">[^<]+</a></h3><p dir="auto">It never &lt;began&gt;</p>`));
      assert.doesNotMatch(body, /boats|Lanterns for fishing|\bpast\.withdrawn/);
    }
    assert.match((await then('/en/partnerships')).body, /1 partnership that stood then has been withdrawn since\./);
    assert.doesNotMatch((await then('/en/partnerships.csv')).body, /Lanterns for fishing/);
    assert.match(await succeed(['search', ...at.place, '--limit', '100', '--at', moment]), new RegExp(`^${withdrawn}  withdrawn since, on \\d{4}-\\d\\d-\\d\\d: It never <began>$`, 'm'));
  });

  test('gains parties by a change that one of its parties proposes, one that had left among them', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const { reviewer, server } = at;
    const draft = await whole(at);
    await at.writer.fill(`/en/registering/${draft}/parties`, { organisation: at.other.id, role: 'member', do: 'add' });
    await press(at.writer, `/en/registering/${draft}`, 'hand_in');
    const page = (await press(reviewer, `/en/review/${draft}`, 'publish')).headers.location;
    const id = page.split('/').at(-1);
    const parties = async () => (await server.json(`/api/v1/partnerships/${id}`)).parties;
    const states = async () => (await parties()).map(({ organisation, participation, state }) => `${organisation.id === at.organisation.id ? 'lead' : organisation.id === at.other.id ? 'other' : 'new'} ${participation.role} ${state}`).sort();
    const partOf = async (organisation, state) => (await parties()).find((one) => one.organisation.id === organisation.id && one.state === state).id;
    const speaker = await at.person('speaker', `representative of ${at.organisation.id}`);
    const leaver = await at.person('leaver', `representative of ${at.other.id}`);
    const own = await partOf(at.organisation, 'named');
    const left = await partOf(at.other, 'named');
    for (const [person, part] of [[speaker, own], [leaver, left]]) assert.equal((await person.fill(`/en/account/parts/${part}`, { do: 'confirm', version: '1', remark: '' })).status, 303);

    const proposed = await speaker.fill(`/en/account/parts/${own}`, { do: 'propose', partnership: id, organisation: at.organisation.id }, '/en/registering');
    const change = idIn(proposed.headers.location);
    const naming = `/en/registering/${change}/parties`;
    const name = (organisation, role) => speaker.fill(naming, { organisation: organisation.id, role, do: 'add' });
    for (const [organisation, role] of [[at.organisation, 'lead'], [at.other, 'member']]) {
      const refused = await name(organisation, role);
      assert.equal(refused.status, 409);
      assert.match(refused.body, /a party in that role already, and speaks for its part itself/);
    }
    assert.equal((await leaver.fill(`/en/account/parts/${left}`, { do: 'leave', version: '1', remark: 'Our nets are sold' })).status, 303);
    assert.equal((await name(at.other, 'member')).status, 303, 'its part has ended');
    assert.equal((await name(at.other, 'member')).status, 303, 'a second click names it once');
    assert.equal((await speaker.fill(naming, { name: 'Qwrtz Ypsdfg Cooperative', type: 'national_ngo', country: 'TZ', role: 'implementer', do: 'name' })).status, 303);
    assert.deepEqual(await states(), ['lead lead confirmed', 'other member left'], 'not before it is reviewed');
    await press(speaker, `/en/registering/${change}`, 'hand_in');
    assert.match((await reviewer.open(`/en/review/${change}`)).body, /Parties that join[^]*Member[^]*Qwrtz Ypsdfg Cooperative/);
    assert.match((await reviewer.open(`/en/review/${change}/preview`)).body, /Confirmed by 1 of 3 parties/);
    assert.equal((await press(reviewer, `/en/review/${change}`, 'publish')).headers.location, page);
    assert.deepEqual(await states(), ['lead lead confirmed', 'new implementer named', 'other member left', 'other member named']);
    assert.match((await server.request(page)).body, /Qwrtz Ypsdfg Cooperative[^]*Named by [^<]*; not confirmed by the party itself/);
    assert.equal((await server.json('/api/v1/organisations?q=Qwrtz')).total, 1);

    // It speaks for its new part; of the old one stands what it said.
    const again = await partOf(at.other, 'named');
    assert.equal((await leaver.fill(`/en/account/parts/${again}`, { do: 'confirm', version: '1', remark: '' })).status, 303);
    assert.deepEqual(await states(), ['lead lead confirmed', 'new implementer named', 'other member confirmed', 'other member left']);
    assert.match((await server.request(page)).body, /Our nets are sold/);
  });

  test('is shown those that look like it before it is made', async (t) => {
    const at = await served(t);
    const [first] = (await at.server.json('/api/v1/partnerships?limit=1')).results;
    const [title] = Object.values((await at.server.json(`/api/v1/partnerships/${first.id}`)).partnership.title);
    const sent = await at.writer.fill('/en/registering', { title: title.toUpperCase(), do: 'begin' });
    assert.equal(sent.status, 200);
    assert.match(sent.body, /looks? like this one/);
    assert.match(sent.body, new RegExp(`href="/en/partnerships/${first.id}"[^]*similar title`));
    assert.match(sent.body, /value="anyway"/);
    const draft = await begin(at.writer, title, { do: 'anyway' });
    assert.match((await at.writer.open(`/en/registering/${draft}`)).body, /looks? like this one/);
    assert.match((await at.writer.fill('/en/registering', { title: 'qwrtz ypsdfg', do: 'begin' })).headers.location, /step\/purpose/);
    const twice = await at.writer.fill(`/en/registering/${draft}/parties`, { name: at.name, type: 'other', country: '', role: 'member', do: 'name' });
    assert.equal(twice.status, 422);
    assert.match(twice.body, /holds organisations with such a name/);
    assert.match(twice.body, new RegExp(at.organisation.id));
  });

  test('is kept by whoever writes it: two at once lose nothing', async (t) => {
    const at = await served(t);
    const draft = await whole(at);
    const page = `/en/registering/${draft}/step/purpose`;
    const { body } = await at.writer.open(page);
    const version = versionIn(body);
    const fields = { version, title: 'Lanterns for fishing villages' };
    assert.equal((await at.writer.fill(page, { ...fields, purpose: 'First' })).status, 303);
    assert.equal((await at.writer.fill(page, { ...fields, purpose: 'First' })).status, 303, 'a second click changes nothing');
    const second = await at.writer.fill(page, { ...fields, purpose: 'Second' });
    assert.equal(second.status, 409);
    assert.match(second.body, /<dd[^>]*>[^]*First[^]*<textarea[^>]*name="purpose"[^>]*>\s*Second/, 'what stands, and what was typed');
    assert.match(second.body, new RegExp(`name="version" value="${Number(version) + 1}"`));
    assert.equal((await at.writer.fill(page, { ...fields, version: String(Number(version) + 1), purpose: 'Second' })).status, 303);
    const check = await at.writer.open(`/en/registering/${draft}`);
    await save(at.writer, draft, 'governance', { governance: 'A board' });
    assert.equal((await at.writer.fill(`/en/registering/${draft}`, { do: 'hand_in', seen: seenIn(check.body) })).status, 409, 'nobody hands in what they have not seen');
    assert.equal((await press(at.writer, `/en/registering/${draft}`, 'hand_in')).status, 303);
    assert.equal((await at.writer.send(`/en/registering/${draft}/step/purpose`)).status, 303, 'what waits is read, not written');
    const late = await at.writer.fill(`/en/registering/${draft}`, { version: '99', title: 'Other', purpose: 'Third' }, page);
    assert.equal(late.status, 409);
    assert.match(late.body, /handed in meanwhile[^]*<textarea[^>]*name="purpose"[^>]*>\s*Third/, 'why, and what was typed');
    const party = await at.writer.fill('/en/registering', { name: 'Qwrtz Ypsdfg', type: 'other', country: '', role: 'member', do: 'anyway' }, `/en/registering/${draft}/parties`);
    assert.equal(party.status, 409);
    assert.match(party.body, /handed in meanwhile[^]*value="Qwrtz Ypsdfg"/);
    assert.equal((await press(at.writer, `/en/registering/${draft}`, 'take_back')).status, 303);
    assert.equal((await press(at.writer, `/en/registering/${draft}`, 'discard')).headers.location, '/en/registering?done=discarded');
    assert.equal((await at.writer.send(`/en/registering/${draft}`)).status, 404);
  });

  test('is seen by colleagues of the organisation it is for, and by nobody else', async (t) => {
    const at = await served(t);
    const one = await at.person('one', `representative of ${at.organisation.id}`);
    const colleague = await at.person('colleague', `contributor of ${at.organisation.id}`);
    const stranger = await at.person('stranger', `representative of ${at.other.id}`);
    const draft = await begin(one, 'Nets that last ten years', { organisation: at.organisation.id });
    assert.match((await colleague.open('/en/registering')).body, /Nets that last ten years/);
    assert.equal((await save(colleague, draft, 'purpose', { title: 'Nets that last', purpose: 'Fewer nets' })).status, 303);
    for (const person of [stranger, at.writer, at.reviewer]) {
      assert.equal((await person.send(`/en/registering/${draft}`)).status, 404, 'as one that never was');
      assert.equal((await person.fill('/en/registering', { version: '2', title: 'Mine', purpose: 'x' }, `/en/registering/${draft}/step/purpose`)).status, 404);
      assert.equal((await person.fill('/en/registering', { do: 'discard', seen: '1' }, `/en/registering/${draft}`)).status, 404);
    }
    assert.equal((await at.writer.fill('/en/registering', { title: 'For others', organisation: at.organisation.id, do: 'begin' })).status, 403);
    assert.equal((await at.server.request(`/en/registering/${draft}`)).status, 303, 'to the page for signing in');
  });

  test('is published by another than who wrote it, unless the register says otherwise', async (t) => {
    const at = await served(t, 'trust_representatives = true');
    const own = await whole(at, at.reviewer, 'Own work of the office');
    assert.equal((await press(at.reviewer, `/en/registering/${own}`, 'hand_in')).status, 303);
    const refused = await press(at.reviewer, `/en/review/${own}`, 'publish');
    assert.equal(refused.status, 409);
    assert.match(refused.body, /another of the office publishes it/);
    assert.equal((await at.writer.send(`/en/review/${own}`)).status, 403);
    // Whoever is trusted publishes for the organisation, and for no other.
    const trusted = await at.person('trusted', `representative of ${at.organisation.id}`);
    const draft = await begin(trusted, 'Sails of recycled nets', { organisation: at.organisation.id });
    assert.equal((await save(trusted, draft, 'purpose', { title: 'Sails of recycled nets', purpose: 'Sails' })).status, 303);
    await trusted.fill(`/en/registering/${draft}/parties`, { organisation: at.other.id, role: 'member', do: 'add' });
    const published = await press(trusted, `/en/registering/${draft}`, 'publish');
    assert.match(published.headers.location, /\/en\/partnerships\//);
    assert.match((await at.server.request(published.headers.location)).body, /Named by [^<]*; not confirmed by the party itself/);
    const private_ = await whole(at, trusted, 'For nobody but me');
    assert.equal((await press(trusted, `/en/registering/${private_}`, 'publish')).status, 403);
  });

  test('is bounded, and takes whatever is typed as words', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const hostile = '=HYPERLINK("http://x") <script>alert(1)</script> \u202e\u2066 {{title}}';
    const draft = await begin(at.writer, hostile);
    const words = { title: hostile, purpose: hostile, description: hostile, goals: '6' };
    assert.equal((await save(at.writer, draft, 'purpose', words)).status, 303);
    assert.equal((await save(at.writer, draft, 'governance', { governance: hostile })).status, 303);
    const named = await at.writer.fill(`/en/registering/${draft}/parties`, { name: hostile, type: 'other', country: '', role: 'member', do: 'anyway' });
    const texts = { role: 'member', brings: hostile, risks: hostile, responsibilities: hostile, benefits: hostile };
    assert.equal(named.status, 303);
    const [part] = await partsOf(at.writer, draft);
    assert.equal((await at.writer.fill(part, { version: '1', ...texts })).status, 303);
    assert.equal((await at.writer.fill(`/en/registering/${draft}`, { do: 'comment', note: hostile })).status, 303);
    for (const target of ['', '/step/purpose', '/step/governance', '/parties', '/preview']) {
      const { body, status } = await at.writer.open(`/en/registering/${draft}${target}`);
      assert.equal(status, 200);
      assert.doesNotMatch(body, /<script>alert/, target);
      assert.match(body, /&lt;script&gt;/, target);
    }
    const long = (letters) => 'x'.repeat(letters);
    for (const field of ['title', 'purpose', 'description']) {
      const kept = await save(at.writer, draft, 'purpose', { ...words, [field]: long(12_001) });
      assert.equal(kept.status, 422, field);
      assert.match(kept.body, /xxxxx/, 'what was typed is there');
      assert.equal((await save(at.writer, draft, 'purpose', { ...words, [field]: long(1_000_000) })).status, 413);
    }
    for (const [fields, fault] of [[{ ...words, goals: '99' }, /A goal is not known/], [{ ...words, fields: 'magic' }, /Choose from the lists/], [{ ...words, title: ' ' }, /title/]]) {
      const answer = await save(at.writer, draft, 'purpose', fields);
      assert.equal(answer.status, 422);
      assert.match(answer.body, fault);
    }
    for (const fields of [{ ...place, end: '2020' }, { ...place, country: 'XX' }, { ...place, level: 'moon' }, { ...place, start: '1.1.2027' }]) assert.equal((await save(at.writer, draft, 'place', fields)).status, 422);
    for (const fields of [{ do: 'add', role: 'lead' }, { do: 'add', role: 'king', organisation: at.organisation.id }, { do: 'add', role: 'lead', organisation: at.organisation.id, contributes: 'magic' }, { do: 'name', name: '', type: 'other', role: 'lead' }, { do: 'name', name: long(1_500), type: 'other', role: 'lead' }]) assert.equal((await at.writer.fill(`/en/registering/${draft}/parties`, fields)).status, 422);
    assert.equal((await at.writer.fill(`/en/registering/${draft}/parties`, { do: 'add', role: 'lead', organisation: draft })).status, 400);
    assert.equal((await at.writer.fill(`/en/registering/${draft}`, { do: 'reign' })).status, 400);
    assert.equal((await at.writer.fill(`/en/registering/${draft}`, { do: 'comment', note: ' ' })).status, 422);
    assert.equal((await at.writer.fill(`/en/registering/${draft}`, { do: 'comment', note: long(6_001) })).status, 422);
    for (const target of ['/en/registering/nonsense', `/en/registering/${draft}/step/nonsense`, `/en/registering/${at.organisation.id}`, `/en/registering/${draft}/parties/${draft}`]) assert.equal((await at.writer.send(target)).status, 404, target);
    for (let n = 1; n < 20; ++n) await begin(at.writer, `qx${'abcdefghijklmnopqrstuvwxyz'[n].repeat(9)}`, { do: 'anyway' });
    const full = await at.writer.fill('/en/registering', { title: 'One too many', do: 'anyway' });
    assert.equal(full.status, 409);
    assert.match(full.body, /as many drafts as one person may/);
    assert.match(full.body, /One too many/);
  });

  test('of the size of the tour’s example takes twelve pages and sixty answers at most, and four to be handed in', { timeout: 120_000 }, async (t) => {
    const sample = (name) => JSON.parse(fs.readFileSync(path.join(root, 'data/sample', name)));
    const example = sample('partnerships-forests-oceans.json').partnerships.find(({ partnership }) => partnership.title.en === 'Micronesia Challenge');
    const data = path.join(folder(t), 'register');
    await succeed(['init', data]);
    await importJson(data, fs.readdirSync(path.join(root, 'data/sample')).filter((name) => name.startsWith('organisations')).map((name) => path.join(root, 'data/sample', name)));
    const server = await Server.start(data);
    t.after(() => server.stop());
    const person = await invited(server, ['--data', data], { address: 'w@party.example', role: 'reviewer', withdraw: true });
    const names = Object.fromEntries(fs.readdirSync(path.join(root, 'data/sample')).filter((name) => name.startsWith('organisations')).flatMap((name) => sample(name).organisations).map(({ key, organisation }) => [key, Object.values(organisation.name)[0]]));

    const pages = new Set(['/en/registering']);
    let answers = 1; // the title
    const answer = async (page, fields) => {
      pages.add(page);
      answers += Object.keys(fields).filter((name) => !['do', 'version', 'title', 'q', 'countries'].includes(name) && fields[name] !== '').length;
      const { body } = await person.open(page);
      const sent = await person.fill(page, { ...(/name="version"/.test(body) ? { version: versionIn(body) } : {}), ...fields });
      assert.equal(sent.status, 303, `${page}: ${sent.status}`);
    };
    const { partnership, participations } = example;
    const draft = await begin(person, partnership.title.en);
    const base = `/en/registering/${draft}`;
    const goals = partnership.goals.map(({ framework, code }) => (framework === 'mdg' ? `mdg:${code}` : code)).join(' ');
    // Boxes that are ticked are one answer to one question.
    await answer(`${base}/step/purpose`, { title: partnership.title.en, purpose: partnership.purpose.en, description: partnership.description?.en ?? '', goals, fields: partnership.fields[0].code });
    let chosen = [];
    const where = { level: partnership.level, status: partnership.status, start: partnership.actual_start ?? '', end: partnership.planned_end ?? '' };
    for (const { code } of partnership.places) {
      const fields = new URLSearchParams([['version', versionIn((await person.open(`${base}/step/place`)).body)], ['key', await person.key(`${base}/step/place`)], ...Object.entries(where), ...chosen.map((one) => ['countries', one]), ['country', code], ['do', 'stay']]);
      assert.equal((await person.send(`${base}/step/place`, { method: 'POST', fields })).status, 303);
      chosen = [...chosen, code];
      ++answers;
    }
    answers += Object.values(where).filter(Boolean).length;
    pages.add(`${base}/step/place`);
    for (const party of participations) {
      const found = await person.open(`${base}/parties?q=${encodeURIComponent(names[party.organisation])}`);
      const organisation = /name="organisation" value="([0-9a-f-]{36})"/.exec(found.body)[1];
      await answer(`${base}/parties`, { do: 'add', organisation, role: party.role, contributes: party.contributes[0] });
      const texts = Object.fromEntries(['brings', 'risks', 'responsibilities', 'benefits'].filter((name) => party[name]).map((name) => [name, party[name].en]));
      const part = (await partsOf(person, draft)).at(-1);
      if (Object.keys(texts).length > 0) {
        await answer(part, { role: party.role, contributes: party.contributes[0], ...texts });
        answers -= 2; // asked and answered on the page before
      }
    }
    await answer(`${base}/step/governance`, { governance: 'A steering committee of the five governments' });
    pages.add(base);
    assert.equal((await press(person, base, 'hand_in')).status, 303);
    t.diagnostic(`${pages.size} pages, ${answers} answers`);
    assert.ok(pages.size <= 12, `${pages.size} pages`);
    assert.ok(answers <= 60, `${answers} answers`);

    // What is needed: a title, a purpose, a party and its role.
    const least = await begin(person, 'A small one', { do: 'anyway' });
    assert.match((await person.open(`/en/registering/${least}`)).body, /it needs a title, a purpose and one party/);
    await save(person, least, 'purpose', { title: 'A small one', purpose: 'Water' });
    await person.fill(`/en/registering/${least}/parties`, { do: 'name', name: 'Xqzt Wvbn', type: 'unknown', role: 'member' });
    assert.equal((await press(person, `/en/registering/${least}`, 'hand_in')).status, 303);
  });

  test('is kept by PostgreSQL as by SQLite', { timeout: 180_000 }, async (t) => {
    const at = ['--database', postgres(t).url];
    await succeed(['init', ...at]);
    const settings = path.join(folder(t), 'node.toml');
    fs.writeFileSync(settings, `[access]\nkey_file = "${path.join(folder(t), 'register.key')}"\n`);
    const server = await Server.start(null, ['--config', settings], { place: at });
    t.after(() => server.stop());
    const writer = await invited(server, at, { address: 'writer@party.example', role: 'reviewer', withdraw: true });
    const reviewer = await invited(server, at, { address: 'reviewer@party.example', role: 'reviewer' });
    const draft = await begin(writer, 'Lanterns for fishing villages');
    await save(writer, draft, 'purpose', { title: 'Lanterns for fishing villages', purpose: 'Light' });
    assert.equal((await writer.fill(`/en/registering/${draft}/parties`, { do: 'name', name: 'Night Fishers', type: 'other', role: 'lead' })).status, 303);
    assert.equal((await server.json('/api/v1/register')).partnerships, 0);
    assert.equal((await press(writer, `/en/registering/${draft}`, 'hand_in')).status, 303);
    assert.equal((await press(reviewer, `/en/review/${draft}`, 'return', { reason: 'Why?' })).status, 303);
    assert.match((await writer.open(`/en/registering/${draft}`)).body, /Why\?/);
    assert.equal((await press(writer, `/en/registering/${draft}`, 'hand_in')).status, 303);
    const published = (await press(reviewer, `/en/review/${draft}`, 'publish')).headers.location;
    assert.equal((await server.request(published)).status, 200);
    assert.equal((await server.json('/api/v1/register')).partnerships, 1);
    const version = versionIn((await reviewer.open(`${published}/withdraw`)).body);
    assert.equal((await reviewer.fill(`${published}/withdraw`, { version, reason: 'Over' })).status, 303);
    assert.equal((await server.request(published)).status, 410);
    assert.doesNotMatch((await reviewer.open('/en/review')).body, /Lanterns/);
  });
});
