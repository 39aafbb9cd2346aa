// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Files that nobody should send, to each form that takes one: of the wrong type, of two types at once, bombs, names that are paths,
// forms that are no forms.

import assert from 'node:assert/strict';
import { describe, test } from 'node:test';
import zlib from 'node:zlib';

import { busyRegister } from '../support/busy_register.mjs';
import { filled, formWith, sendForm } from '../support/forms.mjs';
import { faultOfAnswer, mark } from '../support/hostile.mjs';

const pdf = '%PDF-1.4 paid';
const nested = zlib.gzipSync(zlib.gzipSync(Buffer.alloc(1 << 20)));
/** An archive of one file, said to be large (APPNOTE 6.3.3). */
function zipOf(name, content) {
  const packed = zlib.deflateRawSync(content);
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(8, 8);
  head.writeUInt32LE(zlib.crc32(content), 14);
  head.writeUInt32LE(packed.length, 18);
  head.writeUInt32LE(content.length, 22);
  head.writeUInt16LE(name.length, 26);
  return Buffer.concat([head, Buffer.from(name), packed]);
}

/** Contents with the type that they are taken for, or nothing where they are refused. */
const contents = {
  nothing: [''],
  'a program': [Buffer.from([0x7f, 0x45, 0x4c, 0x46, 2, 1, 1, 0])],
  'an archive': [zipOf('a.txt', Buffer.from('words'))],
  'an archive with a path': [zipOf('../../etc/cron.d/x', Buffer.from('words'))],
  'a bomb': [zlib.gzipSync(Buffer.alloc(64 << 20))],
  'an archive in an archive': [nested],
  'a page': ['<!doctype html><script>alert(1)</script>', 'text/plain'],
  'a drawing with a script': ['<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>', 'text/plain'],
  'words that begin as a document and are a page': ['%PDF-1.4\n<html><script>alert(1)</script></html>', 'application/pdf'],
  'a picture that is a page, too': [Buffer.concat([Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), Buffer.from('<script>alert(1)</script>')]), 'image/png'],
  'text of another encoding': [Buffer.from('W\xf6rter', 'latin1')],
  'words with a zero': [Buffer.from('words\0words')],
};

/** Names as a browser would not send them, with what is kept of them. */
const names = {
  '../../../../etc/passwd': 'passwd',
  '..\\..\\windows\\system32\\x.pdf': 'x.pdf',
  '..': 'file',
  '.': 'file',
  '': 'file',
  CON: 'CON',
  'a\u202efdp.exe': 'afdp.exe',
  'a\u0007\u001b[31m.pdf': 'a[31m.pdf',
  [`<img src=x onerror=${mark}(1)>`]: `<img src=x onerror=${mark}(1)>`,
  ['n'.repeat(1_000)]: 'n'.repeat(100),
  '水利工程.pdf': '水利工程.pdf',
};

/** The register, and the page of a delivery with the form for its evidence. */
async function served(t) {
  const at = await busyRegister(t, 'Wells');
  at.page = at.seeds.fund.find((one) => /\/account\/promises\/[0-9a-f-]{36}$/.test(one));
  at.evidence = async () => (await at.server.json(`/api/v1/partnerships/${at.partnerships.A}`)).deliveries[0].delivery.evidence ?? [];
  /** Opens the page, and sends its form with that file. */
  at.upload = async (file, values = {}) => {
    const { form, button } = formWith((await at.who.fund.open(at.page)).body, '', ['url']);
    return sendForm(at.who.fund, form, filled(form, button, { kind: 'receipt', title: 'Receipt', url: '', ...values }), { file });
  };
  at.takeBack = async () => {
    for (let left = (await at.evidence()).length; left > 0; --left) {
      const { form, button } = formWith((await at.who.fund.open(at.page)).body, 'drop');
      assert.equal((await sendForm(at.who.fund, form, filled(form, { ...button, value: '1' }))).status, 303);
    }
  };
  return at;
}

describe('A file that is sent as evidence', () => {
  test('is taken by what it is and refused by what it is not, whatever it is called', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    for (const [what, [content, type]] of Object.entries(contents))
      for (const [name, said] of [['receipt.pdf', 'application/pdf'], ['receipt.txt', 'text/html'], ['x', '']]) {
        await at.takeBack();
        const begun = Date.now();
        const answer = await at.upload({ name, content, type: said });
        assert.ok(Date.now() - begun < 5_000, `${what} is answered soon`);
        assert.equal(faultOfAnswer(answer), undefined, what);
        assert.equal(answer.status, type ? 303 : 422, `${what}: ${answer.body.slice(0, 300)}`);
        const kept = await at.evidence();
        assert.deepEqual(kept.map(({ media_type }) => media_type), type ? [type] : [], what);
        if (!type) continue;
        const target = (await at.who.fund.open(at.page)).body.match(/\/api\/v1\/deliveries\/[^"]+/)[0];
        const given = await at.server.request(target);
        assert.equal(given.headers['content-type'].split(';')[0], type, what);
        assert.equal(given.headers['x-content-type-options'], 'nosniff');
        assert.match(given.headers['content-disposition'], /^attachment; filename="evidence-[0-9a-f]{12}\.[a-z]+"$/, 'named by the register');
        assert.match(given.headers['content-security-policy'], /sandbox/);
      }
  });

  test('is called by nobody’s path', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    for (const [name, kept] of Object.entries(names)) {
      await at.takeBack();
      const answer = await at.upload({ name, content: pdf });
      assert.equal(faultOfAnswer(answer), undefined, name);
      assert.equal(answer.status, 303, `${name.slice(0, 60)}: ${answer.body.slice(0, 300)}`);
      const [piece] = await at.evidence();
      assert.equal(piece.name, kept, name.slice(0, 60));
      for (const target of [at.page, `/en/partnerships/${at.partnerships.A}`]) assert.equal(faultOfAnswer(await at.who.fund.send(target)), undefined, name);
    }
  });

  test('comes in a form, or not at all', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    await at.takeBack();
    const { form, button } = formWith((await at.who.fund.open(at.page)).body, '', ['url']);
    const fields = filled(form, button, { kind: 'receipt', title: 'Receipt', url: '' });
    const head = (name, more = '') => `Content-Disposition: form-data; name="${name}"${more}\r\n\r\n`;
    const parts = [...fields.map(([name, value]) => head(name) + value), head('file', '; filename="a.pdf"') + pdf];
    const body = (mark, all, end = `--${mark}--\r\n`) => all.map((part) => `--${mark}\r\n${part}\r\n`).join('') + end;
    const send = (bytes, type = 'multipart/form-data; boundary=between') => at.who.fund.send(form.action, { method: 'POST', bytes, headers: { 'content-type': type } });
    const many = Array.from({ length: 2_000 }, (_, i) => head(`f${i}`) + 'x');
    const refused = {
      'no mark between the parts': await send(body('between', parts), 'multipart/form-data'),
      'another mark': await send(body('other', parts)),
      'an empty mark': await send(body('', parts), 'multipart/form-data; boundary='),
      'a mark of a kilobyte': await send(body('x'.repeat(1_000), parts), `multipart/form-data; boundary=${'x'.repeat(1_000)}`),
      'no parts': await send(body('between', [])),
      'no end': await send(body('between', parts, '')),
      'nothing': await send(''),
      'thousands of parts': await send(body('between', [...parts, ...many])),
      'a part without a head': await send(body('between', ['words'])),
      'a name of a megabyte': await send(body('between', [...parts.slice(0, -1), head('file', `; filename="${'n'.repeat(1_000_000)}"`) + pdf])),
      'another type': await send(body('between', parts), 'text/plain'),
      'no key': await send(body('between', parts.filter((part) => !part.includes('"key"')))),
    };
    for (const [what, answer] of Object.entries(refused)) {
      assert.equal(faultOfAnswer(answer), undefined, what);
      if (what === 'a name of a megabyte' && answer.status === 303) continue; // it was cut, as above
      assert.ok([400, 403, 413, 422].includes(answer.status), `${what}: ${answer.status}`);
    }
    if (refused['a name of a megabyte'].status !== 303) assert.deepEqual(await at.evidence(), []);
    else assert.equal((await at.evidence())[0].name.length, 100);
  });
});

test('Files to be checked: bombs and archives are answered, and nothing of them is kept', { timeout: 120_000 }, async (t) => {
  const at = await served(t);
  const page = await at.who.stranger.open('/en/validate');
  const { form, button } = formWith(page.body, 'format', ['text']);
  for (const [what, [content]] of Object.entries(contents))
    for (const name of Object.keys(names)) {
      const answer = await sendForm(at.who.stranger, form, filled(form, button, { text: '' }), { file: { name, content } });
      assert.equal(faultOfAnswer(answer, [200, 303, 400, 413, 422]), undefined, `${what} called ${name.slice(0, 60)}`);
    }
  assert.equal((await at.server.request('/healthz')).status, 200);
});
