// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// How a partnership stands on the principles: what is not known is said to be so, what its parties say changes it, the policy is a
// file, and what was found can be found again.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { languages, root, run, succeed } from '../support/register.mjs';
import { partnered } from '../support/programs.mjs';

const principle = (card, name) => card.principles.find((one) => one.principle === name);
const measure = (card, name, of) => principle(card, name).measures.find((one) => one.measure === of);

async function judged(t) {
  const at = await partnered(t);
  const { id, organisation } = (await at.view()).parties.find((party) => party.organisation.name.en === 'Agency');
  at.agency = Object.assign(await at.as('agency', `representative of ${organisation.id}`), { part: id });
  at.confirm = async () => assert.equal((await at.agency.ask('POST', `/api/v1/account/parts/${id}/word`, { word: 'confirm', version: 1 })).value.state, 'confirmed');
  at.card = (query = '') => at.server.json(`/api/v1/partnerships/${at.partnership}/principles${query}`);
  at.check = async (...more) => JSON.parse(await succeed(['check', at.partnership, ...at.place, '--json', ...more]));
  at.says = async (who, statement, version = 0) => {
    const answer = await who.ask('PUT', `/api/v1/account/parts/${who.part}/statement`, { version, statement });
    assert.equal(answer.status, 200, JSON.stringify(answer.value));
  };
  return at;
}
const goals = (...codes) => ({ goals: codes.map((code) => ({ framework: 'sdg', code: String(code) })) });

describe('How a partnership stands on the principles', () => {
  test('what nobody has said is not a no, and what parties say changes it', async (t) => {
    const at = await judged(t);
    const before = await at.card();
    assert.equal(before.principles.length, 13);
    const unknown = measure(before, 'common_purpose', 'goal_overlap');
    assert.deepEqual([unknown.status, unknown.value, unknown.known], ['not_enough_evidence', { low: 0, high: 1 }, 0]);
    assert.deepEqual(unknown.would_change.map((said) => /if (\w+) stated the goals/.exec(said)[1]).sort(), ['Agency', 'Fund', 'Union']);
    const same = measure(before, 'common_purpose', 'same_statement');
    assert.deepEqual([same.status, same.would_change], ['partly', ['Agency could confirm its part.']], 'two of three have confirmed');
    assert.match(same.explanation, /67%.* 2 of 3/);

    await at.confirm();
    assert.equal(measure(await at.card(), 'common_purpose', 'same_statement').status, 'met');
    await at.says(at.agency, goals(6, 3));

    await at.says(at.fund, goals(6, 3));
    const half = measure(await at.card(), 'common_purpose', 'goal_overlap');
    assert.deepEqual([half.status, half.known, half.value], ['not_enough_evidence', 2, { low: 0.333333, high: 1 }]);
    assert.equal(half.evidence[0].type, 'party_statement');
    await at.says(at.union, goals(6, 3));
    const now = await at.card();
    assert.deepEqual([measure(now, 'common_purpose', 'goal_overlap').status, measure(now, 'common_purpose', 'goal_overlap').value], ['met', { low: 1, high: 1 }]);
    assert.notEqual(now.inputs, before.inputs);
    await at.says(at.union, goals(13), 1);
    await at.says(at.fund, goals(1), 1);
    assert.equal(measure(await at.card(), 'common_purpose', 'goal_overlap').status, 'not_met');
  });

  test('is told in six languages, on a page that leads to its evidence', async (t) => {
    const at = await judged(t);
    await at.says(at.fund, goals(6));
    for (const language of languages) {
      const { status, body } = await at.server.request(`/${language}/partnerships/${at.partnership}/principles`);
      assert.equal(status, 200);
      assert.doesNotMatch(body, /principles?\.[a-z_]+\.?[a-z_]*<|\{[a-z]+\}|\{\{/, language);
      assert.match(body, new RegExp(`/log/proof/[0-9a-f-]{36}/1"`), language);
      assert.equal((body.match(/class="finding"/g) ?? []).length, (await at.card()).principles.flatMap(({ measures }) => measures).length);
    }
    const named = await at.card('?language=fr');
    assert.equal(principle(named, 'common_purpose').name, 'But commun');
    const page = await at.page();
    assert.match(page, /principles are met|principle is met/);
    assert.match(page, new RegExp(`/en/partnerships/${at.partnership}/principles`));
    const table = (await at.server.request(`/fr/partnerships/${at.partnership}/principles.csv`)).body;
    assert.match(table, /But commun/);
  });

  test('what was found on a moment that has passed is found again, from the same inputs', async (t) => {
    const at = await judged(t);
    const before = await at.check();
    await new Promise((done) => setTimeout(done, 1_100));
    const moment = new Date().toISOString().replace(/\.\d+/, '');
    await new Promise((done) => setTimeout(done, 1_100));
    await at.says(at.fund, goals(6));
    const again = await at.check('--at', moment);
    assert.equal(again.inputs, before.inputs);
    assert.deepEqual(again.principles, before.principles);
    assert.notEqual((await at.check()).inputs, before.inputs);
    const past = await at.card(`?at=${moment}`);
    assert.equal(measure(past, 'common_purpose', 'goal_overlap').known, 0);
  });

  test('another policy is tried by a command, and one that is wrong is refused with its line', async (t) => {
    const at = await judged(t);
    await at.confirm();
    await at.says(at.fund, goals(6, 3));
    await at.says(at.agency, goals(6, 4));
    await at.says(at.union, goals(6, 5));
    assert.equal(measure(await at.check(), 'common_purpose', 'goal_overlap').status, 'partly');
    const policy = path.join(path.dirname(at.place[1]), 'mine.toml');
    const whole = fs.readFileSync(path.join(root, 'data/principles/default.toml'), 'utf8');
    fs.writeFileSync(policy, `${whole}\n[profile.easy]\nname.en = "Easy"\ncommon_purpose.goal_overlap.met = 0.3\n`);
    const easy = await at.check('--policy', policy, '--profile', 'easy');
    assert.deepEqual([measure(easy, 'common_purpose', 'goal_overlap').status, easy.policy.profile], ['met', 'easy']);
    assert.notEqual(easy.policy.hash, (await at.check()).policy.hash);
    fs.writeFileSync(policy, `${whole}\n[profile.easy]\nname.en = "Easy"\ncommon_purpose.goal_overlap.mett = 0.3\n`);
    const refused = await run(['check', at.partnership, ...at.place, '--policy', policy]);
    assert.notEqual(refused.code, 0);
    assert.match(refused.stderr, /mine\.toml, line \d+: setting 'profile\.easy\.common_purpose\.goal_overlap\.mett' is not one/);
    fs.writeFileSync(policy, whole.replace(/(\[principle\.common_purpose\.goal_overlap\]\nmet = )0\.5/, '$10.9'));
    const trial = await succeed(['policy', 'test', ...at.place, policy]);
    assert.match(trial, /^1 partnerships, 0 statuses would change\./, 'one measure less is met, and the principle stands');
    fs.writeFileSync(policy, whole.replace(/(\[principle\.common_purpose\]\nweight = 1\nmet = )0\.75\npartly = 0\.4/, '$11\npartly = 1'));
    const harder = await succeed(['policy', 'test', ...at.place, policy]);
    assert.match(harder, /^1 partnerships, 1 statuses would change\./);
    assert.match(harder, /Common purpose\n {2}[^\n]+: [01] → [01]\n/);
    assert.match(await succeed(['policy', 'check', policy]), /^Default policy, version 1\nSHA-256 [0-9a-f]{64}\nprofile default: /);
    const nobody = await run(['check', '00000000-0000-7000-8000-000000000000', ...at.place]);
    assert.match(nobody.stderr, /does not stand/);
    const told = await succeed(['check', ...at.place, '--language', 'es']);
    assert.match(told, /1 partnerships\n[0-9a-f-]{36} .*\n {2}Propósito común: /);
  });
});
