// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "http/form.hpp"
#include "http/router.hpp"
#include "pages/page.hpp"
#include "registry/hooks.hpp"

/// Internal to pages: what the pages of webhooks share.
namespace entente::pages {

std::vector<http::Route> hooks_routes(const Context&);
std::vector<http::Route> hook_routes(const Context&);

/// {url, host, state, failed, owner, topics, behind, tried}: how a webhook fares.
View hook_view(const registry::HookView&, const base::Messages&);
/// {when, what, outcome, took} of one attempt.
View hook_try_view(const store::HookTry&, const base::Messages&);

registry::WantedHook typed_hook(const http::Parameters&);
/// {typed_url, topics} for {{>hook_fields}}.
void set_hook_fields(View&, const registry::WantedHook& typed, const base::Messages&);
/// {field, text} for {{>claim_fault}}.
View hook_fault_view(std::string_view field, std::string text);
View hook_fault_view(registry::HookFormFault, const base::Messages&);

/// The page that shows a secret, once.
http::Response hook_secret_page(const Context&, const http::Request&, std::string_view language,
                                const base::Uuid& hook, const std::string& secret);

}  // namespace entente::pages
