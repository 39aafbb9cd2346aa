// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Validating on the web: what a publisher sends from the page and what a program sends, and what somebody sends who means
// harm. Nothing of it may stay, and the register goes on answering.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import zlib from 'node:zlib';
import { after, before, describe, test } from 'node:test';

import { Server, request, succeed } from '../support/register.mjs';

let data;
let server;
before(async () => {
  data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-validate-web-'));
  await succeed(['init', data]);
  const settings = path.join(data, 'entente.toml');
  fs.writeFileSync(settings, fs.readFileSync(settings, 'utf8').replace('#max_size = 52428800', 'max_size = 3000000').replace('#waiting = 8', 'waiting = 2').replace(/#timeout = 30(\s*\n# Such files)/, 'timeout = 2$1'));
  server = await Server.start(data);
});
after(async () => {
  await server?.stop();
  fs.rmSync(data, { recursive: true, force: true });
});

const activity = (id, more = '') => `<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-DAC-7-${id}</iati-identifier>
${more}</iati-activity>`;
const file = (...activities) => `<?xml version="1.0"?>\n<iati-activities version="2.03">\n${activities.join('\n')}\n</iati-activities>\n`;
const bad = file(activity(1, '<nothing a="&lt;script&gt;"/>\n'), activity('&lt;b>2', ''), activity(3, '<nothing/>\n<tag vocabulary="3" code="99.1"/>\n'));

/** Sends the form as a browser does. */
async function send(fields, { language = 'en', to = `/${language}/validate` } = {}) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value instanceof Array ? new Blob([value[0]]) : value, ...(value instanceof Array ? [value[1]] : []));
  const answer = await fetch(server.url + to, { method: 'POST', body: form });
  return { status: answer.status, headers: answer.headers, body: await answer.text() };
}
const count = (text, what) => text.split(what).length - 1;

describe('the page', () => {
  test('shows what is wrong with a file, with its lines, and escapes all of it', async () => {
    const { status, headers, body } = await send({ file: [bad, 'mine<i>.xml'], text: '' });
    assert.equal(status, 200);
    assert.equal(headers.get('cache-control'), 'no-store');
    assert.match(body, /<span class="code">mine&lt;i&gt;\.xml<\/span>/);
    assert.match(body, /<h2 id="s-critical">/);
    assert.match(body, /Line 5, column 1 · Activity <span class="code">XM-DAC-7-1<\/span>/);
    assert.match(body, /<span data-n="5" class="hl">&lt;nothing a=&quot;&amp;lt;script&amp;gt;&quot;\/&gt;<\/span>/);
    assert.doesNotMatch(body, /<script>|<b>2|<i>\.xml/);
    assert.match(body, /<option value="9\.126\.1">/, 'the rules found can be chosen');
  });

  test('takes a pasted text, keeps it in its field, and says which severity it was asked to show', async () => {
    const { body } = await send({ file: ['', ''], text: bad, severity: 'error' });
    assert.match(body, /<textarea[^>]*>\n&lt;\?xml/);
    assert.match(body, /<option value="error" selected>/);
    assert.doesNotMatch(body, /<h2 id="s-critical">/);
    assert.match(body, /<h2 id="s-error">/);
  });

  test('narrows to a rule and an activity, orders by activity, and says when nothing fits', async () => {
    const one = await send({ file: [bad, 'a.xml'], rule: '0.3.1', activity: 'XM-DAC-7-3', by: 'activity' });
    assert.equal(count(one.body, '<h2 id="a'), 1);
    assert.match(one.body, /<h2 id="a3">Activity 3 <span class="code">XM-DAC-7-3<\/span><\/h2>/);
    const none = await send({ file: [bad, 'a.xml'], rule: '1.2.3.4' });
    assert.match(none.body, /Nothing that was found fits what you chose to show\./);
  });

  test('gives the report as a file to keep, in each form', async () => {
    for (const [format, type, name] of [['json', 'application/json', 'a-report.json'], ['csv', 'text/csv; charset=utf-8', 'a-report.csv'], ['sarif', 'application/sarif+json', 'a-report.sarif'], ['iati-validator', 'application/json', 'a-report.json']]) {
      const { headers, body } = await send({ file: [bad, 'a.xml'], format }, { language: 'ru' });
      assert.equal(headers.get('content-type'), type);
      assert.equal(headers.get('content-disposition'), `attachment; filename="${name}"`);
      assert.match(body, /XM-DAC-7-3/);
      if (type !== 'text/csv; charset=utf-8') JSON.parse(body);
    }
  });

  test('says so where nothing was chosen, and of a file without a fault', async () => {
    const nothing = await send({ file: ['', ''], text: ' \n ' });
    assert.equal(nothing.status, 422);
    assert.match(nothing.body, /<div class="errors" role="alert"/);
    assert.match(nothing.body, /<title>Choose a file or paste a text/);
    const empty = await send({ text: '<html/>' });
    assert.match(empty.body, /0\.2\.1/);
  });
});

describe('bounds', () => {
  test('the same report for a packed file; broken packing is said, not failed on', async () => {
    const packed = await request(server.address, '/api/v1/validate', { method: 'POST', body: zlib.gzipSync(bad) });
    const plain = await request(server.address, '/api/v1/validate', { method: 'POST', body: bad });
    assert.equal(packed.body, plain.body);
    const broken = await send({ file: [zlib.gzipSync(bad).subarray(0, 60), 'a.xml.gz'] });
    assert.equal(broken.status, 200);
    assert.match(broken.body, /The file cannot be read to its end:/);
  });

  test('a larger body than elsewhere is taken, up to the setting; elsewhere the old bound holds', async () => {
    // Long for what it holds: the time for one check is not what is asked about.
    const padding = `<!--${'x'.repeat(1100)}-->`;
    const large = file(...Array.from({ length: 2_000 }, (_, i) => activity(i) + padding));
    assert.ok(large.length > 2_000_000 && large.length < 3_000_000, String(large.length));
    const taken = await request(server.address, '/api/v1/validate?severity=critical', { method: 'POST', body: large });
    assert.equal(taken.status, 200);
    assert.equal(JSON.parse(taken.body).files[0].activities, 2_000);
    assert.equal((await request(server.address, '/api/v1/validate', { method: 'POST', body: large + large })).status, 413);
    assert.equal((await request(server.address, '/en/partnerships', { method: 'POST', body: large })).status, 413);
  });

  test('a bomb is left when its time is over or its activity too large, and pages are answered meanwhile', async () => {
    const bomb = zlib.gzipSync(Buffer.concat([Buffer.from(file(activity(1)).replace('</iati-activities>\n', '<iati-activity><iati-identifier>')), Buffer.alloc(300 << 20, 'x')]));
    assert.ok(bomb.length < 3_000_000);
    const running = send({ file: [bomb, 'bomb.xml.gz'] });
    const page = await request(server.address, '/en/partnerships');
    assert.equal(page.status, 200);
    const { status, body } = await running;
    assert.equal(status, 200);
    assert.match(body, /entente\.limit|The time allowed for one check ran out/);
  });

  test('further files than may be in hand are told to come back', async () => {
    const head = `POST /en/validate HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=X\r\nContent-Length: 1000\r\n\r\n--X`;
    const net = await import('node:net');
    const [hostname, port] = server.address.split(':');
    const open = [1, 2].map(() => net.connect(Number(port), hostname));
    await Promise.all(open.map((socket) => new Promise((resolve) => socket.write(head, resolve))));
    try {
      let status = 200;
      for (let i = 0; i < 50 && status !== 503; ++i) ({ status } = await request(server.address, '/api/v1/validate', { method: 'POST', body: '<a/>' }));
      assert.equal(status, 503);
      assert.equal((await request(server.address, '/en/')).status, 200);
    } finally {
      for (const socket of open) socket.destroy();
    }
  });

  test('hostile forms are refused, and nothing of what was sent lies anywhere', async () => {
    for (const [type, body] of [
      ['multipart/form-data', '--X--'],
      ['multipart/form-data; boundary=X', '--X\r\n\r\n\r\n--X--'],
      ['multipart/form-data; boundary=X', '--X\r\nContent-Disposition: form-data; name="file"\r\n\r\nnever ends'],
      [`multipart/form-data; boundary=${'X'.repeat(200)}`, `--${'X'.repeat(200)}--`],
    ])
      assert.equal((await request(server.address, '/en/validate', { method: 'POST', headers: { 'Content-Type': type }, body })).status, 400, type);
    for (const name of fs.readdirSync(data)) assert.ok(!fs.readFileSync(path.join(data, name)).includes('XM-DAC-7-3'), name);
  });
});
