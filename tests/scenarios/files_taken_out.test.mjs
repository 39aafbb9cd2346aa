// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Somebody attaches the wrong file to an agreement, and to a delivery. The register's office takes it out; what was signed stands.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { invited } from '../support/accounts.mjs';
import { agreeing } from '../support/agreeing.mjs';
import { formWith, filled, press, sendForm } from '../support/forms.mjs';
import { Server, languages, succeed } from '../support/register.mjs';

const passport = '%PDF-1.7 the passport of somebody, number 8f1c27';
const hash = crypto.createHash('sha256').update(passport).digest('hex');
const file = { name: 'passport.pdf', content: passport };

/** Whether any file of a register holds these bytes. */
const stands = (data, text) => fs.readdirSync(data, { recursive: true }).map((name) => path.join(data, name)).filter((name) => fs.statSync(name).isFile())
  .some((name) => fs.readFileSync(name).includes(text));

/** Three parties, an agreement with the wrong file that all have signed, and a steward. */
async function mistaken(t, { logged = false } = {}) {
  const at = await agreeing(t, { logged });
  at.data = at.place[1];
  at.steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  await at.make(at.fund, {}, { file });
  await at.allSign();
  at.download = `/api/v1/agreements/${at.id}/files/${hash}`;
  at.page = `/en/removals?file=${hash}`;
  at.remove = async (fields = {}) => {
    at.pass(0.1);
    return press(at.steward, at.page, '', { reason: 'personal', words: 'By letter of 3 November.', sure: 'yes', code: at.code(at.steward), ...fields });
  };
  return at;
}

/** A delivery of the fund to the union, shown by that file. */
async function delivered(at) {
  const entered = await press(at.fund, `/en/account/parts/${at.fund.part}/promises/new?what=delivery`, 'do=change', { amount: '400', currency: 'USD', receiver: at.union.organisation });
  const id = /promises\/([0-9a-f-]{36})/.exec(entered.headers.location)[1];
  const upload = async () => {
    const { form, button } = formWith((await at.fund.open(`/en/account/promises/${id}`)).body, '', ['url']);
    return sendForm(at.fund, form, filled(form, button, { kind: 'receipt', title: '', url: '' }), { file });
  };
  const shown = await upload();
  assert.equal(shown.status, 303, shown.body);
  return { id, upload, download: `/api/v1/deliveries/${id}/evidence/${hash}` };
}

describe('A file that was attached by mistake', () => {
  test('is taken out for all that names it, and what was signed stands', async (t) => {
    const at = await mistaken(t);
    const delivery = await delivered(at);
    const before = await at.view();
    for (const download of [at.download, delivery.download]) assert.equal((await at.server.request(download)).body, passport);
    assert.ok(stands(at.data, passport), 'or its absence later shows nothing');

    const look = (await at.steward.open(`/en/removals?file=${encodeURIComponent(at.server.url + at.download)}`)).body;
    assert.match(look, new RegExp(`${hash}[^]*${passport.length} bytes[^]*2 records name it[^]*Agreement[^]*Wells together[^]*passport\\.pdf[^]*Delivery[^]*Wells for all`));
    const done = await at.remove();
    assert.equal(done.headers.location, `/en/files/${hash}`, done.body);

    assert.ok(!stands(at.data, passport), 'its bytes are nowhere');
    for (const download of [at.download, delivery.download]) {
      const gone = await at.server.request(download);
      assert.equal(gone.status, 410);
      const { error, taken_out: told } = JSON.parse(gone.body);
      assert.equal(error.code, 'gone');
      assert.deepEqual([told.file, told.size, told.reason, told.words.en], [hash, passport.length, 'personal', 'By letter of 3 November.']);
      assert.match(told.receipt, /^\/log\/proof\/[0-9a-f-]{36}\/1$/);
    }
    for (const language of languages) {
      const stone = await at.server.request(`/${language}/files/${hash}`);
      assert.equal(stone.status, 410);
      assert.match(stone.body, new RegExp(`${hash}[^]*agreements/${at.id}[^]*partnerships/${at.partnership}`));
      assert.match(stone.body, /By letter of 3 November\./);
      const page = (await at.server.request(`/${language}/agreements/${at.id}`)).body;
      assert.match(page, new RegExp(`passport\\.pdf[^]*/${language}/files/${hash}[^]*${hash}`));
      assert.doesNotMatch(page, /href="[^"]*\/files\/[0-9a-f]{64}" download/);
      assert.doesNotMatch((await at.server.request(`/${language}/partnerships/${at.partnership}`)).body, /evidence\/[0-9a-f]{64}" download/);
    }
    assert.match((await at.server.request(`/en/agreements/${at.id}`)).body, /Taken out of the register on [^<]*It held personal data/);

    const after = await at.view();
    assert.equal(after.state, 'in_force');
    assert.deepEqual(after.versions, before.versions, 'text, hash and signatures are what they were');
    assert.deepEqual(after.taken_out.map((one) => one.file), [hash]);
    const text = (await at.server.request(`/api/v1/agreements/${at.id}/versions/1`)).body;
    assert.equal(crypto.createHash('sha256').update(text).digest('hex'), after.versions[0].hash);
    const { events } = await at.server.json('/api/v1/events?topic=agreements');
    assert.deepEqual([events.at(-1).type, events.at(-1).act], ['file_removal', 'published']);
    assert.equal((await at.steward.open(at.page)).status, 409, 'it is gone');
  });

  test('is gone on a day before as well, and each version has its receipt still', async (t) => {
    const at = await mistaken(t, { logged: true });
    const day = at.now();
    assert.equal((await at.remove()).status, 303);
    const past = await at.server.request(`/en/agreements/${at.id}?at=${day}`);
    assert.match(past.body, /Taken out of the register on/);
    assert.doesNotMatch(past.body, /files\/[0-9a-f]{64}" download/);
    const { taken_out: [{ receipt }] } = await at.view();
    for (const target of [receipt, `/log/proof/${at.id}/1`])
      for (let waited = 0; (await at.server.request(target)).status !== 200; ++waited) {
        assert.ok(waited < 300, `${target} is signed`);
        await new Promise((resolve) => setTimeout(resolve, 100));
      }
    await at.server.stop();
    assert.match(await succeed(['verify', ...at.place]), /differences: 0/);
  });

  test('is not taken in again, from nobody', async (t) => {
    const at = await mistaken(t);
    const delivery = await delivered(at);
    assert.equal((await at.remove()).status, 303);
    const again = await press(at.union, `/en/account/parts/${at.union.part}/agreement`, 'do=save', { title: 'Other wells', wording: 'As before.' }, { file: { ...file, name: 'innocent.pdf' } });
    assert.equal(again.status, 422);
    assert.match(again.body, /was taken out of the register and is not taken in again[^]*Other wells/);
    const kept = await at.change(at.fund, { wording: 'Another text.', drop: '' }, {});
    assert.equal(kept.status, 422, 'nor does another text name it');
    const shown = await delivery.upload();
    assert.equal(shown.status, 422);
    assert.match(shown.body, /not taken in again/);
    assert.equal((await at.change(at.fund, { wording: 'Another text.', drop: hash }, { file: { name: 'right.pdf', content: '%PDF-1.7 right' } })).status, 303);
    assert.ok(!stands(at.data, passport));
  });

  test('goes by a steward’s new code and reason alone', async (t) => {
    const at = await mistaken(t);
    for (const [fields, fault] of [[{ code: '000000' }, /The code does not fit/], [{ reason: '' }, /Choose a reason/], [{ reason: 'because' }, /Choose a reason/], [{ words: 'w'.repeat(2_100) }, /too long/]]) {
      const refused = await at.remove(fields);
      assert.equal(refused.status, 422, JSON.stringify(fields));
      assert.match(refused.body, fault);
    }
    const { form, button } = formWith((await at.steward.open(at.page)).body, '', ['code']);
    at.pass(0.1);
    const unsure = filled(form, button, { reason: 'personal', code: at.code(at.steward) }).filter(([name]) => name !== 'sure');
    assert.match((await sendForm(at.steward, form, unsure)).body, /nobody can undo it/);
    const hostile = await at.remove({ words: '<script>alert(1)</script>', code: '000000' });
    assert.match(hostile.body, /&lt;script&gt;/);
    assert.doesNotMatch(hostile.body, /<script>alert/);
    for (const target of ['/en/removals?file=zz', '/en/removals?file=%00', `/en/removals?file=${'a'.repeat(64)}`, '/en/removals?file=../../register.db'])
      assert.match(`${(await at.steward.open(target)).status}`, /^(400|404)$/, target);
    assert.equal((await at.server.request(`/en/files/${hash}`)).status, 404, 'nothing says that it is gone');
    assert.equal((await at.server.request(at.download)).body, passport);
    for (const person of [at.fund, at.union]) assert.match(`${(await person.open(at.page)).status}`, /^(403|404)$/);
    await succeed(['user', 'give', 'steward@register.example', `representative of ${at.union.organisation}`, ...at.place]);
    const refused = await at.steward.open(at.page);
    assert.equal(refused.status, 403);
    assert.match(refused.body, /You represent a party/);
  });

  test('is gone in a backup made afterwards, and in a register restored from it', async (t) => {
    const at = await mistaken(t);
    assert.equal((await at.remove()).status, 303);
    const backup = path.join(at.home, 'backup.db');
    await succeed(['backup', ...at.place, backup]);
    assert.ok(!fs.readFileSync(backup).includes(passport));
    await at.server.stop();
    const restored = path.join(at.home, 'restored');
    await succeed(['restore', backup, '--data', restored]);
    fs.copyFileSync(path.join(at.data, 'register.key'), path.join(restored, 'register.key'));
    const second = await Server.start(restored);
    t.after(() => second.stop());
    assert.equal((await second.request(at.download)).status, 410);
    assert.equal((await second.request(`/en/files/${hash}`)).status, 410);
  });
});
