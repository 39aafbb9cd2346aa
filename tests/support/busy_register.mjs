// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A register in which every form stands open to somebody: things drafted, handed in, returned, promised, delivered, reported, claimed,
// asked, complained of. Whatever people may write freely in it says what the test wants it to say.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

import { Person, code, invited, password } from './accounts.mjs';
import { press } from './forms.mjs';
import { MovedClock, Server, folder, makeExampleRegister, succeed } from './register.mjs';

const agreedText = 'Agreed.';
const escaped = (text) => text.replace(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
const narrative = (words) => `<narrative>${escaped(words)}</narrative>`;

/** The partnership in which most of it happens. */
const activity = (say, id, title) => `<iati-activity xml:lang="en"><iati-identifier>XM-TEST-1-${id}</iati-identifier>
<reporting-org ref="XM-TEST-1" type="40">${narrative(`Agency ${say}`)}</reporting-org><title>${narrative(`${title} ${say}`)}</title>
<description>${narrative(say)}</description>
${['Fund', 'Union', 'Coop', 'Lone'].map((name, i) => `<participating-org ref="XM-TEST-${i + 5}" role="${i + 1}" type="60">${narrative(`${name} ${say}`)}</participating-org>`).join('\n')}
<activity-status code="2"/><activity-date type="2" iso-date="2025-01-01"/>
<contact-info type="1"><person-name>${narrative(say)}</person-name><email>ask@agency.example</email></contact-info><recipient-country code="KE"/>
<transaction><transaction-type code="2"/><transaction-date iso-date="2025-02-01"/><value currency="USD" value-date="2025-02-01">100</value><description>${narrative(say)}</description></transaction>
<result type="1"><title>${narrative(say)}</title><indicator measure="1"><title>${narrative(say)}</title><period>
<period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/><target value="12"/></period></indicator></result></iati-activity>`;

const days = 24;

/** `say` is free of control characters, for a file of IATI holds it too. */
export async function busyRegister(t, say) {
  const home = folder(t);
  const at = { data: path.join(home, 'register'), place: ['--data', path.join(home, 'register')] };
  const clock = new MovedClock(t);
  const options = { env: clock.env };
  await makeExampleRegister(at.data);
  const settings = path.join(at.data, 'entente.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('#trust_representatives = false', 'trust_representatives = true'));
  at.start = async () => {
    at.server = await Server.start(at.data, [], options);
    for (const person of at.people ?? []) person.address = at.server.address;
  };

  // More than a year ago: what was due since is overdue.
  clock.pass(-400 * days);
  const file = path.join(home, 'activities.xml');
  fs.writeFileSync(file, `<iati-activities version="2.03">${activity(say, 'A', 'Wells')}${activity(say, 'B', 'Pumps')}${activity(say, 'C', 'Taps')}</iati-activities>`);
  await succeed(['import', file, ...at.place], options);
  await at.start();
  t.after(() => at.server.stop());
  const ids = {};
  for (const letter of ['A', 'B', 'C']) ids[letter] = await at.server.find('partnerships', `XM-TEST-1-${letter}`);
  at.partnerships = ids;
  const partsIn = async (partnership) => Object.fromEntries((await at.server.json(`/api/v1/partnerships/${partnership}`)).parties.map((party) => [party.organisation.name.en.split(' ')[0], party]));
  at.parts = {};
  for (const letter of ['A', 'B', 'C']) at.parts[letter] = await partsIn(ids[letter]);
  const organisation = (name) => at.parts.A[name].organisation.id;
  at.organisation = organisation('Fund');
  const seek = (address, role, more) => invited(at.server, at.place, { address, role, ...more });
  const word = (person, letter, name, wish = 'do=confirm', words = say) => expect303(press(person, `/en/account/parts/${at.parts[letter][name].id}`, wish, { 'remark!': words }));
  const early = await seek('fund@party.example', `representative of ${organisation('Fund')}`, { options });
  for (const letter of ['A', 'B', 'C']) await word(early, letter, 'Fund');
  clock.pass(400 * days);

  const fund = new Person(at.server.address);
  assert.equal((await fund.fill('/en/sign-in', { address: 'fund@party.example', password })).status, 303);
  const people = { fund, stranger: new Person(at.server.address) };
  people.union = await seek('union@party.example', `representative of ${organisation('Union')}`, { withFactor: true });
  people.coop = await seek('coop@party.example', `representative of ${organisation('Coop')}`);
  people.helper = await seek('helper@party.example', `contributor of ${organisation('Coop')}`);
  people.kenya = await seek('kenya@register.example', 'focal point of KE');
  people.reviewer = await seek('reviewer@register.example', 'reviewer');
  people.steward = await seek('steward@register.example', 'steward', { withFactor: true });
  people.chief = await seek('chief@register.example', 'administrator', { withFactor: true });
  people.plain = await seek('plain@register.example', 'reviewer', { withdraw: true });
  people.other = await seek('other@register.example', 'reviewer', { withdraw: true });
  people.halfway = new Person(at.server.address);
  at.people = [...Object.values(people), early];
  Object.assign(at, { who: people });
  assert.equal((await people.halfway.fill('/en/sign-in', { address: 'steward@register.example', password })).status, 303);
  const { union, coop, helper, kenya, reviewer, steward, chief, plain, other, stranger } = people;
  await expect303(press(plain, '/en/account', '', { name: say.slice(0, 60), low_data: '' }));

  // Parts: one confirmed, one corrected by whoever prepares, one declined; one that nobody answers for is asked by link and by code.
  await word(union, 'A', 'Union');
  await expect303(press(helper, `/en/account/parts/${at.parts.A.Coop.id}`, 'do=prepare', { brings: say, risks: say, responsibilities: say, benefits: say }));
  await word(coop, 'B', 'Coop', 'do=decline');
  const lone = `/en/partnerships/${ids.A}/invitations/${at.parts.A.Lone.id}`;
  const link = async (way, address) => (await press(fund, lone, 'do=offer', { address, 'name!': say.slice(0, 60), 'way!': way })).body;
  const offer = /\/en\/offer\/[\w-]{43}/.exec(await link('link', 'lone@party.example'))[0];

  // Promises and deliveries, evidence, words about them.
  const own = `/en/account/parts/${at.parts.A.Fund.id}`;
  const texts = { description: say, conditions: say, matching: say, unit: say.slice(0, 40), quantity: '3', receiver_name: say };
  const made = async (what, fields) => /promises\/([0-9a-f-]{36})/.exec(await expect303(press(fund, `${own}/promises/new?what=${what}`, 'do=change', fields)))[1];
  const promise = await made('commitment', { ...texts, amount: '1000', currency: 'USD' });
  const price = { kind: 'price_reduction', quantity: '24', unit: 'doses', product: say, price_unit: say.slice(0, 40), reference_price: '10', offered_price: '3', price_currency: 'EUR', countries: 'KE' };
  await made('commitment', price);
  const delivery = await made('delivery', { description: say, amount: '400', currency: 'USD', receiver: organisation('Union'), commitment: promise, date: '2026-05-03' });
  await expect303(press(fund, `/en/account/promises/${delivery}`, '', { kind: 'receipt', title: say }, { file: { name: `../${say.replace(/["\r\n]/g, '')}.txt`, content: 'Paid.' } }));
  await expect303(press(union, `/en/account/deliveries/${delivery}`, 'do=confirm', { remark: say }));
  await expect303(press(steward, `/en/account/deliveries/${delivery}/verification`, 'do=confirm', { level: 'independent_evaluation', by: say, url: 'https://example.org/finding', remark: say }));
  const gone = await made('commitment', { ...texts, amount: '7', currency: 'USD' });
  await expect303(press(fund, `/en/account/promises/${gone}`, 'do=withdraw', { reason: say }));

  // Agreements: one that waits for signatures, and keys of a party.
  const agreed = { title: say, wording: say, risks: say, responsibilities: say, resources: say, benefits: say, exit: say, amendment: say };
  const agreement = await expect303(press(fund, `${own}/agreement`, 'do=save', agreed, { file: { name: `../${say.replace(/["\r\n]/g, '')}.txt`, content: agreedText } }));
  const accountAgreement = agreement.replace('/en/', '/en/account/');
  const keys = `/en/account/keys/${organisation('Union')}`;
  const line = (await succeed(['sign', 'key', 'union.example', '-o', path.join(home, 'union.key')], options)).trim();
  await expect303(press(union, keys, 'do=add', { public: line, code: code(union.secret, Date.now() + 30_000) }));

  // Reports: one published, one that waits, one that is written; a mark that is appealed against.
  const report = { delivered: say, lessons: say, difficulties: say, actual_0: say, remark_0: say };
  const handIn = async (letter) => {
    const form = `/en/account/parts/${at.parts[letter].Fund.id}/report`;
    await press(fund, await expect303(press(fund, form, 'do=check', report)), 'do=hand_in');
  };
  await handIn('A');
  const waits = async () => /href="(\/en\/reporting\/reports\/[^"]+)"/.exec((await steward.open('/en/reporting')).body)[1];
  await expect303(press(steward, await waits(), 'do=publish'));
  const [reported] = (await at.server.json(`/api/v1/partnerships/${ids.A}`)).reports;
  await handIn('C');
  await expect303(press(fund, `${own}/report`, 'do=save', { ...report, start: '2026-01', end: '2026-02' }));
  await expect303(press(fund, `/en/account/parts/${at.parts.B.Fund.id}/calendar`, 'do=appeal', { reason: say }));

  // Drafts: one that is written, one that waits, one that was returned, one that was published.
  const draft = async (person, title, step) => {
    const id = /registering\/([0-9a-f-]{36})/.exec(await expect303(press(person, '/en/registering', 'do=begin', { title: `${title} ${say}` }, { instead: 'anyway' })))[1];
    const base = `/en/registering/${id}`;
    await expect303(press(person, `${base}/step/purpose`, 'do=save', { title: `${title} ${say}`, purpose: say, description: say }));
    await expect303(press(person, `${base}/step/governance`, 'do=save', { governance: say }));
    await expect303(press(person, `${base}/parties`, 'do=name', { name: `${title} ${say}`, type: 'other', role: 'member' }, { instead: 'anyway' }));
    const part = new RegExp(`${base}/parties/[0-9a-f-]{36}`).exec((await person.open(`${base}/parties`)).body)[0];
    await expect303(press(person, part, '', { role: 'member', brings: say, risks: say, responsibilities: say, benefits: say }));
    await expect303(press(person, base, 'do=comment', { note: say }));
    await expect303(person.fill(`${base}/parties`, { organisation: at.organisation, role: 'lead', do: 'add' }));
    if (step) await expect303(press(person, base, 'do=hand_in'));
    return id;
  };
  at.drafts = { written: await draft(fund, 'Boats', false), waiting: await draft(plain, 'Nets', true), returned: await draft(other, 'Sails', true), published: await draft(other, 'Masts', true) };
  await expect303(press(reviewer, `/en/review/${at.drafts.returned}`, 'do=return', { reason: say }));
  at.published = await expect303(press(reviewer, `/en/review/${at.drafts.published}`, 'do=publish'));
  const ours = (await at.server.json(`/api/v1${at.published.slice(3)}`)).parties.find((party) => party.organisation.id === at.organisation);
  await expect303(press(fund, `/en/account/parts/${ours.id}`, 'do=confirm', { 'remark!': say }));

  // A government's desk.
  const desk = (kind, wish, fields) => expect303(press(kenya, `/en/desk/KE/${kind}`, wish, { title_en: say, text_en: say, title_ar: say, 'documents!': 'https://plan.example/', ...fields }));
  await desk('plan', 'do=publish', { start: '2026', end: '2030' });
  await desk('guidance', 'do=publish');
  await desk('capacity', 'do=publish');
  await desk('plan', 'do=draft');
  at.guidance = (await at.server.json('/api/v1/countries/KE')).guidance[0].id;
  const hosts = `/en/partnerships/${ids.A}/hosts/KE`;
  await expect303(press(kenya, hosts, 'do=answer', { 'answer!': 'objects', cited: say, remark: say }));

  // A webhook, which nothing answers.
  const hook = /\/en\/webhooks\/[0-9a-f-]{36}/.exec((await press(chief, '/en/webhooks', '', { url: 'https://hooks.example/told' })).body)[0];

  const told = /\/en\/webhooks\/[0-9a-f-]{36}/.exec((await press(fund, `/en/organisations/${at.organisation}/webhooks`, '', { url: 'https://hooks.example/fund' })).body)[0];

  // Claims: one waits, one was asked back.
  const claim = (person, page) => expect303(press(person, page, '', { text: say, website: 'https://example.org/people' }));
  at.claims = [await claim(plain, `/en/organisations/${organisation('Lone')}/claim`), await claim(other, '/en/countries/TZ/claim')];
  await expect303(press(steward, at.claims[1].replace('/account', ''), 'do=ask', { text: say }));

  // Concerns: one that waits, one that was handed on and published.
  const about = `/en/concerns/about/${ids.A}`;
  const raise = async () => {
    const { status, body } = await press(stranger, about, '', { kind: 'harm', text: say, name: say.slice(0, 60) });
    assert.equal(status, 200, readable(body));
    return /\/en\/concern\/[\w-]{43}/.exec(body)[0];
  };
  at.concern = await raise();
  await raise();
  await expect303(press(steward, '/en/concerns/2', 'do=hand_on', { text: say }));
  await expect303(press(fund, '/en/account/concerns/2', '', { text: say }));
  await expect303(press(steward, '/en/concerns/2', 'do=publish', { text: say }));
  await expect303(press(steward, '/en/concerns/2', 'do=answer', { text: say }));

  // Due diligence: one that its organisation is heard on, one to be decided, one that is written, one that nobody has taken.
  const queue = '/en/due-diligence/assessments';
  for (const name of ['Fund', 'Union', 'Coop', 'Lone'])
    await expect303(kenya.fill('/en/due-diligence/request', { organisation: `/en/organisations/${organisation(name)}`, partnership: '', country: 'KE', renews: '', text: say }));
  const find = (number, key) => expect303(reviewer.fill(`${queue}/${number}/${key}`, { outcome: 'clear', text: say, evidence: `https://evidence.example/ ${say}`, source: say.slice(0, 100), date: '2026', valid_until: '' }));
  for (const number of [1, 2, 3]) {
    await expect303(reviewer.fill(`${queue}/${number}`, { do: 'take' }));
    const { body } = await reviewer.open(`${queue}/${number}`);
    const keys = number === 3 ? ['identity'] : [...body.matchAll(new RegExp(`href="${queue}/${number}/([a-z_.]+)"`, 'g'))].map(([, key]) => key);
    for (const key of keys) await find(number, key);
    await find(number, 'controversies.1');
    if (number < 3) await expect303(press(reviewer, `${queue}/${number}`, 'do=hand_over'));
  }
  await expect303(fund.fill('/en/account/due-diligence/1', { do: 'answer', finding: 'identity', text: say }));
  await expect303(union.fill('/en/account/due-diligence/2', { do: 'heard' }));

  // Two bodies merged, two that are not; somebody invited who has not come; roles offered; a secret address of a feed.
  const all = (await at.server.json('/api/v1/organisations?limit=100')).results.map(({ id }) => id).filter((id) => !Object.values(at.parts.A).some((party) => party.organisation.id === id));
  await expect303(press(steward, `/en/merges?kept=${all[0]}&other=${all[1]}`, 'do=merge', { kept: all[0] }));
  const person = await press(chief, '/en/accounts', '', { 'address!': 'new@register.example', 'name!': say.slice(0, 60) });
  at.newcomer = /\/en\/accounts\/[0-9a-f-]{36}/.exec(person.body)[0];
  const start = /\/en\/link\/[\w-]{43}/.exec(person.body)[0];
  await press(fund, `/en/organisations/${at.organisation}/people`, 'do=offer', { address: 'mate@party.example', 'name!': say.slice(0, 60) });
  await press(kenya, '/en/countries/KE/people', 'do=offer', { address: 'desk@party.example', 'name!': say.slice(0, 60) });
  await press(fund, '/en/account/notifications', 'do=make_feed');
  await fund.makeToken(['read'], 30);

  // A list that names one of the organisations, and says of it what the test wants said.
  const cell = (text) => `"${text.replaceAll('"', '""')}"`;
  const listFile = path.join(home, 'own.csv');
  const { name } = await at.server.json(`/api/v1/organisations/${all.at(-1)}`).then(({ organisation }) => organisation);
  fs.writeFileSync(listFile, `id,name,kind,notes\nX-1,${cell(Object.values(name)[0])},organisation,${cell(say.replace(/\s+/g, ' '))}\n`);
  await succeed(['lists', 'update', listFile, ...at.place], options);
  for (let tries = 0; !at.hit && tries < 150; ++tries) {
    at.hit = /\/en\/screening\/hits\/[0-9a-f-]{36}/.exec((await reviewer.open('/en/screening')).body)?.[0];
    if (!at.hit) await new Promise((passed) => setTimeout(passed, 200));
  }
  assert.ok(at.hit, 'a hit of screening waits');

  // From here on links go by mail, so that those forms stand open, too; nothing listens at that relay.
  await at.server.stop();
  const more = { host: '"127.0.0.1"', port: 9, security: '"none"', from: '"register@register.example"', registration: '"open"', public_url: '"http://register.example"' };
  for (const [name, value] of Object.entries(more)) fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace(new RegExp(`^#${name} = .*$`, 'm'), `${name} = ${value}`));
  await at.start();

  /** Where each begins to look round. */
  at.seeds = {
    stranger: ['/en/', '/en/sign-in', '/en/register', '/en/new-password', '/en/code', offer, start, at.concern, about, '/en/validate', `/en/partnerships/${ids.A}`, agreement, at.published, '/en/countries/KE', '/en/reports', '/en/capacity', '/en/organisations'],
    halfway: ['/en/sign-in/code'],
    fund: ['/en/account', '/en/account/due-diligence/1', `/en/account/guidance/${at.guidance}`, own, `/en/account/parts/${ours.id}`, `${own}/promises`, `${own}/report`, `${own}/report?check=1`, `${own}/calendar`, `/en/account/reports/${reported.id}`, `/en/account/promises/${delivery}`, `${own}/agreement`, accountAgreement, `${accountAgreement}/sign`, `${agreement}/withdraw`, '/en/account/concerns/2', `/en/registering/${at.drafts.written}`, `/en/registering/${at.drafts.written}/parties?q=Fund`, lone, `/en/organisations/${at.organisation}/people`, `/en/organisations/${at.organisation}/webhooks`, told, '/en/account/notifications', '/en/account/roles'],
    union: ['/en/account', `/en/account/deliveries/${delivery}`, accountAgreement, `${accountAgreement}/sign`, `${agreement}/withdraw`, keys],
    coop: ['/en/account', `/en/account/parts/${at.parts.A.Coop.id}`],
    helper: ['/en/account', `/en/account/parts/${at.parts.A.Coop.id}`],
    kenya: ['/en/account', '/en/due-diligence/request', '/en/desk/KE', hosts, '/en/countries/KE/people', `/en/account/deliveries/${delivery}`],
    reviewer: ['/en/account', `${queue}/1`, `${queue}/3`, `${queue}/3/identity`, `${queue}/3/controversies.1`, `${queue}/4`, '/en/review', `/en/review/${at.drafts.waiting}`, `${at.published}/withdraw`, '/en/reporting', '/en/screening', at.hit],
    steward: ['/en/account', `${queue}/2`, `${queue}/3`, `/en/partnerships/${ids.A}/erase`, `/en/partnerships/${ids.A}/erase?contact=1`, `/en/removals?file=${crypto.createHash('sha256').update(agreedText).digest('hex')}`, '/en/reporting', '/en/claims', '/en/concerns', '/en/concerns/1', '/en/concerns/2', '/en/merges', `/en/merges?kept=${all[2]}&other=${all[3]}`, `/en/account/deliveries/${delivery}/verification`],
    chief: ['/en/accounts', at.newcomer, '/en/webhooks', hook, '/en/events'],
    plain: ['/en/account', '/en/account/second-factor', '/en/account/tokens', '/en/account/erase', at.claims[0], `/en/registering/${at.drafts.waiting}`, '/en/registering', `/en/organisations/${all[4]}/claim`, '/en/countries/UG/claim'],
    other: ['/en/account', at.claims[1], `/en/registering/${at.drafts.returned}`, '/en/account/notifications'],
  };
  return at;
}

/** What a page says, for a message. */
const readable = (body) => body.replace(/[^]*<main/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 600);

/** Where an act led, once it was done. */
async function expect303(sent) {
  const { status, headers, body } = await sent;
  assert.equal(status, 303, readable(body));
  return headers.location;
}
