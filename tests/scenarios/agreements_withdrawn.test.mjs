// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// An agreement is withdrawn: by the party that brought it while it stands alone, by the register's office later. What stands
// in its place says why.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';

import { invited } from '../support/accounts.mjs';
import { agreeing } from '../support/agreeing.mjs';
import { languages } from '../support/register.mjs';

const stewardOf = (at) => invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });

describe('An agreement that is withdrawn', () => {
  test('by the party that brought it leaves its title, the day and the reason', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    at.pass(0.1);
    assert.equal((await at.sign(at.fund)).status, 303);
    const form = await at.union.open(`/en/agreements/${at.id}/withdraw`);
    assert.equal(form.status, 404, 'another party does not withdraw it');
    assert.match(form.body, /The party that brought it can/);
    const empty = await at.withdraw(at.fund, { reason: ' ' });
    assert.equal(empty.status, 422);
    assert.match(empty.body, /Give a reason/);
    const long = await at.withdraw(at.fund, { reason: 'r'.repeat(7_000) });
    assert.equal(long.status, 422);
    assert.match(long.body, /A text is too long/);
    assert.match((await at.withdraw(at.fund, { reason: 'Meant for <b>others</b>.' })).headers.location ?? '', /\/en\/agreements\/[0-9a-f-]{36}$/);
    for (const language of languages) {
      const stone = await at.server.request(`/${language}/agreements/${at.id}`);
      assert.equal(stone.status, 410);
      assert.match(stone.body, /Wells together<[^]*Meant for &lt;b&gt;others&lt;\/b&gt;\./);
      assert.doesNotMatch(stone.body, /one well a year/);
    }
    const { body } = await at.server.request(`/en/agreements/${at.id}`);
    assert.match(body, new RegExp(`/en/log/receipts/${at.id}/1"`));
    assert.equal([...body.matchAll(/\/en\/log\/receipts\//g)].length, 2, 'of the version, and of the signature');
    assert.doesNotMatch(body, /All its parties had signed it/);
    assert.doesNotMatch((await at.server.request(`/en/partnerships/${at.partnership}`)).body, /Wells together/);
    const { events } = await at.server.json('/api/v1/events?topic=agreements');
    assert.deepEqual(events.map(({ type, act }) => [type, act]), [['agreement', 'published'], ['signature', 'published'], ['agreement', 'withdrawn']]);
    assert.match((await at.union.open('/en/account/notifications')).body, /An agreement in “Wells for all” was withdrawn/);
  });

  test('with the signature of another party is so by a steward alone, and keeps its receipts', async (t) => {
    const at = await agreeing(t, { logged: true });
    const steward = await stewardOf(at);
    await at.make(at.fund);
    await at.allSign();
    assert.equal((await at.fund.open(`/en/agreements/${at.id}/withdraw`)).status, 404);
    assert.match((await steward.open(`/en/agreements/${at.id}/withdraw`)).body, /between the parties it changes nothing/);
    at.pass(0.1);
    assert.equal((await at.withdraw(steward, { version: '7', code: at.code(steward) })).status, 409);
    const wrong = await at.withdraw(steward, { reason: 'By order of a court.', code: '000000' });
    assert.equal(wrong.status, 422);
    assert.match(wrong.body, /The code does not fit[^]*By order of a court\./);
    assert.equal(await at.state(), 'in_force');
    const { versions: [before] } = await at.view();
    at.pass(0.1);
    assert.equal((await at.withdraw(steward, { reason: 'By order of a court.', code: at.code(steward) })).status, 303);
    const told = await at.server.request(`/api/v1/agreements/${at.id}`);
    assert.equal(told.status, 410);
    const { error, withdrawn } = JSON.parse(told.body);
    assert.deepEqual([error.code, withdrawn.reason.en, withdrawn.title.en], ['gone', 'By order of a court.', 'Wells together']);
    assert.deepEqual(withdrawn.versions.map(({ version, hash, signatures }) => [version, hash, signatures.length]), [[1, before.hash, 3]]);
    assert.deepEqual(withdrawn.withdrawal.receipt, `/log/proof/${at.id}/2`);
    assert.doesNotMatch(told.body, /one well a year/, 'what was withdrawn is not shown');
    for (const target of ['/versions/1', `/statement?party=${at.fund.organisation}&capacity=Director`, `/files/${'a'.repeat(64)}`])
      assert.equal((await at.server.request(`/api/v1/agreements/${at.id}${target}`)).status, 410, target);
    const { body, status } = await at.server.request(`/en/agreements/${at.id}`);
    assert.equal(status, 410);
    assert.match(body, /By order of a court\.[^]*All its parties had signed it/);
    const receipts = [...body.matchAll(/href="(\/en\/log\/receipts\/[^"]+)"/g)].map(([, target]) => target);
    assert.equal(receipts.length, 4);
    for (const receipt of receipts)
      for (let waited = 0; (await at.server.request(receipt)).status !== 200; ++waited) {
        assert.ok(waited < 300, `${receipt} is signed`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    assert.equal((await at.fund.open(`/en/account/agreements/${at.id}/sign`)).status, 404);
  });

  test('was signed meanwhile: whoever brought it is told so', async (t) => {
    const at = await agreeing(t);
    await at.make(at.fund);
    at.pass(0.1);
    const { body } = await at.fund.open(`/en/agreements/${at.id}/withdraw`);
    const [, key] = /name="key" value="([^"]+)"/.exec(body);
    assert.equal((await at.sign(at.union)).status, 303);
    const late = await at.fund.send(`/en/agreements/${at.id}/withdraw`, { method: 'POST', fields: { key, version: '1', reason: 'Meant for others.' } });
    assert.equal(late.status, 409);
    assert.match(late.body, /Another party has signed it[^]*Meant for others\./);
    assert.equal(await at.state(), 'waits');
  });
});
