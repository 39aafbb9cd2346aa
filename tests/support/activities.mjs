// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// IATI files made for a test: small ones to be wrong in one way, large ones to be interrupted in.

import fs from 'node:fs';

/** A file's text around activities. */
export const iati = (activities, { version = '2.03', encoding = 'UTF-8', before = '' } = {}) =>
  `<?xml version="1.0" encoding="${encoding}"?>\n${before}<iati-activities version="${version}">\n${[activities].flat().join('\n')}\n</iati-activities>\n`;

/** One activity; `more` goes in at its end. */
export const activity = (n, { title = `Partnership number ${n}`, purpose = 'Made for a test.', more = '' } = {}) => `<iati-activity xml:lang="en" default-currency="USD">
<iati-identifier>XM-EXAMPLE-T-${n}</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Example Agency for Water and Health</narrative></reporting-org>
<title><narrative>${title}</narrative></title>
<description type="1"><narrative>${purpose}</narrative></description>
<participating-org ref="XM-EXAMPLE-5" type="60" role="1"><narrative>Example Foundation</narrative></participating-org>
<participating-org ref="XM-EXAMPLE-T${n % 50}" type="22" role="4"><narrative>Example Association ${n % 50}</narrative></participating-org>
<activity-status code="2"/>
<activity-date type="2" iso-date="2023-0${(n % 9) + 1}-01"/>
<recipient-country code="${['KE', 'UG', 'MZ'][n % 3]}"/>
<sector vocabulary="7" code="${(n % 17) + 1}"/>
<transaction><transaction-type code="2"/><transaction-date iso-date="2023-01-01"/><value value-date="2023-01-01">${n * 100}</value></transaction>
${more}</iati-activity>`;

/** Writes a file of `count` activities. */
export function writeMany(file, count, more) {
  fs.writeFileSync(file, iati(Array.from({ length: count }, (_, i) => activity(i + 1, more))));
  return file;
}
