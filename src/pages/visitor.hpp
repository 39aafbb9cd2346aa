// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "http/form.hpp"
#include "http/message.hpp"
#include "http/multipart.hpp"
#include "pages/page.hpp"
#include "registry/accounts.hpp"

/// Who asks for a page, and whether a form came from one of ours. Only pages of accounts ask: what everybody
/// may read is the same for everybody, so that a kept answer never shows one person's page to another.
namespace entente::pages {

registry::Visitor visitor_of(const Context&, const http::Request&);

/// Where the request comes from, for the list of sessions and the count of attempts.
registry::Origin origin_of_client(const http::Request&);

/// The secret of the session that the request brings; "" where it brings none.
std::string session_secret_of(const Context&, const http::Request&);

/// The fields of a form that was sent from one of our own pages; nothing where it was not. Within a session
/// it brings that session's key, too. Throws http::FormTooLarge.
std::optional<http::Parameters> own_form(const Context&, const http::Request&,
                                         std::size_t most = http::kMostFormBytes);

/// The same of a form with a file.
std::optional<std::vector<http::Part>> own_multipart(const Context&, const http::Request&);

/// What forms carry as `key`; "" without a session.
std::string key_of_forms(const Context&, const http::Request&);
/// What a form for one act carries besides: no form for another has it.
std::string key_of_act(const Context&, const http::Request&, std::string_view act);

/// 303 to an address of ours behind the language.
http::Response see(std::string_view language, std::string_view path);

/// Has the browser keep a session, and the person's preference for little data.
void keep_session(http::Response&, const Context&, const std::string& secret);
void keep_low_data(http::Response&, const Context&, bool low_data);
void drop_session(http::Response&, const Context&);

/// True where the person behind the browser has asked for little data once and for all.
bool prefers_low_data(const http::Request&, bool secure);
/// Whether cookies are for TLS alone: this server speaks it, or what stands before it does.
bool is_secure(const Context&);

/// For somebody whom the table of permissions does not let in: to the page for signing in, for the second
/// factor that is still to come, or 403.
http::Response not_let_in(const Context&, const http::Request&, const registry::Visitor&);

/// A page of the kind that is nobody else's: not kept anywhere, not shown to robots.
Frame private_frame(std::string_view language, std::string title, std::string path);

}  // namespace entente::pages
