// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A government speaks to its partners: its focal point publishes, everybody reads, representatives acknowledge.

import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, makeExampleRegister } from '../support/register.mjs';
import { Person, invited } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const server = await Server.start(data);
  t.after(() => server.stop());
  return { place: ['--data', data], server };
}

const focalPoint = ({ server, place }, country = 'KE') => invited(server, place, { address: `${country.toLowerCase()}@gov.example`, role: `focal point of ${country}` });

/** Publishes, or saves as a draft, and gives the record's id. */
async function written(person, kind, fields, country = 'KE') {
  const sent = await person.fill(`/en/desk/${country}/${kind}`, { version: '0', draft: '0', do: 'publish', ...fields });
  assert.equal(sent.status, 303, sent.body);
  assert.match(sent.headers.location, new RegExp(`^/en/desk/${country}\\?done=`));
  const { body } = await person.open(sent.headers.location);
  return new RegExp(`/en/desk/${country}/${kind}/([0-9a-f-]{36})`).exec(body)[1];
}

const guidance = { title_en: 'Come and see us first', title_fr: 'Venez nous voir d’abord', text_en: 'Before you <begin>.', documents: 'https://plan.example/guidance' };

describe('A focal point', () => {
  test('publishes a plan, and it stands on the country’s page and in the API', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    assert.match((await at.server.request('/en/countries/KE')).body, /Its government has published nothing in this register/);
    assert.match((await person.open('/en/desk/KE')).body, /What is done on its soil[^]*href="\/en\/partnerships\?country=KE">\d+ partnerships? of this register/);
    const id = await written(person, 'plan', { kind: 'plan', title_en: 'Water for all by 2030', start: '2026', end: '2030-12', goals: '6 6.1 mdg:7', documents: 'https://plan.example/water' });
    const page = await at.server.request('/en/countries/KE');
    assert.match(page.body, /Its government speaks here through its focal point/);
    assert.match(page.body, new RegExp(`href="/en/countries/KE/published/${id}"`));
    assert.match(page.body, new RegExp(`href="/en/log/receipts/${id}/1">Receipt<span class="hide"> – Water for all by 2030<`));
    const shown = await at.server.request(`/ar/countries/KE/published/${id}`);
    assert.match(shown.body, new RegExp(`href="/ar/log/receipts/${id}/\\d+"`));
    assert.match(shown.body, /<bdi lang="en" dir="ltr">Water for all by 2030<\/bdi>/);
    const { plans } = await at.server.json('/api/v1/countries/KE');
    assert.deepEqual(plans[0].national_plan.goals.map(({ framework, code }) => `${framework} ${code}`), ['sdg 6', 'sdg 6.1', 'mdg 7']);
    assert.equal((await at.server.request(`/en/countries/TZ/published/${id}`)).status, 404, 'under its own country alone');
  });

  test('keeps drafts that colleagues of the same desk see, and nobody else', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const id = await written(person, 'guidance', { ...guidance, do: 'draft' });
    for (const target of ['/en/countries/KE', '/api/v1/countries/KE']) assert.doesNotMatch((await at.server.request(target)).body, /Come and see us first/);
    assert.equal((await at.server.request(`/en/countries/KE/published/${id}`)).status, 404);
    const neighbour = await focalPoint(at, 'TZ');
    for (const target of ['/en/desk/KE', `/en/desk/KE/guidance/${id}`]) assert.equal((await neighbour.send(target)).status, 403);
    assert.equal((await neighbour.fill('/en/desk/TZ/guidance', { ...guidance, version: '1', draft: '0', do: 'publish' }, `/en/desk/KE/guidance/${id}`)).status, 403);
    const colleague = await invited(at.server, at.place, { address: 'second@gov.example', role: 'focal point of KE' });
    assert.match((await colleague.open('/en/desk/KE')).body, /Come and see us first/);
    assert.match((await colleague.open('/en/account')).body, /Draft to finish/);
    const sent = await colleague.fill(`/en/desk/KE/guidance/${id}`, { ...guidance, version: '1', draft: '0', do: 'publish' });
    assert.equal(sent.headers.location, '/en/desk/KE?done=published');
    assert.equal((await at.server.request(`/en/countries/KE/published/${id}`)).status, 200);
  });

  test('changes what is published: each version stays, and two people cannot overwrite each other', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const id = await written(person, 'guidance', guidance);
    const form = `/en/desk/KE/guidance/${id}`;
    assert.equal((await person.fill(form, { ...guidance, title_en: 'Come twice', version: '1', draft: '0', do: 'publish' })).status, 303);
    assert.equal((await person.fill(form, { ...guidance, title_en: 'Come twice', version: '1', draft: '0', do: 'publish' })).status, 303, 'a second click changes nothing');
    const passed = await person.fill(form, { ...guidance, title_en: 'Come never', version: '1', draft: '0', do: 'publish' });
    assert.equal(passed.status, 409, 'made from a version that has passed');
    assert.match(passed.body, /It has changed since you opened this page/);
    assert.match(passed.body, new RegExp(`<a href="${form}"[^>]*>Look at what stands now</a>`));
    assert.match(passed.body, /value="Come never"/, 'what was typed is there');
    assert.match(passed.body, /name="version" value="2"/, 'and can be sent over what stands');
    const page = await at.server.request(`/en/countries/KE/published/${id}`);
    assert.match(page.body, /<h1><bdi>Come twice<\/bdi>/);
    const earlier = await at.server.request(`/en/countries/KE/published/${id}?version=1`);
    assert.match(earlier.body, /This is an earlier version/);
    assert.match(earlier.body, /Come and see us first/);
    assert.equal((await at.server.request(`/en/countries/KE/published/${id}?version=9`)).status, 404);
  });

  test('writes as much as its form offers room for, in six languages', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const languages = ['en', 'fr', 'es', 'ru', 'ar', 'zh'];
    const texts = Object.fromEntries(languages.flatMap((language) => [[`title_${language}`, '中'.repeat(600)], [`text_${language}`, '中'.repeat(6000)]]));
    const id = await written(person, 'guidance', texts);
    const record = await at.server.json(`/api/v1/countries/KE/published/${id}`);
    for (const language of languages) assert.equal(record.guidance.text[language], '中'.repeat(6000), language);
    assert.equal((await person.fill('/en/desk/KE/guidance', { ...texts, version: '0', draft: '0', do: 'draft', text_en: 'x'.repeat(530_000) })).status, 413);
  });

  test('works on a draft beside what is published, which everybody goes on reading until the draft is published', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const id = await written(person, 'guidance', guidance);
    const [form, page] = [`/en/desk/KE/guidance/${id}`, `/en/countries/KE/published/${id}`];
    const next = { ...guidance, title_en: 'Come twice', version: '1' };
    assert.equal((await person.fill(form, { ...next, draft: '0', do: 'draft' })).headers.location, '/en/desk/KE?done=draft');
    for (const target of [page, '/en/countries/KE', '/api/v1/countries/KE', `/api${page.replace('/en', '/v1')}`]) {
      const { status, body } = await at.server.request(target);
      assert.equal(status, 200, target);
      assert.match(body, /Come and see us first/, target);
      assert.doesNotMatch(body, /Come twice/, target);
    }
    const colleague = await invited(at.server, at.place, { address: 'second@gov.example', role: 'focal point of KE' });
    assert.match((await colleague.open('/en/desk/KE')).body, /Come twice[^]*A change of version 1/);
    assert.match((await colleague.open('/en/account')).body, /Draft to finish/);
    const { body } = await colleague.open(form);
    assert.match(body, /This is a draft\. Everybody sees what is published/);
    assert.match(body, /value="Come twice"/);
    assert.equal((await person.fill(form, { ...next, draft: '0', do: 'publish' })).status, 409, 'made without having seen the draft');
    assert.equal((await colleague.fill(form, { version: '1', draft: '1', do: 'discard' })).headers.location, '/en/desk/KE?done=discarded');
    assert.match((await colleague.open('/en/desk/KE?done=discarded')).body, /The draft has been discarded/);
    assert.doesNotMatch((await colleague.open(form)).body, /Come twice/);
    assert.equal((await person.fill(form, { ...next, draft: '2', do: 'draft' })).status, 303);
    assert.equal((await person.fill(form, { ...next, title_en: 'Come thrice', draft: '3', do: 'publish' })).headers.location, '/en/desk/KE?done=published');
    assert.match((await at.server.request(page)).body, /<h1><bdi>Come thrice<\/bdi>/);
    assert.doesNotMatch((await person.open('/en/account')).body, /Draft to finish/);
  });

  test('shows everybody what changed from version to version, field by field, on a page and in the API', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const id = await written(person, 'capacity', { kind: 'need', field: 'health', state: 'open', title_en: 'Midwives who teach' });
    const page = `/countries/KE/published/${id}`;
    assert.doesNotMatch((await at.server.request(`/en${page}`)).body, /differences/, 'one version alone');
    const sent = await person.fill(`/en/desk/KE/capacity/${id}`, { version: '1', draft: '0', do: 'publish', kind: 'need', field: 'health', state: 'met', title_en: 'Midwives who teach' });
    assert.equal(sent.status, 303);
    assert.match((await at.server.request(`/en${page}`)).body, new RegExp(`action="/en${page}/differences"`));
    const shown = await at.server.request(`/en${page}/differences?from=1&to=2`);
    assert.match(shown.body, /1 value differs/);
    assert.match(shown.body, /State[^]*Open[^]*Met/);
    assert.match(shown.body, new RegExp(`href="/en${page}"`));
    assert.equal((await at.server.request(`/zh${page}/differences?from=1&to=2`)).status, 200);
    for (const wrong of [`/en${page}/differences?from=1&to=9`, `/en/countries/TZ/published/${id}/differences?from=1&to=2`, `/en${page}/differences`])
      assert.equal((await at.server.request(wrong)).status, 404, wrong);
    const api = `/api/v1${page}`;
    assert.deepEqual((await at.server.json(`${api}/differences?from=1&to=2`)).differences, [{ path: 'state', before: 'open', after: 'met' }]);
    const record = await at.server.json(api);
    assert.deepEqual([record.version, record.head_version, record.state, record.revisions.map(({ version }) => version)], [2, 2, 'published', [2, 1]]);
    const earlier = await at.server.json(`${api}/revisions/1`);
    assert.deepEqual([earlier.version, earlier.head_version, earlier.capacity.state], [1, 2, 'open']);
    for (const wrong of [`${api}/revisions/3`, `${api}/revisions/x`, `/api/v1/countries/TZ/published/${id}`]) assert.equal((await at.server.request(wrong)).status, 404, wrong);
    await person.fill(`/en/desk/KE/capacity/${id}`, { version: '2', draft: '0', do: 'withdraw' });
    assert.equal((await at.server.json(api)).state, 'withdrawn');
    assert.equal((await at.server.request(`/en${page}/differences?from=1&to=2`)).status, 200, 'what was withdrawn can be compared');
  });

  test('withdraws it: it stands no more, and can be read as it stood', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const id = await written(person, 'plan', { kind: 'priority', title_en: 'Roads' });
    const moment = new Date().toISOString();
    await new Promise((passed) => setTimeout(passed, 10));
    const sent = await person.fill(`/en/desk/KE/plan/${id}`, { version: '1', draft: '0', do: 'withdraw' });
    assert.equal(sent.headers.location, '/en/desk/KE?done=withdrawn');
    assert.doesNotMatch((await at.server.request('/en/countries/KE')).body, /Roads/);
    const page = await at.server.request(`/en/countries/KE/published/${id}`);
    assert.match(page.body, /<h1>[^]*Roads[^]*Its government has withdrawn it/);
    // At a time when it stood, it stands: among what its government published, too.
    assert.match((await at.server.request(`/en/countries/KE?at=${moment}`)).body, /Roads/);
    assert.doesNotMatch((await at.server.request(`/en/countries/KE/published/${id}?at=${moment}`)).body, /has withdrawn it/);
    assert.equal((await person.send(`/en/desk/KE/plan/${id}`)).status, 404, 'and is not changed any more');
  });

  test('is told what is wrong with a form, which keeps what was typed', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const wrong = [
      [{ title_en: '' }, /Give it a title/],
      [{ title_en: 'x'.repeat(2001) }, /too long/],
      [{ title_en: 'T', goals: '6 99' }, /A goal is not known/],
      [{ title_en: 'T', start: '2027', end: '2026' }, /The period cannot be read/],
      [{ title_en: 'T', start: 'soon' }, /The period cannot be read/],
      [{ title_en: 'T', documents: 'javascript:alert(1)' }, /not web addresses/],
      [{ title_en: 'T', kind: 'wish' }, /Choose from the lists/],
    ];
    for (const [fields, told] of wrong) {
      const answer = await person.fill('/en/desk/KE/plan', { version: '0', draft: '0', do: 'publish', kind: 'plan', text_en: 'What I <typed>', ...fields });
      assert.equal(answer.status, 422);
      assert.match(answer.body, told);
      assert.match(answer.body, /What I &lt;typed&gt;/);
    }
    assert.equal((await person.fill('/en/desk/KE/plan', { version: '0', draft: '0', do: 'publish', kind: 'plan', title_en: 'T', text_en: 'x'.repeat(70_000) })).status, 422, 'longer than a text may be');
    assert.equal((await person.send('/en/desk/KE/plan', { method: 'POST', fields: { title_en: 'T', do: 'publish', key: 'x' } })).status, 403, 'without the key of the session');
    assert.equal((await person.send('/en/desk/KE/poem')).status, 404);
    assert.equal((await person.send('/en/desk/XX')).status, 404);
  });
});

describe('Capacity needs and offers', () => {
  test('are listed over all countries, by country, kind, field and state, as a page, a feed and JSON', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    assert.match((await at.server.request('/en/capacity')).body, /None fits/);
    await written(person, 'capacity', { kind: 'need', field: 'health', state: 'open', title_en: 'Midwives who teach' });
    const id = await written(person, 'capacity', { kind: 'offer', field: '', state: 'open', title_en: 'Surveyors' });
    assert.match((await at.server.request('/en/capacity')).body, new RegExp(`2 needs and offers[^]*/en/log/receipts/${id}/1"`));
    const needs = await at.server.request('/fr/capacity?kind=need&field=health&country=KE&state=open');
    assert.match(needs.body, /Midwives who teach/);
    assert.doesNotMatch(needs.body, /Surveyors/);
    assert.equal((await at.server.request('/en/capacity?kind=wish')).status, 404);
    const feed = await at.server.request('/en/capacity.atom?kind=need');
    assert.match(feed.headers['content-type'], /atom/);
    assert.match(feed.body, /<title xml:lang="en">Midwives who teach<\/title>/);
    const { total, results } = await at.server.json('/api/v1/capacity?kind=offer&limit=1');
    assert.equal(total, 1);
    assert.equal(results[0].id, id);
  });
});

describe('A representative', () => {
  test('is told of guidance for a country where the organisation works, acknowledges it, and that is shown', async (t) => {
    const at = await served(t);
    const list = await at.server.json('/api/v1/partnerships?country=KE&limit=1');
    const { parties } = await at.server.json(`/api/v1/partnerships/${list.results[0].id}`);
    const organisation = parties[0].organisation.id;
    const person = await invited(at.server, at.place, { address: 'rep@fund.example', role: `representative of ${organisation}` });
    const minister = await focalPoint(at);
    const id = await written(minister, 'guidance', guidance);
    const account = await person.open('/en/account');
    assert.match(account.body, /Guidance to acknowledge/);
    assert.match(account.body, /1 unread/);
    const page = `/en/account/guidance/${id}`;
    assert.match((await person.open('/en/account/notifications')).body, new RegExp(`href="${page}"`));
    const sent = await person.fill(page, { version: '1', organisation });
    assert.equal(sent.headers.location, `${page}?done=acknowledged`);
    assert.doesNotMatch((await person.open('/en/account')).body, /Guidance to acknowledge/);
    const shown = await at.server.request(`/en/countries/KE/published/${id}`);
    assert.match(shown.body, new RegExp(`href="/en/organisations/${organisation}"`));
    assert.match(shown.body, /<td[^>]*><span>[^<]+<a [^>]*href="\/en\/log\/receipts\/[0-9a-f-]{36}\/1">Receipt<span class="hide"> – \S/, 'the receipt of the acknowledgement');
    const { guidance: [one] } = await at.server.json('/api/v1/countries/KE');
    assert.deepEqual(one.acknowledgements.map(({ organisation: o, version }) => [o, version]), [[organisation, 1]]);
    assert.equal((await minister.send(page)).status, 403, 'a focal point represents no organisation');
  });

  test('acknowledges for no other organisation, and no version that has passed', async (t) => {
    const at = await served(t);
    const organisations = (await at.server.json('/api/v1/organisations?limit=2')).results.map(({ id }) => id);
    const person = await invited(at.server, at.place, { address: 'rep@fund.example', role: `representative of ${organisations[0]}` });
    const minister = await focalPoint(at);
    const id = await written(minister, 'guidance', guidance);
    const page = `/en/account/guidance/${id}`;
    assert.equal((await person.fill(page, { version: '1', organisation: organisations[1] })).status, 403);
    assert.equal((await person.fill(page, { version: '2', organisation: organisations[0] })).status, 409);
    assert.equal((await person.fill(page, { version: '1', organisation: 'x' })).status, 404);
  });
});

describe('One’s own place', () => {
  test('tells of roles given, until it is marked as read, and by mail where one wants', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const chief = await invited(at.server, at.place, { address: 'chief@register.example', role: 'administrator', withFactor: true });
    const { id } = JSON.parse((await person.send('/en/account/data.json')).body);
    assert.equal((await chief.fill(`/en/accounts/${id}`, { do: 'give', role: 'focal point', place: 'TZ' })).status, 303);
    assert.match((await person.open('/zh/account')).body, /1条未读/);
    assert.match((await person.open('/en/account/notifications')).body, /You have been given a role: National focal point · United Republic of Tanzania\./);
    assert.equal((await person.fill('/en/account/notifications', {})).status, 303);
    assert.match((await person.open('/en/account')).body, /none unread/);
    assert.equal((await person.fill('/en/account', { name: 'Amina', language: 'fr', digest: 'weekly' })).status, 303);
    const own = JSON.parse((await person.send('/en/account/data.json')).body);
    assert.equal(own.digest, 'weekly');
    assert.deepEqual(own.notifications.map(({ kind, read }) => [kind, read]), [['role given', true]]);
    assert.equal((await person.fill('/en/account', { name: 'Amina', language: 'fr', digest: 'hourly' })).status, 400);
  });

  test('can be erased by its owner, and what was written stays with a number', async (t) => {
    const at = await served(t);
    const person = await focalPoint(at);
    const record = await written(person, 'guidance', guidance);
    const own = JSON.parse((await person.send('/en/account/data.json')).body);
    assert.deepEqual(own.written.revisions.map(({ type, id, version }) => [type, id, version]).at(0), ['guidance', record, 1]);
    assert.equal(own.written.earlier, false);
    assert.equal((await person.fill('/en/account/erase', { password: 'not the right password' })).status, 422);
    const cookies = new Map(person.cookies);
    assert.equal((await person.fill('/en/account/erase', { password: 'quiet tides below seven lanterns' })).headers.location, '/en/');
    const thief = new Person(at.server.address);
    thief.cookies = cookies;
    assert.equal((await thief.open('/en/account')).target, '/en/sign-in');
    const { guidance: [one] } = await at.server.json('/api/v1/countries/KE');
    assert.equal(one.id, record);
    assert.equal(one.author, own.id);
    const chief = await invited(at.server, at.place, { address: 'chief@register.example', role: 'administrator', withFactor: true });
    assert.doesNotMatch((await chief.open('/en/accounts')).body, /ke@gov\.example/);
    assert.equal((await chief.fill('/en/account/erase', { password: 'quiet tides below seven lanterns' })).status, 409, 'the last administrator stays');
  });
});
