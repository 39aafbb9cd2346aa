// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every route of the served table, and every wish that the forms of accounts can send, asked by everybody with the key of
// their own session: whoever has no right to it is turned away, whoever has one is not.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import path from 'node:path';
import { test } from 'node:test';

import { Server, folder, makeExampleRegister, succeed } from '../support/register.mjs';
import { Person, invited } from '../support/accounts.mjs';

/** Of the register that is asked: an organisation, in which roles are held, one of whose partnerships another is no party of. */
let organisation;
let another;
let partnership;
let part;
const real = (text) => text?.replaceAll('{organisation}', organisation);

/**
 * What each may do besides reading, said again in other words than the program's: A = own account, S = see accounts, C = see claims,
 * D = decide on claims, P = see who speaks for their place, I = invite to a record, M = merge organisations,
 * K = keep the desk of Kenya, G = acknowledge guidance, W = see its party's parts, V = review what is registered,
 * Q = promise, give, report and agree for its party, T = confirm or dispute a delivery, R = review reports,
 * E = record who verified a delivery, decide on appeals, O = answer concerns, N = reply to those about their own,
 * H = keep the register's webhooks, L = keep those of its organisation, X = erase a contact,
 * Z = withdraw an agreement, F = see the lists that are screened against,
 * d = decide on hits of screening, f = take a file out,
 * U = see due diligence, Y = request it, B = assess, J = answer what was found of its organisation.
 * Everybody who has signed in may invite to a record of their own, and is turned away from others'.
 */
const people = [
  { who: 'nobody', may: '' },
  { who: 'without a role', role: 'reviewer', withdraw: true, may: 'A' },
  { who: 'administrator', role: 'administrator', withFactor: true, may: 'ASCDPIMVOHLXFUY' },
  { who: 'administrator without a second factor', role: 'administrator', lacksFactor: true, may: 'A' },
  { who: 'steward', role: 'steward', withFactor: true, may: 'ASCDPIMVREOHLXZFdfUYB' },
  { who: 'steward without a second factor', role: 'steward', lacksFactor: true, may: 'A' },
  { who: 'reviewer', role: 'reviewer', may: 'AVRFdUB' },
  { who: 'auditor', role: 'auditor', may: 'ASCPFU' },
  { who: 'representative', role: 'representative of {organisation}', may: 'APIGWQTNLZJ' },
  { who: 'contributor', role: 'contributor of {organisation}', may: 'APW' },
  { who: 'focal point', role: 'focal point of KE', may: 'APKTNUY' },
  { who: 'invited party', role: 'invited party of {organisation}', may: 'AWT' },
];

const offices = ['administrator', 'steward', 'reviewer', 'auditor'];
const places = { representative: '{organisation}', contributor: '{organisation}', 'focal point': 'KE', 'invited party': '{organisation}' };
const roles = [...offices, ...Object.keys(places)];
const granted = (role) => (places[role] ? `${role} of ${real(places[role])}` : role);

/** Who may give and withdraw a role among those who see accounts. */
const mayGive = ({ who }, role) => who === 'administrator' || (who === 'steward' && !offices.includes(role));
/** Who may make a link for an account and close it; nobody makes a link for themselves. */
const mayHelp = ({ who }, target) => !target.own && mayClose({ who }, target);
const mayClose = ({ who }, target) => who === 'administrator' || (who === 'steward' && !target.office);

/** By the scope `write`: who the owner of a token must be, where the API asks for one. */
const acting = [
  [/\/account\/(promises|parts\/\{id\}\/promises)/, /^representative$/],
  [/\/account\/(agreements|parts\/\{id\}\/agreements)/, /^representative$/],
  [/\/hosts\/\{code\}$/, /^focal point$/],
  [/\/account\/deliveries\/\{id\}\/word$/, /^(representative|focal point|invited party)$/],
  [/\/account\/deliveries\/\{id\}\/verification$|\/reporting\/appeals|\/answering\//, /^$/],
  [/\/account\/(reports|parts\/\{id\}\/(report|rhythm|appeals|statement|governance))/, /^representative$/],
  [/\/reporting\/reports|v1\/review|partnerships\/\{id\}\/withdrawal/, /^reviewer$/],
  [/v1\/registering/, /./],
  [/\/account\/due-diligence/, /^representative$/],
  [/v1\/due-diligence/, /^$/],
  [/\/account\/concerns/, /^(representative|focal point)$/],
  [/\/account\/desks\//, /^focal point$/],
  [/\/account\/guidance/, /^representative$/],
  [/^GET .*\/organisations\/\{id\}\/people/, /^(representative|contributor|auditor)$/],
  [/\/organisations\/\{id\}\/people/, /^$/],
  [/^GET .*\/countries\/\{code\}\/people/, /^(focal point|auditor)$/],
  [/\/countries\/\{code\}\/people/, /^$/],
  [/\/invitations/, /^representative$/],
  [/\/account\/parts/, /^(representative|invited party)$/],
  [/\/yente\/(?!healthz|readyz)/, /^$/],
];
/** The same by the scope `office`: nothing else in the whole table. Whoever speaks for a place has no second factor here, and so no such token. */
const inOffice = [
  [/^\w+ \/api\/v1\/account\/(organisations\/\{id\}|countries\/\{code\})\/people(\/\{offer\})?$/, /^(steward|administrator)$/],
  [/^\w+ \/api\/v1\/account\/deliveries\/\{id\}\/verification$/, /^steward$/],
  [/^\w+ \/api\/v1\/reporting\/(reports|appeals)(\/\{id\}(\/(decision|withdrawal))?)?$/, /^steward$/],
  [/^\w+ \/api\/v1\/(review(\/\{id\}(\/decision)?)?|partnerships\/\{id\}\/withdrawal)$/, /^(steward|administrator)$/],
  [/^\w+ \/api\/v1\/due-diligence\/assessments(\/\{number\})?$/, /^(steward|administrator)$/],
  [/^\w+ \/api\/v1\/answering\/concerns(\/\{number\}(\/steps)?)?$/, /^(steward|administrator)$/],
  [/^\w+ \/yente\/(match\/\{dataset\}|search\/\{dataset\}|entities\/\{id\}|catalog|algorithms)$/, /^steward$/],
];
const asked = (table, method, pattern) => (/^\/(api\/v1|yente)\//.test(pattern) ? table.find(([form]) => form.test(`${method} ${pattern}`))?.[1] : undefined);
const acts = (method, pattern) => asked(acting, method, pattern);
/** Whether the API asks for a token at an address, and whether one with `scopes` opens it. */
const asksForToken = (method, pattern) => acts(method, pattern) !== undefined || pattern.startsWith('/api/v1/account');
const tokenLets = ({ who, may }, scopes, method, pattern) =>
  (scopes.includes('office') && asked(inOffice, method, pattern)?.test(who)) ||
  (acts(method, pattern) ? scopes.includes('write') && acts(method, pattern).test(who) : scopes.includes(method === 'DELETE' ? 'write' : 'read') && may.includes('A'));

/** Where a register holds no list, nobody is told that somebody stands on none. */
const lacksList = (pattern, status) => status === 503 && pattern.startsWith('/yente/');

function needs(method, pattern) {
  if (/^\/(api|yente)\//.test(pattern)) return ''; // by a token, or for everybody
  if (/^\/\{lang\}\/(accounts|events)/.test(pattern)) return 'S';
  if (pattern.startsWith('/{lang}/claims')) return method === 'POST' ? 'D' : 'C';
  if (/^\/\{lang\}\/due-diligence(\/policy\.toml)?$/.test(pattern)) return '';
  if (pattern === '/{lang}/due-diligence/request') return 'Y';
  if (pattern.endsWith('/{number}/{finding}')) return 'B';
  if (pattern.startsWith('/{lang}/due-diligence/')) return 'U';
  if (pattern.startsWith('/{lang}/account/due-diligence')) return 'J';
  if (pattern.startsWith('/{lang}/account/concerns')) return 'N';
  if (pattern.startsWith('/{lang}/concerns') && !pattern.includes('/about/')) return 'O';
  if (pattern.startsWith('/{lang}/screening/lists')) return 'F';
  if (pattern.startsWith('/{lang}/webhooks')) return 'H';
  if (pattern.endsWith('/webhooks')) return 'L';
  if (pattern.startsWith('/{lang}/desk/')) return 'K';
  if (pattern.startsWith('/{lang}/') && pattern.includes('/hosts/')) return 'K';
  if (pattern.startsWith('/{lang}/account/guidance/')) return 'G';
  if (pattern === '/{lang}/account/reports/{id}') return 'A'; // a page for whoever has signed in; what it does is refused by the report's party
  if (/^\/\{lang\}\/account\/(promises|reports|agreements|keys|parts\/\{id\}\/(promises|report|calendar|agreement|statement|governance))/.test(pattern)) return 'Q';
  if (pattern.startsWith('/{lang}/account/parts')) return 'W';
  if (pattern.endsWith('/verification') || pattern.startsWith('/{lang}/reporting/appeals')) return 'E';
  if (pattern.startsWith('/{lang}/account/deliveries') && method === 'POST') return 'T';
  if (pattern.endsWith('/people')) return 'P';
  if (pattern.includes('/invitations')) return 'I';
  if (pattern.endsWith('/merges')) return 'M';
  if (/^\/\{lang\}\/screening(\/(hits|parties)|$)/.test(pattern)) return 'd';
  if (pattern === '/{lang}/partnerships/{id}/erase') return 'X';
  if (pattern === '/{lang}/agreements/{id}/withdraw') return 'Z';
  if (pattern === '/{lang}/removals') return 'f';
  if (/^\/\{lang\}\/review(\/|$)/.test(pattern) || pattern.endsWith('/withdraw')) return 'V';
  if (pattern.startsWith('/{lang}/reporting')) return 'R';
  if (pattern.startsWith('/{lang}/registering')) return 'A';
  return pattern.startsWith('/{lang}/account') || pattern.endsWith('/claim') ? 'A' : '';
}

/** What the forms of a person's pages carry (src/access/secret.cpp), or nothing where there is no session. */
function keyOf({ cookies }) {
  const secret = cookies.get('entente');
  return secret ? crypto.createHash('sha256').update(`entente form\n${secret}`).digest('hex') : '';
}

/** Where somebody is sent whom the table does not let in. */
const refusal = ({ who, lacksFactor }) => (who === 'nobody' ? '303 /en/sign-in' : lacksFactor ? '303 /en/account/second-factor' : '403');
const told = ({ status, headers }) => (status === 303 ? `303 ${headers.location.replace(/\?to=%2F[\w%.-]*$/, '')}` : String(status)); // but for the way back
const isTurnedAway = (answer) => /^(403|303 \/en\/(sign-in|sign-in\/code|account\/second-factor))$/.test(told(answer));

/** A register with an account for each of `people`. */
async function peopled(t) {
  const data = path.join(folder(t), 'register');
  await makeExampleRegister(data);
  const server = await Server.start(data);
  t.after(() => server.stop());
  const place = ['--data', data];
  partnership = (await server.json('/api/v1/partnerships?limit=1')).results[0].id;
  const named = (await server.json(`/api/v1/partnerships/${partnership}`)).parties;
  part = named[0].id;
  const parties = named.map((party) => party.organisation.id);
  organisation = parties[0];
  another = (await server.json('/api/v1/organisations?limit=100')).results.map(({ id }) => id).find((id) => !parties.includes(id));
  const all = [];
  for (const one of people) {
    const person = one.role ? await invited(server, place, { ...one, role: real(one.role), address: `p${all.length}@register.example` }) : new Person(server.address);
    const id = one.role ? JSON.parse((await person.send('/en/account/data.json')).body).id : undefined;
    all.push({ ...one, person, id });
  }
  const chief = all.find(({ who }) => who === 'administrator').person;
  let number = 0;
  /** Somebody invited who has not come yet. */
  const newcomer = async (role) => {
    const fields = { key: keyOf(chief), address: `n${++number}@register.example`, name: 'Newcomer', language: 'en', role, place: real(places[role]) ?? '' };
    const { body } = await chief.send('/en/accounts', { method: 'POST', fields });
    return { id: /\/en\/accounts\/([0-9a-f-]{36})/.exec(body)[1], office: offices.includes(role) };
  };
  return { server, place, all, newcomer };
}

/** Asks, and keeps the session whatever the answer does to the cookies. */
async function ask({ person }, target, method, fields = {}) {
  const cookies = new Map(person.cookies);
  const answer = await person.send(target, method === 'POST' ? { method, fields: { key: keyOf(person), ...fields } } : { method });
  person.cookies = cookies;
  return answer;
}

/** Counts cells, and keeps what is not as it was meant. */
class Matrix {
  cells = 0;
  allowed = 0;
  faults = [];

  async ask(one, target, method, lets, fields) {
    const answer = await ask(one, target, method, fields);
    const cell = `${method} ${target} ${JSON.stringify(fields ?? {})}, ${one.who}: ${told(answer)}`;
    ++this.cells;
    if (lets) ++this.allowed;
    if (answer.status >= 500) this.faults.push(cell);
    else if (lets && isTurnedAway(answer)) this.faults.push(`${cell}, and is turned away`);
    else if (!lets && told(answer) !== refusal(one)) this.faults.push(`${cell}, where ${refusal(one)} is due`);
    return answer;
  }
}

test('the table of routes, role by role', { timeout: 300_000 }, async (t) => {
  const { all, newcomer } = await peopled(t);
  const accounts = [(await newcomer('contributor')).id, (await newcomer('auditor')).id];
  // Signing out ends the session with which the rest is asked.
  const routes = (await succeed(['routes'])).trim().split('\n').map((line) => line.split(' '))
    .sort(([, a], [, b]) => a.endsWith('/sign-out') - b.endsWith('/sign-out'));
  const matrix = new Matrix();
  // A desk is its own country's alone.
  for (const one of all)
    for (const [method, target] of [['GET', '/en/desk/TZ'], ['GET', '/en/desk/TZ/plan'], ['POST', '/en/desk/TZ/plan']]) await matrix.ask(one, target, method, false, { title_en: 'Theirs', kind: 'plan', version: '0', do: 'publish' });
  // Nor are an organisation's webhooks another's.
  for (const one of all)
    for (const method of ['GET', 'POST']) await matrix.ask(one, `/en/organisations/${another}/webhooks`, method, ['administrator', 'steward'].includes(one.who), { url: 'https://hooks.example/' });
  for (const [method, pattern] of routes) {
    if (asksForToken(method, pattern) && method !== 'OPTIONS') {
      // For programs: no session opens them.
      for (const one of all) {
        const answer = await ask(one, pattern.replace('{id}', partnership), method);
        ++matrix.cells;
        if (answer.status !== 401) matrix.faults.push(`${method} ${pattern}, ${one.who}: ${answer.status} by a cookie`);
      }
      continue;
    }
    const need = needs(method, pattern);
    for (const one of all) {
      const lets = need === '' || one.may.includes(need);
      const ids = need === 'S' && pattern.includes('{id}') ? [one.id, ...accounts].filter(Boolean) : 'PL'.includes(need) && need !== '' ? [organisation] : [partnership];
      for (const id of ids) {
        // Somebody who sees one kind of place may see none of the other; those pairs are asked below.
        if (need === 'P' && (pattern.includes('{code}') ? /^(representative|contributor)$/ : /^focal point$/).test(one.who)) continue;
        const target = pattern
          .replace('{lang}', 'en').replace('{id}', id).replace('{version}', '1').replace('{part}', part).replace('{secret}', 'x'.repeat(43))
          .replace('/goals/{code}', '/goals/6').replace('{code}', 'KE').replace('{kind}', 'plan').replace('{hash}', '00000000');
        if (need !== '') await matrix.ask(one, target, method, lets);
        else {
          // What is open to everybody may send on to the page for signing in, as signing out does.
          const { status } = await ask(one, target, method);
          ++matrix.cells;
          if (status === 403 || (status >= 500 && !lacksList(pattern, status))) matrix.faults.push(`${method} ${pattern}, ${one.who}: ${status}`);
        }
      }
    }
  }
  t.diagnostic(`${routes.length} routes × ${people.length} people = ${matrix.cells} cells, ${matrix.faults.length} faults`);
  assert.deepEqual(matrix.faults, []);
  assert.ok(matrix.cells > 900, `${matrix.cells} cells`);
});

test('the table of routes, token by token', { timeout: 300_000 }, async (t) => {
  const { server, all } = await peopled(t);
  const partnership = (await server.json('/api/v1/partnerships?limit=1')).results[0].id;
  const routes = (await succeed(['routes'])).trim().split('\n').map((line) => line.split(' '));
  const faults = [];
  let cells = 0;
  let allowed = 0;
  for (const one of all.filter(({ role }) => role))
    for (const scopes of [['read'], ['write'], ['read', 'write'], ...(one.withFactor ? [['office'], ['read', 'write', 'office']] : [])]) {
      const token = await one.person.makeToken(scopes);
      for (const [method, pattern] of routes.filter(([method]) => method !== 'OPTIONS')) {
        const asks = asksForToken(method, pattern);
        const target = pattern.replace('{lang}', 'en').replace('{id}', pattern.endsWith('/people') ? organisation : partnership).replace('{version}', '1').replace('{part}', part).replace('{place}', '1').replace('{secret}', 'x'.repeat(43))
          .replace('/goals/{code}', '/goals/6').replace('{code}', 'KE').replace('{hash}', '00000000');
        const { status, headers } = await server.request(target, { method, headers: { authorization: `Bearer ${token}` } });
        ++cells;
        const cell = `${method} ${pattern}, ${one.who} by a token to ${scopes}: ${status}`;
        const lets = asks && tokenLets(one, scopes, method, pattern);
        if (lets) ++allowed;
        if (status >= 500 && !lacksList(pattern, status)) faults.push(cell);
        else if (asks && !lets && status !== 403) faults.push(`${cell}, where 403 is due`);
        // What is asked for nothing in particular finds nothing, or is told what is missing.
        else if (lets && status !== 200 && !(method === 'DELETE' && status === 404) && !((acts(method, pattern) || asked(inOffice, method, pattern)) && ([400, 404].includes(status) || lacksList(pattern, status)))) faults.push(`${cell}, and is turned away`);
        // Pages know nobody by a token, whatever its owner may.
        else if (needs(method, pattern) !== '' && told({ status, headers }) !== '303 /en/sign-in') faults.push(`${cell}, and is let in`);
      }
    }
  t.diagnostic(`${cells} cells, ${allowed} of them allowed, ${faults.length} faults`);
  assert.deepEqual(faults, []);
  assert.ok(cells > 2500 && allowed === 11 * 6 + (4 * 2 + 7 + 3 + 1 * 3 + 3 * 1 + 8 + (4 + 4) * 1 + 13 * 11 + 3 * 2 + 6 + 2 + 3 + 2 + 4 + 2 + 4) * 2 + (15 + 6 + 7 + 6 + 5 + 2 + 2) * 2 + (3 + 13) * 2, `${cells} cells, ${allowed} allowed`);
});

/** Everything that the forms of one account can send. */
async function askWishes(matrix, one, target) {
  const sees = one.may.includes('S');
  const page = `/en/accounts/${target.id}`;
  const wish = (lets, fields) => matrix.ask(one, page, 'POST', sees && lets, fields);
  for (const link of ['password', 'start']) await wish(mayHelp(one, target), { do: link });
  await wish(mayClose(one, target), { do: 'admit' });
  for (const role of roles) {
    await wish(!target.own && mayGive(one, role), { do: 'give', role, place: real(places[role]) ?? '' });
    // What an account of one's own holds stays, for the cells that follow.
    if (!target.own || !mayGive(one, role)) await wish(mayGive(one, role), { do: 'withdraw', grant: granted(role) });
  }
  if (!target.own || !mayClose(one, target)) await wish(mayClose(one, target), { do: 'close' });
}

test('what is done for accounts, role by role, wish by wish', { timeout: 300_000 }, async (t) => {
  const { all, newcomer } = await peopled(t);
  const matrix = new Matrix();
  let number = 0;
  for (const one of all) {
    for (const role of roles)
      await matrix.ask(one, '/en/accounts', 'POST', one.may.includes('S') && mayGive(one, role), {
        address: `i${++number}@register.example`, name: 'Invited', language: 'en', role, place: real(places[role]) ?? '',
      });
    const own = one.id ? [{ id: one.id, own: true, office: offices.includes(one.role) && !one.withdraw }] : [];
    for (const target of [...own, await newcomer('contributor'), await newcomer('auditor')]) await askWishes(matrix, one, target);
  }
  t.diagnostic(`${matrix.cells} cells, ${matrix.allowed} of them allowed, ${matrix.faults.length} faults`);
  assert.deepEqual(matrix.faults, []);
  assert.ok(matrix.cells > 700 && matrix.allowed > 60, `${matrix.cells} cells, ${matrix.allowed} allowed`);
});

test('pages offer what may be done, and nothing else', async (t) => {
  const { all, newcomer } = await peopled(t);
  const office = await newcomer('auditor');
  const plain = await newcomer('contributor');
  const rolesOffered = (body) => [.../<select[^>]* name="role">(.*?)<\/select>/s.exec(body)?.[1].matchAll(/value="([^"]+)"/g) ?? []].map(([, role]) => role);
  const wishes = (body) => [...body.matchAll(/name="do" value="(\w+)"/g)].map(([, wish]) => wish).sort();
  for (const one of all.filter(({ may }) => may.includes('S'))) {
    const expected = roles.filter((role) => mayGive(one, role)).sort();
    assert.deepEqual(rolesOffered((await ask(one, '/en/accounts', 'GET')).body).sort(), expected, one.who);
    for (const target of [office, plain, { id: one.id, own: true, office: true, role: one.role }]) {
      const { body } = await ask(one, `/en/accounts/${target.id}`, 'GET');
      assert.deepEqual(rolesOffered(body).sort(), target.own ? [] : expected, one.who);
      const due = [];
      if (expected.length > 0 && !target.own) due.push('give');
      if (mayGive(one, target.role ?? (target.office ? 'auditor' : 'contributor'))) due.push('withdraw');
      if (mayHelp(one, target)) due.push('password', 'start');
      if (mayClose(one, target)) due.push('close');
      assert.deepEqual(wishes(body), due.sort(), `${one.who}, ${JSON.stringify(target)}`);
    }
  }
});

/** Whoever speaks for a place may give these roles there. */
const mayOffer = ({ who }, role, of) =>
  ['administrator', 'steward'].includes(who) ||
  (who === 'representative' && of === organisation && role !== 'focal point') ||
  (who === 'focal point' && of === 'KE' && role === 'focal point');

test('who speaks for a place, role by role, wish by wish', { timeout: 300_000 }, async (t) => {
  const { all, place } = await peopled(t);
  const matrix = new Matrix();
  let number = 0;
  for (const one of all)
    for (const [of, page] of [[organisation, `/en/organisations/${organisation}/people`], [another, `/en/organisations/${another}/people`], ['KE', '/en/countries/KE/people'], ['TZ', '/en/countries/TZ/people']]) {
      const office = ['administrator', 'steward', 'auditor'].includes(one.who);
      const sees = office || (['representative', 'contributor'].includes(one.who) && of === organisation) || (one.who === 'focal point' && of === 'KE');
      const { body } = await matrix.ask(one, page, 'GET', sees);
      if (sees && of === organisation) assert.equal(/@register\.example/.test(body), !['auditor', 'contributor'].includes(one.who), `${one.who} sees addresses`);
      for (const role of of.length === 2 ? ['focal point'] : ['representative', 'contributor']) {
        const lets = mayOffer(one, role, of);
        if (sees) assert.equal(new RegExp(`<option value="${role}"`).test(body), lets, `${one.who} is offered ${role} of ${of}`);
        const answer = await matrix.ask(one, page, 'POST', lets, { do: 'offer', role, address: `o${++number}@register.example`, name: 'Offered', language: 'en' });
        assert.equal(/\/en\/offer\/[\w-]{43}/.test(answer.body), lets, `${one.who}, ${role} of ${of}`);
        if (of === another || of === 'TZ') continue;
        const { id } = all.find((each) => each.who === role);
        if (id !== one.id) await matrix.ask(one, page, 'POST', lets, { do: 'withdraw', account: id, grant: granted(role) });
        await succeed(['user', 'give', `p${all.findIndex((each) => each.id === id)}@register.example`, granted(role), ...place]);
      }
    }
  t.diagnostic(`${matrix.cells} cells, ${matrix.allowed} of them allowed, ${matrix.faults.length} faults`);
  assert.deepEqual(matrix.faults, []);
  assert.ok(matrix.cells > 140 && matrix.allowed > 30, `${matrix.cells} cells, ${matrix.allowed} allowed`);
});

test('claims, role by role, wish by wish', { timeout: 300_000 }, async (t) => {
  const { all } = await peopled(t);
  const matrix = new Matrix();
  const claim = { text: 'I am its director.' };
  const chief = all.find(({ who }) => who === 'administrator');
  const claimers = all.filter(({ may }) => may.includes('A'));
  let turn = 0;
  for (const one of all) {
    for (const wish of ['ask', 'refuse', 'accept']) {
      // In turn, for one person makes ten a day at most.
      do ++turn; while (claimers[turn % claimers.length] === one);
      const claimer = claimers[turn % claimers.length];
      const made = await ask(claimer, '/en/countries/TZ/claim', 'POST', claim);
      const id = made.headers.location.split('/').at(-1);
      await matrix.ask(one, `/en/claims/${id}`, 'GET', one.may.includes('C'));
      const decides = one.may.includes('D');
      await matrix.ask(one, `/en/claims/${id}`, 'POST', decides, { do: wish, text: 'Because.' });
      if (one.may.includes('A')) assert.equal((await ask(one, `/en/account/claims/${id}`, 'GET')).status, 404, `${one.who} sees somebody else’s own claim`);
      if (wish === 'accept' && decides) await ask(chief, `/en/accounts/${claimer.id}`, 'POST', { do: 'withdraw', grant: 'focal point of TZ' });
      else await ask(claimer, `/en/account/claims/${id}`, 'POST', { do: 'withdraw' });
    }
    if (one.may.includes('A')) {
      const own = await ask(one, '/en/countries/UG/claim', 'POST', claim);
      const id = own.headers.location.split('/').at(-1);
      // Whoever decides on others' has no way to decide on this one; whoever does not is turned away before.
      const { status } = await ask(one, `/en/claims/${id}`, 'POST', { do: 'accept' });
      assert.equal(status, one.lacksFactor ? 303 : 403, `${one.who} decides on a claim of their own`);
    }
  }
  t.diagnostic(`${matrix.cells} cells, ${matrix.allowed} of them allowed, ${matrix.faults.length} faults`);
  assert.deepEqual(matrix.faults, []);
  assert.ok(matrix.cells > 60 && matrix.allowed > 12, `${matrix.cells} cells, ${matrix.allowed} allowed`);
});

test('invitations and merges, role by role, wish by wish', { timeout: 300_000 }, async (t) => {
  const { all, server, place } = await peopled(t);
  const stranger = await invited(server, place, { role: `representative of ${another}`, address: 'stranger@register.example' });
  // First, for a merge takes roles along.
  const asked = [{ who: 'representative of no party', may: 'A', person: stranger }, ...all];
  const matrix = new Matrix();
  let number = 0;
  for (const one of asked) {
    const list = `/en/partnerships/${partnership}/invitations`;
    const page = `${list}/${part}`;
    await matrix.ask(one, list, 'GET', one.may.includes('I'));
    await matrix.ask(one, page, 'GET', one.may.includes('I'));
    const answer = await matrix.ask(one, page, 'POST', one.may.includes('I'), { do: 'offer', role: 'invited party', address: `i${++number}@register.example`, name: 'Invited', language: 'en' });
    assert.equal(/\/en\/offer\/[\w-]{43}/.test(answer.body), one.may.includes('I'), one.who);
    await matrix.ask(one, '/en/merges', 'GET', one.may.includes('M'));
    await matrix.ask(one, '/en/merges', 'POST', one.may.includes('M'), { do: 'merge', kept: organisation, other: another });
    await matrix.ask(one, '/en/merges', 'POST', one.may.includes('M'), { do: 'undo', other: another });
  }
  t.diagnostic(`${matrix.cells} cells, ${matrix.allowed} of them allowed, ${matrix.faults.length} faults`);
  assert.deepEqual(matrix.faults, []);
  assert.ok(matrix.cells > 60 && matrix.allowed > 10, `${matrix.cells} cells, ${matrix.allowed} allowed`);
});
