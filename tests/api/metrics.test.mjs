// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// /metrics is what Prometheus can read. Where promtool is installed, it is asked too.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, makeExampleRegister } from '../support/register.mjs';
import { faultsOfExposition } from '../support/exposition.mjs';

const promtool = (text) => spawnSync('promtool', ['check', 'metrics'], { input: text, encoding: 'utf8' });
const hasPromtool = promtool('').error === undefined;

const gauge = '# HELP a_b What it is.\n# TYPE a_b gauge\na_b 1\n';
const histogram = (lines) => `# HELP t_seconds Time.\n# TYPE t_seconds histogram\n${lines.join('\n')}\n`;

describe('/metrics', () => {
  test('is the text format of Prometheus, before and after requests of all kinds', async (t) => {
    const server = await Server.start(await makeExampleRegister(path.join(folder(t), 'register')));
    t.after(() => server.stop());
    const read = async () => {
      const answer = await server.request('/metrics');
      assert.equal(answer.status, 200);
      assert.equal(answer.headers['content-type'], 'text/plain; version=0.0.4; charset=utf-8');
      assert.deepEqual(faultsOfExposition(answer.body), []);
      if (hasPromtool) {
        const said = promtool(answer.body);
        assert.equal(said.status, 0, said.stderr);
        assert.equal(said.stderr, '');
      }
      return new Map([...answer.body.matchAll(/^([^#\s]+) (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
    };
    const before = await read();
    await server.request('/en/partnerships?q=water');
    await server.request('/nowhere');
    const after = await read();
    assert.deepEqual([...after.keys()], [...before.keys()]);
    const more = (name) => after.get(name) - before.get(name);
    assert.equal(more('entente_http_requests_total'), 3, 'two requests and the reading of /metrics itself');
    assert.equal(more('entente_http_responses_total{status="4xx"}'), 1);
    assert.equal(more('entente_queries_total'), 1);
  });

  test('the rules accept what is right', () => {
    for (const right of [
      gauge,
      `# a remark\n${gauge}`,
      '# HELP a_total A \\\\ and a \\n.\n# TYPE a_total counter\na_total{x="\\"\\\\\\n",y=""} 1e3\na_total{x="b"} 0 1700000000000\n',
      histogram(['t_seconds_bucket{le="0.1"} 1', 't_seconds_bucket{le="+Inf"} 3', 't_seconds_sum 4.5', 't_seconds_count 3']),
    ])
      assert.deepEqual(faultsOfExposition(right), [], right);
  });

  for (const [wrong, says] of [
    [gauge.slice(0, -1), /does not end/],
    ['# TYPE a gauge\na 1\n', /no HELP/],
    ['# HELP a What it is.\na 1\n', /no TYPE/],
    ['# HELP a What it is.\n# TYPE a gauge\n', /no sample/],
    [`${gauge}# TYPE a_b gauge\n`, /two TYPE/],
    [`${gauge}${gauge}`, /two HELP/],
    [`${gauge}a_b 2\n`, /twice/],
    ['a_b 1\n# HELP a_b What it is.\n# TYPE a_b gauge\n', /after its samples/],
    [`${gauge}# HELP c What.\n# TYPE c gauge\nc 1\na_b{x="1"} 1\n`, /stand together/],
    ['# HELP a What it is.\n# TYPE a number\na 1\n', /not a line of the format/],
    ['# HELP 1a What it is.\n# TYPE 1a gauge\n1a 1\n', /not a line of the format/],
    [gauge.replace('a_b 1', 'a_b{x="a"b"} 1'), /not a line of the format/],
    [gauge.replace('a_b 1', 'a_b{x="\\t"} 1'), /not a line of the format/],
    [gauge.replace('a_b 1', 'a_b{x="1",x="2"} 1'), /a label twice/],
    [gauge.replace('a_b 1', 'a_b one'), /not a line of the format/],
    [gauge.replace('What it is.', 'A \\t.'), /an escape in its HELP/],
    ['# HELP a What it is.\n# TYPE a counter\na 1\n', /ends in _total/],
    ['# HELP a_total What it is.\n# TYPE a_total gauge\na_total 1\n', /only a counter's/],
    ['# HELP a_total What it is.\n# TYPE a_total counter\na_total -1\n', /below nothing/],
    [histogram(['t_seconds_bucket{le="0.1"} 3', 't_seconds_bucket{le="+Inf"} 1', 't_seconds_count 1']), /do not add up/],
    [histogram(['t_seconds_bucket{le="1"} 1', 't_seconds_bucket{le="0.1"} 1', 't_seconds_count 1']), /not in order/],
    [histogram(['t_seconds_bucket{le="0.1"} 1', 't_seconds_count 1']), /no bucket \+Inf/],
    [histogram(['t_seconds_bucket{le="+Inf"} 1', 't_seconds_count 2']), /is not its count/],
  ])
    test(`the rules refuse ${JSON.stringify(wrong.slice(0, 60))}: ${says.source}`, () => {
      assert.match(faultsOfExposition(wrong).join('\n'), says);
    });
});
