// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <exception>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "http/message.hpp"

namespace entente::http {

/// What the pattern's "{name}" segments matched.
struct Captures {
  std::vector<std::pair<std::string_view, std::string>> values;
  /// "" where there is no such name.
  std::string_view operator[](std::string_view name) const;
};

using Handler = std::function<Response(const Request&, const Captures&)>;

/// One row of the table of routes. `pattern` is "/api/v1/partnerships/{id}": a segment is literal or
/// captures exactly one, which is not empty; "{name...}", the last one, captures all that follow, as they
/// are. GET answers HEAD too; the server leaves the body out.
struct Route {
  std::string method;
  std::string pattern;
  std::string about;  ///< one sentence for the reference
  Handler handler;
};

/// Finds the row for a request: literal segments win over captures. A known path with another method
/// gets 405 with Allow; an unknown one goes to `not_found`.
class Router {
 public:
  /// Throws base::Error where a pattern cannot be read or is there twice.
  void add(std::vector<Route> routes);
  void on_not_found(Handler handler) { not_found_ = std::move(handler); }
  /// Called where the address is known and the method is not (405); the router adds Allow.
  void on_refused(std::function<Response(const Request&, int status)> handler) {
    refused_ = std::move(handler);
  }
  /// Called for an exception that no handler caught.
  void on_error(std::function<Response(const Request&, std::exception_ptr)> handler) {
    error_ = std::move(handler);
  }

  Response handle(const Request&) const;
  const std::vector<Route>& routes() const { return routes_; }

 private:
  enum class Captured : std::uint8_t { nothing, one, rest };
  struct Segment {
    std::string text;  ///< what it must be, or the name of what it captures
    Captured captures = Captured::nothing;
  };
  using Pattern = std::vector<Segment>;

  static Pattern read_pattern(const Route&);
  Response find_and_call(const Request&) const;

  std::vector<Route> routes_;
  std::vector<Pattern> patterns_;  ///< of routes_, in the same order
  Handler not_found_;
  std::function<Response(const Request&, int)> refused_;
  std::function<Response(const Request&, std::exception_ptr)> error_;
};

}  // namespace entente::http
