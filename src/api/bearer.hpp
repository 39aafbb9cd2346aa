// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "http/message.hpp"
#include "registry/accounts.hpp"

namespace entente::api {

/// Who asks, by the token in Authorization (RFC 6750). A cookie counts for nothing here, so that no other
/// site's page can use a browser's session.
registry::Bearer bearer_of(const registry::Accounts&, const http::Request&);

/// For somebody whom the table of permissions does not let in: 401 without a token that holds, 403 for one
/// that is not for this.
http::Response not_let_in(const http::Request&, const registry::Bearer&, access::Action);

}  // namespace entente::api
