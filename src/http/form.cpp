// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "http/form.hpp"

#include <algorithm>
#include <cstddef>
#include <utility>

namespace entente::http {

namespace {

std::string_view media_type(const Request& request) {
  auto type = request.header("content-type");
  type = type.substr(0, type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  return type;
}

bool is_form(const Request& request) {
  return same_ignoring_case(media_type(request), "application/x-www-form-urlencoded");
}

}  // namespace

FormTooLarge::FormTooLarge(std::string field, std::size_t bytes, std::size_t most)
    : BadInput("The form's field '" + field + "'", "holds " + std::to_string(bytes) + " bytes",
               "send at most " + std::to_string(most) + " in the whole form"),
      field_(std::move(field)),
      bytes_(bytes),
      most_(most) {}

void check_form_size(const Request& request, std::size_t most) {
  if (request.body.size() <= most || !is_form(request)) return;
  std::string_view longest;
  for (std::string_view rest = request.body; !rest.empty();) {
    const auto field = rest.substr(0, rest.find('&'));
    rest.remove_prefix(std::min(rest.size(), field.size() + 1));
    if (field.size() > longest.size()) longest = field;
  }
  constexpr std::size_t kMostName = 100;
  const auto name = longest.substr(0, longest.find('='));
  throw FormTooLarge(std::string(name.substr(0, kMostName)),
                     longest.size() - std::min(longest.size(), name.size() + 1), most);
}

std::optional<Parameters> parse_form(const Request& request, std::size_t most) {
  if (!is_form(request)) return std::nullopt;
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
