// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/template.hpp"

#include <map>
#include <utility>

#include "base/error.hpp"
#include "embedded/templates.hpp"

namespace entente::pages {

namespace {
constexpr std::string_view kFolder = "src/pages/templates/", kEnding = ".mustache";
}

std::vector<std::string> template_names() {
  std::vector<std::string> names;
  for (auto path : embedded::templates_paths()) {
    path.remove_prefix(kFolder.size());
    path.remove_suffix(kEnding.size());
    names.emplace_back(path);
  }
  return names;
}

std::string template_text(std::string_view name) {
  const auto path = std::string(kFolder).append(name).append(kEnding);
  std::string_view rest = embedded::templates(path);
  if (rest.empty()) throw base::Error("template " + path, "is not in the program", "Build it again.");
  if (rest.ends_with('\n')) rest.remove_suffix(1);

  // Partials are written in here because the library would parse them anew at every use.
  constexpr std::string_view kOpen = "{{>", kClose = "}}";
  std::string text;
  for (auto at = rest.find(kOpen); at != rest.npos; at = rest.find(kOpen)) {
    const auto end = rest.find(kClose, at);
    if (end == rest.npos) throw base::Error("template " + path, "has a partial that does not close");
    text += rest.substr(0, at);
    text += template_text(rest.substr(at + kOpen.size(), end - at - kOpen.size()));
    rest.remove_prefix(end + kClose.size());
  }
  return text += rest;
}

std::string render(std::string_view name, const View& view) {
  using kainjow::mustache::mustache;
  // Rendering changes a mustache object, so that threads cannot share one.
  thread_local std::map<std::string, mustache, std::less<>> parsed;
  auto it = parsed.find(name);
  if (it == parsed.end()) it = parsed.emplace(std::string(name), mustache(template_text(name))).first;

  std::string out;
  it->second.render(view, [&out](const std::string& piece) { out += piece; });
  if (!it->second.is_valid()) throw base::Error("template " + std::string(name), it->second.error_message());
  return out;
}

}  // namespace entente::pages
