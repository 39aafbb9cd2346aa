// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// npm run pictures: makes docs/images anew from the sample register, as a newcomer sees it after script/server.
// Wants the release build. The Micronesia Challenge is the record that the README's tour opens.

import fs from 'node:fs';
import path from 'node:path';

import { root } from '../support/register.mjs';
import { launch, open } from './browser.mjs';
import { serveSample } from '../support/sample.mjs';

const mostBytes = 200_000;
const images = path.join(root, 'docs/images');

const { server, end } = await serveSample();
const browser = await launch();
try {
  const found = await (await fetch(`${server.url}/api/v1/partnerships?q=${encodeURIComponent('"Micronesia Challenge"')}`)).json();
  const pictures = { partnership: `/en/partnerships/${found.results[0].id}` };
  for (const [name, address] of Object.entries(pictures)) {
    const { page, context } = await open(browser, server, { height: 900 });
    const answer = await page.goto(server.url + address, { waitUntil: 'networkidle' });
    if (answer.status() !== 200) throw new Error(`${address} answered ${answer.status()}`);
    const file = path.join(images, `${name}.png`);
    await page.screenshot({ path: file });
    await context.close();
    const { size } = fs.statSync(file);
    console.log(`${path.relative(root, file)}: ${size} bytes`);
    if (size > mostBytes) throw new Error(`${file} is larger than ${mostBytes} bytes`);
  }
} finally {
  await browser.close();
  await end();
}
