// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

struct sockaddr;

namespace entente::outbound {

/// Whether an address is one that everybody on the Internet could mean: not this machine, no private or
/// shared network, no link-local one (where clouds answer with secrets), no multicast, nothing reserved; and
/// no address of IPv6 that holds one of IPv4 (mapped, NAT64, 6to4, Teredo), behind which any of those could
/// stand.
bool is_public_address(const sockaddr&);

}  // namespace entente::outbound
