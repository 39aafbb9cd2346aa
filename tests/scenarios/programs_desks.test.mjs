// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A ministry's program keeps the desk of its country as its focal point does on pages, and a party's program brings people in: by the same rules, once.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { describe, test } from 'node:test';

import { Person, password } from '../support/accounts.mjs';
import { partnered, program } from '../support/programs.mjs';

const desk = '/api/v1/account/desks/KE';
const once = () => ({ 'idempotency-key': crypto.randomUUID() });

describe('A program of a focal point', () => {
  test('writes a draft that its desk alone reads, publishes it, changes it beside what stands, and withdraws it', async (t) => {
    const at = await partnered(t);
    const said = (title) => ({ guidance: { title: { en: title }, text: { en: 'Before you <begin>.' }, documents: [{ url: 'https://plan.example/guidance' }] } });
    const published = async () => (await at.server.json('/api/v1/countries/KE')).guidance.map(({ guidance }) => guidance.title.en);
    const key = once();
    const made = await at.kenya.ask('POST', `${desk}/records`, said('Come and see us'), key);
    const { id } = made.value;
    assert.deepEqual([made.status, made.value.state, await published()], [200, 'draft', []]);
    const again = await at.kenya.ask('POST', `${desk}/records`, said('Come and see us'), key);
    assert.deepEqual([again.value.id, again.value.done.repeated], [id, true], 'one record, however often it is sent');
    assert.equal((await at.kenya.ask('GET', desk)).value.drafts.guidance.length, 1);
    assert.match((await at.kenya.open('/en/desk/KE')).body, /Come and see us/, 'the person sees it on the page');

    const one = `${desk}/records/${id}`;
    const change = (title, from, more = {}) => at.kenya.ask('PUT', one, { ...from, ...said(title), ...more });
    assert.equal((await change('Come and see us first', { version: 1, draft: 0 }, { publish: true })).value.state, 'published');
    assert.deepEqual(await published(), ['Come and see us first']);
    assert.match((await at.server.request(`/en/countries/KE/published/${id}`)).body, /Before you &lt;begin&gt;/);
    const beside = (await change('Come twice', { version: 2, draft: 0 })).value;
    assert.deepEqual([beside.beside, beside.draft, await published()], [true, 1, ['Come and see us first']]);
    assert.equal((await change('Come never', { version: 2, draft: 0 })).status, 409, 'a draft stands that it had not read');
    await at.kenya.fill(`/en/desk/KE/guidance/${id}`, { title_en: 'Come thrice', version: '2', draft: '1', do: 'publish' });
    assert.equal((await change('Come never', { version: 2, draft: 1 })).status, 409, 'a person was faster');
    assert.deepEqual(await published(), ['Come thrice']);
    const { version, draft } = (await at.kenya.ask('GET', one)).value;
    const gone = await at.kenya.ask('POST', `${one}/withdrawal`, { version, draft });
    assert.deepEqual([gone.status, gone.value.state, await published()], [200, 'withdrawn', []]);
    assert.equal((await change('Once more', { version: gone.value.version, draft: gone.value.draft })).status, 409, 'withdrawn is withdrawn');
  });

  test('writes on no other desk, and no record of another kind or country', async (t) => {
    const at = await partnered(t);
    const tanzania = await at.as('tanzania', 'focal point of TZ');
    const need = { capacity: { kind: 'need', title: { en: 'Nurses' } } };
    const { id } = (await at.kenya.ask('POST', `${desk}/records`, { ...need, publish: true })).value;
    for (const [who, target, status] of [[tanzania, desk, 403], [at.fund, desk, 403], [tanzania, '/api/v1/account/desks/TZ', 400]])
      assert.equal((await who.ask('PUT', `${target}/records/${id}`, { version: 1, draft: 0, ...need })).status, status, target);
    assert.equal((await tanzania.ask('GET', `/api/v1/account/desks/TZ/records/${id}`)).status, 403);
    assert.equal((await at.kenya.ask('PUT', `${desk}/records/${id}`, { version: 1, draft: 0, guidance: { title: { en: 'x' } } })).status, 400);
    assert.deepEqual((await at.server.json('/api/v1/capacity')).results.map(({ capacity }) => capacity.title), [{ en: 'Nurses' }]);
  });
});

describe('A program of a party', () => {
  test('has somebody answer for a party that is silent, who opens the link and confirms that part', async (t) => {
    const at = await partnered(t);
    const invitations = `/api/v1/account/partnerships/${at.partnership}/invitations`;
    const agency = (await at.fund.ask('GET', invitations)).value.results.find(({ state }) => state === 'named');
    assert.ok(agency, 'the agency has not spoken');
    const made = await at.fund.ask('POST', `${invitations}/${agency.part}`, { address: 'juma@agency.example', name: 'Juma', language: 'en' }, once());
    assert.deepEqual([made.status, made.value.mailed], [200, false]);
    assert.equal((await at.fund.ask('GET', `${invitations}/${agency.part}`)).value.state, 'asked');
    const juma = new Person(at.server.address);
    const link = made.value.link.replace(/^https?:\/\/[^/]+/, '');
    assert.equal((await juma.fill(link, { do: 'take', name: 'Juma', language: 'en', password })).status, 303);
    assert.equal((await juma.fill(`/en/account/parts/${agency.part}`, { do: 'confirm', version: '1' })).status, 303);
    assert.equal((await at.view()).parties.find(({ id }) => id === agency.part).state, 'confirmed');
    assert.match((await at.fund.open('/en/account/events')).body, /Role offered/);
  });

  test('brings a colleague in, and takes back what was not taken; nobody else does', async (t) => {
    const at = await partnered(t);
    const people = `/api/v1/account/organisations/${at.fund.organisation}/people`;
    const deputy = { address: 'deputy@party.example', name: 'The Deputy', role: 'contributor' };
    for (const who of [at.fund, at.union, at.kenya]) assert.equal((await who.ask('POST', people, deputy)).status, 403, 'no token to write says who speaks for others');
    const head = await at.as('head', `representative of ${at.fund.organisation}`, ['write', 'office'], { withFactor: true });
    const { link } = (await head.ask('POST', people, deputy)).value;
    const person = new Person(at.server.address);
    assert.equal((await person.fill(link.replace(/^https?:\/\/[^/]+/, ''), { do: 'take', name: 'Deputy', language: 'en', password })).status, 303);
    const { value } = await at.fund.ask('GET', people);
    assert.deepEqual([value.people.map(({ role }) => role).sort(), value.offers], [['contributor', 'representative', 'representative'], []]);
    await head.ask('POST', people, { ...deputy, address: 'other@party.example' });
    const [{ id }] = (await at.fund.ask('GET', people)).value.offers;
    assert.equal((await at.fund.ask('DELETE', `${people}/${id}`)).status, 403);
    assert.equal((await program(at.server.address, await head.makeToken(['office']))('DELETE', `${people}/${id}`)).status, 403, 'who is left, it may not see');
    assert.equal((await at.fund.ask('GET', people)).value.offers.length, 1, 'nothing was taken back');
    assert.deepEqual((await head.ask('DELETE', `${people}/${id}`)).value.offers, []);
    assert.equal((await head.ask('POST', `/api/v1/account/organisations/${at.union.organisation}/people`, deputy)).status, 403, 'its own organisation alone');
    const recorded = (await head.open('/en/account/events')).body;
    assert.equal([...recorded.matchAll(/Role offered, or an offer withdrawn, by a token/g)].length, 3, 'each on record');
    const steward = await at.as('steward', 'steward', ['office'], { withFactor: true });
    assert.equal((await steward.ask('POST', people, { ...deputy, address: 'third@party.example' })).status, 200);
    assert.equal((await steward.ask('GET', people)).value.offers.length, 1);
    const writes = program(at.server.address, await steward.makeToken(['read', 'write']));
    for (const [method, body] of [['GET'], ['POST', deputy]]) assert.equal((await writes(method, people, body)).status, 403);
  });
});
