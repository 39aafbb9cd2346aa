// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A focal point has an organisation looked into; a reviewer assesses it, the organisation sees what was found and answers, a
// steward decides; months later it ends. Nobody is two of the three, and nobody else learns that there was one.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';
import { DatabaseSync } from 'node:sqlite';

import { MovedClock, Server, databaseOf, folder, makeExampleRegister, run, succeed } from '../support/register.mjs';
import { Person, invited, password } from '../support/accounts.mjs';

const days = 24;
const queue = '/en/due-diligence/assessments';

/** The example register, an organisation of it that somebody speaks for, and those who look into it. */
async function served(t, { settings = '', clock } = {}) {
  const data = await makeExampleRegister(path.join(folder(t), 'register'));
  if (settings) fs.writeFileSync(path.join(data, 'entente.toml'), `${settings}\n`);
  const options = clock ? { env: clock.env } : {};
  const at = { data, place: ['--data', data], server: await Server.start(data, [], options) };
  t.after(() => at.server.stop());
  const [{ id }] = (await at.server.json('/api/v1/partnerships?limit=1')).results;
  at.partnership = id;
  at.organisation = (await at.server.json(`/api/v1/partnerships/${id}`)).parties[0].organisation.id;
  const person = (name, role, more) => invited(at.server, at.place, { address: `${name}@register.example`, role, clock, ...more });
  at.kenya = await person('kenya', 'focal point of KE');
  at.reviewer = await person('reviewer', 'reviewer');
  at.steward = await person('steward', 'steward', { withFactor: true });
  at.speaker = await person('speaker', `representative of ${at.organisation}`);
  at.request = (who, fields = {}) => who.fill('/en/due-diligence/request', { organisation: `${at.server.address}/en/organisations/${at.organisation}`, partnership: '', country: 'KE', text: 'Before water is promised.', renews: '', ...fields });
  // With what the page says has been seen, where it lets somebody act.
  at.seen = async (who, number = 1) => /name="version" value="(\d+)"/.exec((await who.send(`${queue}/${number}`)).body)?.[1] ?? '0';
  at.act = async (who, fields, number = 1) => who.fill(`${queue}/${number}`, { version: await at.seen(who, number), ...fields });
  at.find = (key, fields = {}, number = 1) => at.reviewer.fill(`${queue}/${number}/${key}`, { outcome: 'clear', text: `About ${key}: nothing.`, evidence: 'https://evidence.example/page What it says', source: '', date: '', valid_until: '', ...fields });
  /** Everything that the policy asks for. */
  at.assess = async (number = 1) => {
    const { body } = await at.reviewer.open(`${queue}/${number}`);
    const keys = [...new Set([...body.matchAll(new RegExp(`href="${queue}/${number}/([a-z_.0-9]+)"`, 'g'))].map(([, key]) => key))].filter((key) => !/controversies\./.test(key));
    assert.ok(keys.length > 10, `${keys}`);
    for (const key of keys) assert.equal((await at.find(key, {}, number)).status, 303, key);
  };
  return at;
}

describe('Due diligence', () => {
  test('has fifty controversies at most, and offers no more', async (t) => {
    const at = await served(t);
    assert.equal((await at.request(at.kenya)).status, 303);
    assert.equal((await at.act(at.reviewer, { do: 'take' })).status, 303);
    for (let i = 1; i <= 50; ++i) {
      assert.match((await at.reviewer.send(`${queue}/1`)).body, new RegExp(`href="${queue}/1/controversies\\.${i}">Add a controversy`));
      assert.equal((await at.find(`controversies.${i}`, { source: 'The Daily Well', date: '2026-03' })).status, 303);
    }
    assert.doesNotMatch((await at.reviewer.send(`${queue}/1`)).body, /Add a controversy/);
    assert.equal((await at.reviewer.send(`${queue}/1/controversies.51`)).status, 404);
  });

  test('is requested, assessed, answered, decided and sealed, by three people', async (t) => {
    const at = await served(t);
    const { body: policy } = await new Person(at.server.address).open('/fr/due-diligence');
    assert.match(policy, /Armes controversées/);
    assert.match(policy, /article 5\.3/);

    assert.match((await at.kenya.open('/en/account')).body, new RegExp(`href="${queue}"`));
    const requested = await at.request(at.kenya);
    assert.equal(requested.status, 303, requested.body);
    assert.equal(requested.headers.location, `${queue}/1`);
    const second = await at.request(at.kenya, { text: 'A well is promised.' });
    assert.equal(second.status, 409, 'one is under way');
    assert.match(second.body, /<title>This organisation is being assessed already/);
    assert.match(second.body, /<textarea[^>]*>\s*A well is promised\./, 'what was typed is still there');
    assert.equal((await at.reviewer.send('/en/due-diligence/request')).status, 403);
    assert.match((await at.reviewer.open('/en/account')).body, /1 assessment waits for an assessor/);
    assert.match((await at.reviewer.open('/en/account/notifications')).body, /Assessment 1 waits for somebody to assess it/);

    assert.equal((await at.act(at.kenya, { do: 'take' })).status, 403, 'whoever requested it');
    assert.equal((await at.act(at.reviewer, { do: 'take' })).status, 303);
    const early = await at.act(at.reviewer, { do: 'hand_over' });
    assert.equal(early.status, 422);
    assert.match(early.body, /This finding is missing: Identity/);
    await at.assess();
    const unproven = await at.find('exclusion.tobacco', { text: 'They sell cigarettes.', outcome: 'found', evidence: '' });
    assert.equal(unproven.status, 422);
    assert.match(unproven.body, /Name the evidence/);
    assert.match(unproven.body, /They sell cigarettes\./, 'what was typed is still there');
    assert.equal((await at.find('exclusion.tobacco', { text: 'They <b>sold</b> cigarettes.', outcome: 'found' })).status, 303);
    assert.equal((await at.find('controversies', { text: 'One case.', outcome: 'found' })).status, 303);
    assert.match((await at.act(at.reviewer, { do: 'hand_over' })).body, /none is described/);
    assert.equal((await at.find('controversies.1', { text: 'A strike.', outcome: 'unclear', source: 'The Daily Well', date: '2026-03' })).status, 303);
    assert.equal((await at.find('screening', { text: 'A secret likeness.' })).status, 303);
    const undated = await at.find('controversies.2', { text: 'Another.', source: 'The Daily Well', date: '3 May' });
    assert.match(undated.body, /<title>Say when it was said[^<]*as 2026-05-31, 2026-05 or 2026\./);

    assert.equal((await at.speaker.send('/en/account/due-diligence/1')).status, 404, 'it is not shown yet');
    assert.equal((await at.act(at.reviewer, { do: 'hand_over' })).status, 303);
    const afterwards = await at.reviewer.fill('/en/account', { outcome: 'clear', text: 'Later.', evidence: 'https://evidence.example/' }, `${queue}/1/identity`);
    assert.equal(afterwards.status, 409, 'nothing is changed from here on');
    assert.match(afterwards.body, /More was done here meanwhile[^]*<textarea[^>]*>\s*Later\./, 'what was typed is still there');
    assert.equal((await at.reviewer.send(`${queue}/1/identity`)).status, 404, 'and no form is offered');
    assert.match((await at.speaker.open('/en/account')).body, /Findings on your organisation wait for your answer/);
    const shown = (await at.speaker.open('/en/account/due-diligence/1')).body;
    assert.match(shown, /They &lt;b&gt;sold&lt;\/b&gt; cigarettes\./);
    assert.match(shown, /The Daily Well/);
    assert.doesNotMatch(shown, /secret likeness|Screening|Holder of/, 'neither screening nor people');
    assert.equal((await at.speaker.send(`${queue}/1`)).status, 403);

    const page = '/en/account/due-diligence/1';
    assert.equal((await at.speaker.fill(page, { do: 'answer', finding: 'exclusion.tobacco', text: 'We stopped in 2020.' })).status, 303);
    assert.equal((await at.speaker.fill(page, { do: 'answer', finding: 'screening', text: 'Show it.' })).status, 404);
    assert.equal((await at.act(at.reviewer, { do: 'respond', finding: 'exclusion.tobacco', text: 'So the report says.' })).status, 303);
    assert.match((await at.speaker.open(page)).body, /We stopped in 2020\.[^]*So the report says\./);

    const decision = { do: 'decide', grade: 'medium', reason: 'It has stopped.', conditions: 'A report a year.', note: 'One likeness was looked at.', valid_until: '' };
    const heard = await at.act(at.steward, decision);
    assert.equal(heard.status, 409);
    assert.match(heard.body, /is still being heard/);
    assert.match(heard.body, /It has stopped\./, 'what was typed is still there');
    const seen = await at.seen(at.steward);
    assert.equal((await at.speaker.fill(page, { do: 'heard' })).status, 303);
    const late = await at.act(at.steward, { ...decision, version: seen });
    assert.equal(late.status, 409, 'more was done since they looked');
    assert.match(late.body, /More was done here meanwhile/);
    assert.match(late.body, /<textarea[^>]*name="reason"[^>]*>\s*It has stopped\./);
    assert.match((await at.steward.open('/en/account')).body, /1 assessment waits for a decision/);
    assert.equal((await at.act(at.reviewer, decision)).status, 403, 'whoever assessed');
    assert.match((await at.steward.open(`${queue}/1`)).body, /<select[^>]*name="grade" required><option value=""><\/option><option value="low">/, 'no grade is chosen for whoever decides');
    for (const grade of ['', 'none']) assert.equal((await at.act(at.steward, { ...decision, grade })).status, 422);
    assert.equal((await at.act(at.steward, decision)).status, 303);

    const twice = await at.steward.fill('/en/account', { ...decision, version: '1' }, `${queue}/1`);
    assert.equal(twice.status, 409, 'it is decided');
    assert.match(twice.body, /id="typed"[^]*One likeness was looked at\./);

    const decided = (await at.steward.open(`${queue}/1`)).body;
    assert.match(decided, /Medium risk/);
    assert.match(decided, /Sealed in the public log/);
    assert.match(decided, /One likeness was looked at\./);
    // Beside what screening found of it, for those who may see both.
    const beside = (await at.reviewer.open(`/en/screening/parties/${at.organisation}`)).body;
    assert.match(beside, /Due diligence<\/h2>/);
    assert.match(beside, new RegExp(`href="${queue}/1">`));
    assert.match(beside, /Medium risk · Valid until [A-Z][a-z]+ [0-9]+, 20[0-9]{2}/);
    const told = (await at.speaker.open(page)).body;
    assert.match(told, /It has stopped\.[^]*A report a year\./);
    assert.doesNotMatch(told, /likeness|Holder of/);
    const asked = (await at.kenya.open(`${queue}/1`)).body;
    assert.match(asked, /It has stopped\./);
    assert.doesNotMatch(asked, /cigarettes|likeness/, 'whoever requested it is told what was decided');

    // Nothing of it is for everybody: neither the organisation's page nor what is exported tells that there was one.
    assert.doesNotMatch((await at.server.request(`/en/organisations/${at.organisation}`)).body, /diligence/i);
    assert.doesNotMatch(await succeed(['export', '--format', 'json', ...at.place]), /cigarettes|It has stopped/);

    // Somebody at the database makes another decision of it.
    const database = new DatabaseSync(databaseOf(at.data));
    database.prepare(`UPDATE assessment_step SET words = replace(words, 'sold', 'never sold') WHERE what = 'finding'`).run();
    database.close();
    assert.match((await at.steward.open(`${queue}/1`)).body, /is not what was sealed in the public log/);
  });

  test('is for whoever speaks for the organisation none to decide on, whatever office they hold', async (t) => {
    const at = await served(t);
    await succeed(['user', 'give', 'steward@register.example', `representative of ${at.organisation}`, ...at.place]);
    assert.equal((await at.request(at.kenya)).status, 303);
    assert.equal((await at.steward.send(`${queue}/1`)).status, 404, 'there is none for them');
    assert.doesNotMatch((await at.steward.open(queue)).body, /Assessment 1/);
    assert.equal((await at.request(at.steward, { country: '' })).status, 403);
    assert.equal((await at.act(at.reviewer, { do: 'take' })).status, 303);
    await at.assess();
    assert.equal((await at.act(at.reviewer, { do: 'hand_over' })).status, 303);
    assert.equal((await at.steward.fill('/en/account', { do: 'decide', grade: 'low', reason: 'Ours.' }, `${queue}/1`)).status, 404, 'nor does a form tell that there is one');
    assert.equal((await at.steward.open('/en/account/due-diligence/1')).status, 200, 'they read it as the organisation');
  });

  test('is not decided before the days of the organisation are over, ends, and is renewed', async (t) => {
    const clock = new MovedClock(t);
    const at = await served(t, { clock });
    const again = async (who, name) => {
      assert.equal((await who.fill('/en/sign-in', { address: `${name}@register.example`, password })).status, 303);
      return who;
    };
    assert.equal((await at.request(at.steward, { country: '', partnership: `/en/partnerships/${at.partnership}` })).status, 303);
    assert.equal((await at.act(at.reviewer, { do: 'take' })).status, 303);
    await at.assess();
    assert.equal((await at.act(at.reviewer, { do: 'hand_over' })).status, 303);
    clock.pass(13 * days);
    const decision = { do: 'decide', grade: 'low', reason: 'Well known.', conditions: '', note: '', valid_until: '' };
    const chief = (name) => invited(at.server, at.place, { address: `${name}@register.example`, role: 'administrator', withFactor: true, clock });
    assert.equal((await at.act(await chief('early'), decision)).status, 409);
    clock.pass(days + 1);
    const decided = await at.act(await chief('later'), decision);
    assert.equal(decided.headers.location, `${queue}/1`, decided.body);
    clock.pass(120 * days);
    at.reviewer = await again(new Person(at.server.address), 'reviewer');
    assert.match((await at.reviewer.open(`${queue}?state=ending`)).body, /Assessment 1[^]*Expired/);
    const kenya = await again(new Person(at.server.address), 'kenya');
    const renewed = await at.request(kenya, { renews: '1' });
    assert.equal(renewed.status, 303, renewed.body);
    assert.equal((await at.act(at.reviewer, { do: 'take' }, 2)).status, 303);
    const form = (await at.reviewer.open(`${queue}/2/identity`)).body;
    assert.match(form, /What was found last time/);
    assert.match(form, /About identity: nothing\./);
    assert.match((await at.act(at.reviewer, { do: 'hand_over' }, 2)).body, /This finding is missing: Identity/, 'each is looked at anew');
  });

  test('follows the policy that an institution writes', async (t) => {
    const own = path.join(folder(t), 'policy.toml');
    fs.writeFileSync(own, `hearing_days = 3\nremind_days = 5\ngrades = ["yes", "no"]\ncriteria = ["plastic"]
grade.yes.name.en = "Work with it"\ngrade.no.name.en = "Do not"\ncriterion.plastic.basis = "Our own rule 7"
criterion.plastic.name.en = "Single-use plastic"\ncriterion.plastic.text.en = "It makes it."\n`);
    const at = await served(t, { settings: `[diligence]\npolicy = ${JSON.stringify(own)}` });
    const { body } = await new Person(at.server.address).open('/en/due-diligence');
    assert.match(body, /Single-use plastic[^]*Our own rule 7/);
    assert.doesNotMatch(body, /Tobacco/);
    assert.equal((await at.server.request('/en/due-diligence/policy.toml')).body, fs.readFileSync(own, 'utf8'));
    fs.appendFileSync(own, 'hearing_day = 3\n');
    const { code, stderr } = await run(['config', ...at.place]);
    assert.notEqual(code, 0);
    assert.match(stderr, /policy\.toml.*hearing_day/);
  });

  test('is read by programs of those who may see it', async (t) => {
    const at = await served(t);
    assert.equal((await at.request(at.kenya)).status, 303);
    assert.equal((await at.act(at.reviewer, { do: 'take' })).status, 303);
    await at.assess();
    assert.equal((await at.act(at.reviewer, { do: 'hand_over' })).status, 303);
    const ask = async (token, target) => at.server.request(target, { headers: { authorization: `Bearer ${token}` } });
    const office = await at.steward.makeToken(['office']);
    const list = JSON.parse((await ask(office, '/api/v1/due-diligence/assessments?state=hearing')).body);
    assert.deepEqual(list.results.map(({ number, organisation, country }) => [number, organisation, country]), [[1, at.organisation, 'KE']]);
    const one = JSON.parse((await ask(office, '/api/v1/due-diligence/assessments/1')).body);
    assert.ok(one.findings.some(({ finding }) => finding === 'screening'));
    const write = await at.speaker.makeToken(['write']);
    assert.equal((await ask(write, '/api/v1/due-diligence/assessments')).status, 403);
    assert.equal(JSON.parse((await ask(write, '/api/v1/account/due-diligence')).body).results.length, 1);
    const own = JSON.parse((await ask(write, '/api/v1/account/due-diligence/1')).body);
    assert.ok(own.findings.length > 10 && own.findings.every(({ finding }) => finding !== 'screening'));
    assert.equal((await ask(write, '/api/v1/account/due-diligence/2')).status, 404);
  });
});
