// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace entente::http {

/// Decoded `name=value` pairs of a query string, in order; a name may come more than once.
using Parameters = std::vector<std::pair<std::string, std::string>>;

/// Reads a query string ("+" is a space, %XX decoded). Nothing where an escape is broken or the result is
/// not UTF-8 or holds a NUL, or there are more than 200 pairs.
std::optional<Parameters> parse_query(std::string_view query);
/// The inverse, escaped for use in an address.
std::string write_query(const Parameters&);
/// Reads the path of a request target, which starts with "/". Nothing where an escape is broken, the result
/// is not UTF-8 or holds a control character, a segment is "." or "..", or a "/" is hidden in an escape:
/// what a proxy before us took for one path must not be another to us.
std::optional<std::string> decode_path(std::string_view raw);
/// Percent-encodes one path segment or value.
std::string escape_component(std::string_view);

struct Request {
  std::string method;  ///< GET, HEAD, POST, OPTIONS …
  std::string target;  ///< as sent
  std::string path;    ///< decoded; starts with "/"
  Parameters query;
  std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case
  std::string body;
  std::string id;    ///< of this request, for the log and error pages
  std::string peer;  ///< the client's address, as far as it is known (ServerOptions::behind_proxy)

  /// First value of a header or query parameter; "" where there is none.
  std::string_view header(std::string_view lower_case_name) const;
  std::string_view parameter(std::string_view name) const;
};

struct Response {
  int status = 200;
  std::vector<std::pair<std::string, std::string>> headers;
  std::string body;
  /// Where set, the body is what this gives, piece by piece, until it returns false (sent chunked). `piece`
  /// comes empty; what the last call leaves in it is sent too. The calls come one after the other, but
  /// maybe on different workers.
  std::function<bool(std::string& piece)> stream;

  Response& set(std::string name, std::string value);  ///< adds a header, replacing one of the same name
  std::string_view header(std::string_view name) const;
};

Response text(int status, std::string body, std::string content_type);
Response redirect(int status, std::string location);

/// True where an If-None-Match header names the entity tag (weak comparison, RFC 9110 section 8.8.3.2), or is
/// "*".
bool etag_matches(std::string_view if_none_match, std::string_view etag);
/// Compares ASCII letters without regard to case, as header names and many values are.
bool same_ignoring_case(std::string_view, std::string_view);

}  // namespace entente::http
