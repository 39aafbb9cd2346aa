// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/origin.hpp"

#include <algorithm>
#include <cctype>

namespace entente::pages {

namespace {

/// Letters, digits, dots, hyphens, and what a port or an address of IPv6 needs. What a client sends here
/// comes back in pages, so that nothing else may pass.
bool is_plain_host(std::string_view host) {
  constexpr std::size_t kLongest = 255;
  return !host.empty() && host.size() <= kLongest && std::ranges::all_of(host, [](unsigned char c) {
    return std::isalnum(c) || c == '.' || c == '-' || c == ':' || c == '[' || c == ']';
  });
}

}  // namespace

std::string origin_of(const Context& context, const http::Request& request) {
  if (!context.public_url.empty()) return context.public_url;
  const auto host = request.header("host");
  if (!is_plain_host(host)) return {};
  return (context.https ? "https://" : "http://") + std::string(host);
}

}  // namespace entente::pages
