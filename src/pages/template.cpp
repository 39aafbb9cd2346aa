// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "pages/template.hpp"

#include <map>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "embedded/templates.hpp"
#include "pages/program.hpp"

namespace entente::pages {

namespace {

constexpr std::string_view kFolder = "src/pages/templates/", kEnding = ".mustache";

/// A template read for a language, at its first use; kept as long as the program runs.
const Program& program(std::string_view name, const base::Messages& messages) {
  static std::mutex mutex;
  static std::map<std::pair<std::string_view, std::string>, Program> all;
  const std::scoped_lock lock(mutex);
  std::pair key(messages.language(), std::string(name));
  if (const auto found = all.find(key); found != all.end()) return found->second;
  return all.try_emplace(std::move(key), name, template_text(name), messages).first->second;
}

}  // namespace

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

std::string render(std::string_view name, const View& view, const base::Messages& messages) {
  constexpr std::size_t kUsualSize = 48 << 10;
  std::string out;
  out.reserve(kUsualSize);
  program(name, messages).fill(view, out);
  return out;
}

}  // namespace entente::pages
