// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/travel_links.hpp"

#include <optional>

#include "pages/program.hpp"
#include "pages/travel_routes.hpp"

namespace entente::pages {

namespace {

/// The value of an attribute as it stands in a tag of ours, which writes it in double quotes; where it
/// begins.
std::optional<std::size_t> value_of(std::string_view tag, std::string_view name_and_quote) {
  const auto at = tag.find(name_and_quote);
  return at == tag.npos ? std::nullopt : std::optional(at + name_and_quote.size());
}

/// Whether a value that a tag holds leads to an address that travels.
bool leads_there(std::string_view value, std::string_view path) {
  return travels(value.starts_with('?') ? path : value);
}

std::string link_with_moment(std::string_view tag, std::string_view path, std::string_view at) {
  const auto from = value_of(tag, " href=\"");
  if (!from) return std::string(tag);
  const auto value = tag.substr(*from, tag.find('"', *from) - *from);
  if (!leads_there(value, path)) return std::string(tag);
  return std::string(tag.substr(0, *from)) + with_moment(value, at, "&amp;") +
         std::string(tag.substr(*from + value.size()));
}

std::string form_with_moment(std::string_view tag, std::string_view path, std::string_view at) {
  std::string out(tag);
  if (tag.find(" method=\"post\"") != tag.npos) return out;
  const auto from = value_of(tag, " action=\"");
  const auto value = from ? tag.substr(*from, tag.find('"', *from) - *from) : path;
  if (travels(value.empty() ? path : value))
    out += "<input type=\"hidden\" name=\"at\" value=\"" + html_escape(at) + "\">";
  return out;
}

}  // namespace

std::string keep_moment(std::string_view html, std::string_view path, std::string_view at) {
  std::string out;
  out.reserve(html.size() + html.size() / 16);
  while (!html.empty()) {
    const auto open = html.find('<');
    out += html.substr(0, open);
    if (open == html.npos) break;
    html.remove_prefix(open);
    const auto close = html.find('>');
    const auto tag = html.substr(0, close == html.npos ? close : close + 1);
    html.remove_prefix(tag.size());
    if (tag.find(" data-now") != tag.npos)
      out += tag;
    else if (tag.starts_with("<a ") || tag.starts_with("<area "))
      out += link_with_moment(tag, path, at);
    else if (tag.starts_with("<form "))
      out += form_with_moment(tag, path, at);
    else
      out += tag;
  }
  return out;
}

}  // namespace entente::pages
