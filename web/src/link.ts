// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

/** What Chromium tells of the link; other browsers tell nothing. */
interface Connection {
  saveData?: boolean;
  effectiveType?: string;
}

/** True where each request costs the reader: islands that would ask more often than the page itself stay off. */
export function frugal(): boolean {
  const link = (navigator as Navigator & { connection?: Connection }).connection;
  return Boolean(link?.saveData) || /(^|-)2g$/.test(link?.effectiveType ?? '');
}
