// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/fwd.hpp>
#include <cstdint>
#include <initializer_list>
#include <string_view>

#include "access/role.hpp"
#include "http/message.hpp"
#include "registry/accounts.hpp"

/// Internal to api: what the endpoints that change something read, and how they answer.
namespace entente::api {

/// Who asks, by the token, with what they call this request: the header Idempotency-Key, 1 to 200 visible
/// characters of ASCII, where there is one. Throws base::BadInput for another.
access::Actor writing_actor(const registry::Accounts&, const http::Request&);

/// The object that was sent. Throws base::BadInput where the body is not JSON, is said to be something else
/// (Content-Type), is no object, or says one member twice.
boost::json::object sent_object(const http::Request&);
/// The object that a text is. Throws base::BadInput naming `thing` where it is none, or says one member
/// twice.
boost::json::object json_object(std::string_view text, std::string_view thing);
/// Whether the body is said to be multipart/form-data.
bool is_multipart(const http::Request&);

/// The version that a change was made from: the member "version". Throws base::BadInput where it is none.
std::int64_t sent_version(const boost::json::object&);
/// A member that is a string; "" where there is none. Throws base::BadInput where it is something else.
std::string_view sent_string(const boost::json::object&, std::string_view name);
/// Throws base::BadInput naming the first member that is not one of these.
void require_members(const boost::json::object&, std::initializer_list<std::string_view> known);

/// What became of a request that changes something: {"event_seq", "repeated"}.
boost::json::object done_json(std::int64_t event_seq, bool repeated);
/// As an answer of one person alone: no cache keeps it, ours included.
http::Response own_json(const http::Request&, const boost::json::value&);

}  // namespace entente::api
