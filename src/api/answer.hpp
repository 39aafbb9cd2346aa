// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <boost/json/object.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "http/message.hpp"

/// Internal to api: what all endpoints share.
namespace entente::api {

/// 200 with a JSON body, CORS for reads, and an ETag of the body: 304 where the request holds it.
http::Response json(const http::Request&, std::string body);

/// A file, as which browsers save it; CORS for reads.
http::Response file(std::string body, std::string_view type, const std::string& name);

/// 410: the one error shape, and beside it, as a member of that name, what is told of what stood there.
http::Response gone(const http::Request&, std::string_view message, std::string_view next,
                    std::string_view member, boost::json::object told);

/// Whether an address is one at which another service is answered for: yente, as programs for screening know
/// it.
bool is_yente(std::string_view path);

/// A whole number in [least, most] from a query parameter; `otherwise` where there is none. Nothing where
/// the text is no such number.
std::optional<std::int64_t> number(const http::Request&, std::string_view name, std::int64_t least,
                                   std::int64_t most, std::int64_t otherwise);

/// Where a page of a list begins, and the cursor of the page after it. Opaque to callers.
std::optional<std::size_t> read_cursor(const http::Request&);
std::string write_cursor(std::size_t offset, std::size_t shown, std::size_t total);

}  // namespace entente::api
