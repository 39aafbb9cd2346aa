// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// How somebody comes to speak for an organisation or a country, brings colleagues in, and leaves.

import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, languages, makeExampleRegister } from '../support/register.mjs';
import { Person, invited, password } from '../support/accounts.mjs';

async function served(t) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const organisations = (await server.json('/api/v1/organisations?limit=2')).results;
  const at = { server, place: ['--data', data], organisation: organisations[0].id, another: organisations[1].id };
  return { ...at, steward: await invited(server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true }) };
}

/** Somebody with an account and no role. */
const somebody = ({ server, place }, address) => invited(server, place, { address, role: 'reviewer', withdraw: true });
const representative = ({ server, place, organisation }, address) => invited(server, place, { address, role: `representative of ${organisation}` });

const evidence = { text: 'I am its director since May.\nThe page below names me.', website: 'https://health.example/people' };

/** Makes a claim, and gives the address of its page for whoever claims and for stewards. */
async function claimed(person, page, fields = evidence) {
  const answer = await person.fill(page, fields);
  assert.equal(answer.status, 303, answer.body);
  const own = answer.headers.location;
  assert.match(own, /^\/en\/account\/claims\/[0-9a-f-]{36}$/);
  return { own, decided: own.replace('/account', '') };
}

describe('A claim', () => {
  test('begins on the page of what is claimed, and is accepted by a steward', async (t) => {
    const at = await served(t);
    const amina = await somebody(at, 'amina@health.example');
    const page = `/en/organisations/${at.organisation}`;
    assert.match((await amina.open(page)).body, new RegExp(`href="${page}/claim"`));
    const claim = await claimed(amina, `${page}/claim`, { ...evidence, lei: '529900t8bm49aursdo55', ror: '03yrm5c26' });
    assert.match((await amina.open(claim.own)).body, /Waits for a steward/);
    assert.match((await at.steward.open('/en/claims')).body, new RegExp(`href="${claim.decided}"`));
    assert.match((await at.steward.open('/en/account')).body, /<a href="\/en\/claims">1 claim waits for a decision<\/a>/, 'it is among what waits for a steward');
    assert.doesNotMatch((await amina.open('/en/account')).body, /waits for a decision/);
    const { body } = await at.steward.open(claim.decided);
    assert.match(body, /I am its director since May\.\nThe page below names me\./);
    assert.match(body, /529900T8BM49AURSDO55.*check digit correct/s);
    assert.match(body, /https:\/\/ror\.org\/03yrm5c26/);
    assert.match(body, /amina@health\.example/);
    assert.equal((await at.steward.fill(claim.decided, { do: 'accept' })).status, 303);
    assert.match((await amina.open(claim.own)).body, /You hold the role now/);
    assert.match((await amina.open('/en/account/notifications')).body, new RegExp(`href="${claim.own}">Your claim was accepted: Representative · `));
    assert.doesNotMatch((await at.steward.open('/en/account')).body, /wait.? for a decision/);
    assert.equal((await amina.open(`${page}/people`)).target, `${page}/people`, 'the role counts at once');
    // Where a role is listed, what it is of has its name.
    const [, name] = /<h1[^>]*>(?:<bdi[^>]*>)?([^<]+)/.exec((await amina.open(page)).body);
    for (const [person, list] of [[amina, '/en/account'], [amina, '/en/account/events'], [at.steward, '/en/accounts'], [at.steward, '/en/events']])
      assert.ok((await person.open(list)).body.includes(`Representative · ${name}`), `${list} names ${name}`);
    assert.equal((await at.steward.fill('/en/account', { do: 'refuse', text: 'Too late.' }, claim.decided)).status, 409);
    assert.match((await at.steward.open('/en/claims?state=accepted')).body, new RegExp(`href="${claim.decided}"`));
  });

  test('is asked back, answered, and refused with a reason', async (t) => {
    const at = await served(t);
    const wanjiru = await somebody(at, 'wanjiru@treasury.example');
    const claim = await claimed(wanjiru, '/en/countries/KE/claim', { text: 'I work at the treasury.' });
    assert.equal((await at.steward.fill(claim.decided, { do: 'ask', text: ' ' })).status, 422, 'a question has words');
    await at.steward.fill(claim.decided, { do: 'ask', text: 'Who can <b>confirm</b> it?' });
    const asked = await wanjiru.open(claim.own);
    assert.match(asked.body, /Waits for an answer/);
    assert.match((await wanjiru.open('/en/account')).body, new RegExp(`href="${claim.own}">Question about your claim to answer<`));
    assert.match(asked.body, /Who can &lt;b&gt;confirm&lt;\/b&gt; it\?/);
    assert.doesNotMatch(asked.body, /steward@register\.example|Holder of steward/, 'stewards speak for the register');
    assert.equal((await wanjiru.fill(claim.own, { do: 'answer', text: 'The permanent secretary.' })).status, 303);
    assert.match((await at.steward.open(claim.decided)).body, /The permanent secretary\./);
    await at.steward.fill(claim.decided, { do: 'refuse', text: 'The secretary does not know you.' });
    assert.match((await wanjiru.open(claim.own)).body, /Refused, because.*The secretary does not know you\./s);
    const notices = (await wanjiru.open('/en/account/notifications')).body;
    assert.match(notices, /Your claim was refused: National focal point · Kenya\. The reason: The secretary does not know you\./);
    assert.match(notices, /There is a question about your claim: National focal point · Kenya\. Who can &lt;b&gt;confirm/);
    assert.doesNotMatch((await wanjiru.open('/en/account')).body, /Question about your claim/, 'it is decided');
    assert.equal((await wanjiru.send('/en/countries/KE/people')).status, 403);
    assert.equal((await wanjiru.fill('/en/account', { do: 'answer', text: 'But she does.' }, claim.own)).status, 409);
  });

  test('with a mistyped identifier is not taken, and says what is wrong', async (t) => {
    const at = await served(t);
    const amina = await somebody(at, 'amina@health.example');
    const page = `/en/organisations/${at.organisation}/claim`;
    for (const [fields, said] of [
      [{ lei: '529900T8BM49AURSDO56' }, /LEI.*55 would be due, not 56/],
      [{ isin: 'US037833100' }, /11 characters, where 12 are due/],
      [{ ror: 'https://ror.org/03yrl5c26' }, /character 5, “L”/],
      [{ 'org-id': 'GB-XXX-1' }, /“GB-XXX”, and no list/],
      [{ website: 'javascript:alert(1)' }, /no address of a page/],
      [{ text: '' }, /Nothing is written/],
    ]) {
      const answer = await amina.fill(page, { ...evidence, ...fields });
      assert.equal(answer.status, 422);
      assert.match(answer.body, said);
      const [name, value] = Object.entries(fields)[0];
      assert.match(answer.body, new RegExp(`href="#${name}"`), 'the summary leads to the field');
      if (name !== 'text') assert.ok(answer.body.includes(`value="${value}"`), 'what was typed is still there');
    }
    assert.match((await amina.open('/en/account/roles')).body, /You hold no role/);
  });

  test('is made in turn: one person has five that wait', async (t) => {
    const at = await served(t);
    const amina = await somebody(at, 'amina@health.example');
    for (const code of ['KE', 'TZ', 'UG', 'RW', 'BI']) await claimed(amina, `/en/countries/${code}/claim`);
    assert.match((await amina.fill('/en/countries/KE/claim', evidence)).body, /made this claim already/);
    const sixth = await amina.fill('/en/countries/ET/claim', evidence);
    assert.equal(sixth.status, 422);
    assert.match(sixth.body, /as many claims as one person may/);
    const first = /href="(\/en\/account\/claims\/[^"]+)"/.exec((await amina.open('/en/account/roles')).body)[1];
    assert.equal((await amina.fill(first, { do: 'withdraw' })).status, 303);
    await claimed(amina, '/en/countries/ET/claim');
  });

  test('is decided by somebody else, also where a steward makes it', async (t) => {
    const at = await served(t);
    const claim = await claimed(at.steward, '/en/countries/KE/claim');
    const { body } = await at.steward.open(claim.decided);
    assert.match(body, /another steward or an administrator decides/);
    assert.doesNotMatch(body, /value="accept"/);
    assert.equal((await at.steward.fill('/en/account', { do: 'accept' }, claim.decided)).status, 403);
    const other = await invited(at.server, at.place, { address: 'other@register.example', role: 'steward', withFactor: true });
    assert.equal((await other.fill(claim.decided, { do: 'accept' })).status, 303);
  });

  test('needs an account, and something to claim', async (t) => {
    const at = await served(t);
    const stranger = new Person(at.server.address);
    assert.match((await stranger.open(`/en/organisations/${at.organisation}/claim`)).target, /^\/en\/sign-in\?to=/);
    const amina = await somebody(at, 'amina@health.example');
    for (const page of ['/en/countries/ZZ/claim', '/en/countries/ke/claim', `/en/organisations/${'0'.repeat(8)}-0000-7000-8000-000000000000/claim`, '/xx/countries/KE/claim'])
      assert.equal((await amina.send(page)).status, 404, page);
    const sent = await amina.send('/en/countries/KE/claim', { method: 'POST', fields: evidence });
    assert.equal(sent.status, 403, 'a form without its key');
  });

  test('goes with its account, and stands in one’s own data', async (t) => {
    const at = await served(t);
    const amina = await somebody(at, 'amina@health.example');
    const claim = await claimed(amina, '/en/countries/KE/claim');
    const data = JSON.parse((await amina.send('/en/account/data.json')).body);
    assert.equal(data.claims.length, 1);
    assert.equal(data.claims[0].role, 'focal point');
    assert.equal(data.claims[0].steps[0].text, evidence.text);
    const { body } = await at.steward.open('/en/accounts');
    const account = new RegExp(`href="(/en/accounts/${data.id})"`).exec(body)[1];
    await at.steward.fill(account, { do: 'close' });
    assert.equal((await at.steward.send(claim.decided)).status, 404);
  });

  test('has its pages in every language', async (t) => {
    const at = await served(t);
    const amina = await somebody(at, 'amina@health.example');
    const claim = await claimed(amina, '/en/countries/KE/claim');
    for (const language of languages)
      for (const [person, page] of [[amina, '/countries/KE/claim'], [amina, `/organisations/${at.organisation}/claim`], [amina, claim.own.slice(3)], [amina, '/account/roles'], [at.steward, claim.decided.slice(3)], [at.steward, '/claims'], [at.steward, '/countries/KE/people']]) {
        const { status, headers, body } = await person.send(`/${language}${page}`);
        assert.equal(status, 200, page);
        assert.equal(headers['cache-control'], 'no-store');
        assert.match(body, new RegExp(`<html lang="${language}"`));
        assert.doesNotMatch(body, /\b(claim|claims|people|roles|offer)\.[a-z_]+\b/, 'every message has its words');
      }
  });
});

/** Offers a role on the page of colleagues, and gives the link. */
async function offered(person, page, fields) {
  const answer = await person.fill(page, { do: 'offer', language: 'en', ...fields });
  assert.equal(answer.status, 200, answer.body);
  return /\/en\/offer\/[\w-]{43}/.exec(answer.body)[0];
}

describe('A colleague is brought in', () => {
  test('who has no account, and gets one with the role', async (t) => {
    const at = await served(t);
    const chief = await representative(at, 'chief@health.example');
    const page = `/en/organisations/${at.organisation}/people`;
    const link = await offered(chief, page, { address: 'Juma@health.example', name: 'Juma', role: 'contributor' });
    assert.match((await chief.open(page)).body, /Offers that wait.*juma@health\.example/s);
    const juma = new Person(at.server.address);
    assert.match((await juma.open(link)).body, /Holder of representative.* offers you: Contributor · /);
    assert.equal((await juma.fill(link, { do: 'take', name: 'Juma', language: 'en', password: 'password1234' })).status, 422, 'a common password');
    assert.equal((await juma.fill(link, { do: 'take', name: 'Juma', language: 'en', password })).headers.location, '/en/account/roles');
    const own = JSON.parse((await juma.send('/en/account/data.json')).body);
    assert.deepEqual([own.address, own.roles[0].role, own.roles[0].of], ['juma@health.example', 'contributor', at.organisation]);
    assert.equal((await new Person(at.server.address).send(link)).status, 404, 'it opens once');
    assert.doesNotMatch((await juma.open(page)).body, /name="address"/, 'a contributor brings nobody in');
    const other = new Person(at.server.address);
    assert.equal((await other.fill('/en/sign-in', { address: 'juma@health.example', password })).status, 303);
  });

  test('who has an account: the same answer for whoever offers, and signing in first', async (t) => {
    const at = await served(t);
    const chief = await representative(at, 'chief@health.example');
    const wanjiru = await somebody(at, 'wanjiru@health.example');
    const page = `/en/organisations/${at.organisation}/people`;
    const bodies = [];
    for (const address of ['wanjiru@health.example', 'nobodyyy@health.example']) {
      const { body } = await chief.fill(page, { do: 'offer', language: 'en', address, name: 'Wanjiru', role: 'representative' });
      bodies.push(body.replace(/\/offer\/[\w-]{43}/g, '/offer/'));
    }
    assert.equal(bodies[0], bodies[1], 'who has an account is not told');
    const link = await offered(chief, page, { address: 'wanjiru@health.example', name: 'Wanjiru', role: 'representative' });
    const free = await offered(chief, page, { address: 'nobodyyy@health.example', name: 'Wanjiru', role: 'representative' });
    const stranger = new Person(at.server.address);
    const shown = (await stranger.open(link)).body;
    const plain = (body, of) => body.replaceAll(of.split('/').at(-1), '').replace(/\w+@health\.example/g, '').replace(/name="key" value="[^"]*"/g, '');
    assert.equal(plain(shown, link), plain((await new Person(at.server.address).open(free)).body, free), 'nor by the page behind the link');
    assert.match(shown, /If wanjiru@health\.example has an account here, sign in/);
    assert.match(shown, /Open an account, and take the role/);
    assert.ok(shown.includes(`href="/en/sign-in?to=${encodeURIComponent(link)}"`), 'and the way leads back to the offer');
    const refused = await stranger.fill(link, { do: 'take', name: 'X', language: 'en', password });
    assert.equal(refused.status, 422);
    assert.match(refused.body, /No account was opened.*sign in with it/s);
    assert.match((await chief.open(link)).body, /signed in with another account/);
    assert.equal((await chief.fill(link, { do: 'take' })).status, 403);
    assert.equal((await wanjiru.fill(link, { do: 'take' })).status, 303);
    assert.match((await wanjiru.open('/en/account/roles')).body, /Representative/);
  });

  test('and declines, or the offer is withdrawn, or whoever made it may not any more', async (t) => {
    const at = await served(t);
    const focal = await invited(at.server, at.place, { address: 'focal@treasury.example', role: 'focal point of KE' });
    const page = '/en/countries/KE/people';
    const offer = () => offered(focal, page, { address: 'juma@treasury.example', name: 'Juma', role: 'focal point' });
    const juma = new Person(at.server.address);
    let link = await offer();
    assert.equal((await juma.fill(link, { do: 'decline' })).status, 200);
    assert.equal((await juma.send(link)).status, 404);
    const events = (await focal.open('/en/account/events')).body;
    assert.match(events, /declined.*?somebody who had not signed in.*?–/s, 'without the network of whoever declined');
    link = await offer();
    const id = /name="offer" value="([^"]+)"/.exec((await focal.open(page)).body)[1];
    assert.equal((await focal.fill(page, { do: 'withdraw_offer', offer: id })).status, 303);
    assert.equal((await juma.send(link)).status, 404);
    link = await offer();
    assert.equal((await juma.send(link)).status, 200);
    assert.equal((await at.steward.fill(page, { do: 'withdraw', account: JSON.parse((await focal.send('/en/account/data.json')).body).id, grant: 'focal point of KE' })).status, 303);
    assert.equal((await juma.send(link)).status, 404);
    assert.equal((await focal.send(page)).status, 403, 'at once');
  });

  test('for one’s own place alone', async (t) => {
    const at = await served(t);
    const chief = await representative(at, 'chief@health.example');
    const page = `/en/organisations/${at.organisation}/people`;
    assert.equal((await chief.send(`/en/organisations/${at.another}/people`)).status, 403);
    assert.equal((await chief.send('/en/countries/KE/people')).status, 403);
    const key = await chief.key(page);
    const send = (target, fields) => chief.send(target, { method: 'POST', fields: { key, do: 'offer', address: 'x@health.example', name: 'X', language: 'en', ...fields } });
    assert.equal((await send(`/en/organisations/${at.another}/people`, { role: 'contributor' })).status, 403);
    assert.equal((await send(page, { role: 'steward' })).status, 400);
    assert.equal((await send(page, { role: 'focal point' })).status, 400);
    assert.equal((await send(page, { role: 'contributor', address: 'nowhere' })).status, 422);
  });
});

describe('Somebody leaves', () => {
  test('and the last one is told first; then the stewards look after the place, until somebody claims it', async (t) => {
    const at = await served(t);
    const chief = await representative(at, 'chief@health.example');
    const grant = `representative of ${at.organisation}`;
    const roles = '/en/account/roles';
    const warned = await chief.fill(roles, { grant });
    assert.equal(warned.status, 200);
    assert.match(warned.body, /You are the last who speaks for/);
    assert.match((await chief.open(roles)).body, /Representative/, 'nothing has happened yet');
    assert.equal((await chief.fill(roles, { grant, sure: 'yes' })).headers.location, '/en/account/roles?done=left');
    assert.match((await chief.open('/en/account/roles?done=left')).body, /You have given the role up/);
    assert.equal((await chief.send(`/en/organisations/${at.organisation}/people`)).status, 403);
    assert.match((await at.steward.open('/en/claims')).body, /Nobody speaks for these any more/);
    const form = `/en/organisations/${at.organisation}/claim`;
    assert.match((await chief.open(form)).body, /nobody speaks for it any more/);
    const claim = await claimed(chief, form);
    await at.steward.fill(claim.decided, { do: 'accept' });
    assert.doesNotMatch((await at.steward.open('/en/claims')).body, /Nobody speaks for these any more/);
  });

  test('at once where there are others', async (t) => {
    const at = await served(t);
    const [chief] = [await representative(at, 'chief@health.example'), await representative(at, 'second@health.example')];
    const grant = `representative of ${at.organisation}`;
    assert.equal((await chief.fill('/en/account/roles', { grant })).status, 303);
    assert.equal((await chief.fill('/en/account', { grant }, '/en/account/roles')).status, 404, 'it is held no more');
    assert.doesNotMatch((await at.steward.open('/en/claims')).body, /Nobody speaks for these any more/);
  });
});
