// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/form.hpp"

#include <algorithm>
#include <cstddef>

namespace entente::http {

namespace {

std::string_view media_type(const Request& request) {
  auto type = request.header("content-type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return type;
}

}  // namespace

std::optional<Parameters> parse_form(const Request& request, std::size_t most) {
  if (!same_ignoring_case(media_type(request), "application/x-www-form-urlencoded")) return std::nullopt;
  if (request.body.size() > most) return std::nullopt;
  return parse_query(request.body);
}

std::string_view value_of(const Parameters& fields, std::string_view name) {
  const auto found =
      std::ranges::find(fields, name, [](const auto& field) -> std::string_view { return field.first; });
  return found == fields.end() ? std::string_view{} : found->second;
}

bool is_from_own_page(const Request& request, std::string_view own_origin) {
  const auto site = request.header("sec-fetch-site");
  if (!site.empty() && site != "same-origin" && site != "none") return false;
  const auto origin = request.header("origin");
  return origin.empty() || (!own_origin.empty() && same_ignoring_case(origin, own_origin));
}

}  // namespace entente::http
