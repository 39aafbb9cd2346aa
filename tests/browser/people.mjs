// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// People who come into a register at its pages, as a browser shows them.

import { code, password } from '../support/accounts.mjs';
import { succeed } from '../support/register.mjs';

/** Somebody with a role, invited from the shell and signed in at this page. `at` is {server, data}. */
export async function entered(page, at, language, address, role) {
  const said = await succeed(['user', 'invite', address, '--name', 'أمينة Diallo', '--role', role, '--language', language, '--data', at.data]);
  await page.goto(at.server.url + said.trim().split('\n').at(-1));
  await page.fill('#password', password);
  await page.click('main button.btn');
  await page.waitForURL(/\/account/);
}

/** Who is signed in there sets up a second factor, without which an office does not count. */
export async function withFactor(page, { server }, language) {
  await page.goto(`${server.url}/${language}/account/second-factor`);
  const secret = await page.locator('input[name=secret]').getAttribute('value');
  await page.fill('input[name=code]', code(secret));
  await page.fill('input[name=password]', password);
  await page.click('main button.btn');
  await page.waitForLoadState('load');
  return secret;
}
