// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/toml.hpp"

#include <fmt/format.h>
#include <toml++/toml.h>

#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "base/error.hpp"

namespace entente::base {

struct Toml::State {
  std::string name;
  toml::table table;
  std::set<std::string, std::less<>> taken;

  /// The node of a setting, marked as taken. Null where the file does not have it.
  toml::node_view<toml::node> take(std::string_view setting) {
    taken.emplace(setting);
    return table.at_path(setting);
  }

  [[noreturn]] void refuse(std::string_view setting, const toml::node& node, std::string_view wanted) const {
    throw BadInput(name + ", line " + std::to_string(node.source().begin.line),
                   "setting '" + std::string(setting) + "' is not " + std::string(wanted));
  }

  void check(const toml::table& t, const std::string& prefix) const {
    for (const auto& [key, node] : t) {
      const auto path = prefix + std::string(key.str());
      if (const auto* inner = node.as_table())
        check(*inner, path + ".");
      else if (!taken.contains(path))
        throw BadInput(name + ", line " + std::to_string(node.source().begin.line),
                       "setting '" + path + "' is not one Entente knows",
                       "Check its spelling: 'entente config' lists every setting.");
    }
  }
};

Toml::Toml(std::unique_ptr<State> state) : state_(std::move(state)) {}
Toml::Toml(Toml&&) noexcept = default;
Toml::~Toml() = default;

Toml Toml::read_text(std::string_view text, std::string name) {
  auto state = std::make_unique<State>();
  try {
    state->table = toml::parse(text, name);
  } catch (const toml::parse_error& e) {
    throw BadInput(name + ", line " + std::to_string(e.source().begin.line) + ", column " +
                       std::to_string(e.source().begin.column),
                   "is not TOML: " + std::string(e.description()));
  }
  state->name = std::move(name);
  return Toml(std::move(state));
}

Toml Toml::read_file(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  if (!in) throw NotFound(file.string(), "cannot be read", "Check the name and the permissions.");
  std::ostringstream text;
  text << in.rdbuf();
  return read_text(text.str(), file.string());
}

bool Toml::take(std::string_view name, std::string& into) {
  const auto node = state_->take(name);
  if (!node) return false;
  const auto value = node.value_exact<std::string>();
  if (!value) state_->refuse(name, *node.node(), "a string");
  into = *value;
  return true;
}

bool Toml::take(std::string_view name, bool& into) {
  const auto node = state_->take(name);
  if (!node) return false;
  const auto value = node.value_exact<bool>();
  if (!value) state_->refuse(name, *node.node(), "true or false");
  into = *value;
  return true;
}

bool Toml::take(std::string_view name, std::int64_t& into, std::int64_t least, std::int64_t most) {
  const auto node = state_->take(name);
  if (!node) return false;
  const auto value = node.value_exact<std::int64_t>();
  if (!value || *value < least || *value > most)
    state_->refuse(name, *node.node(),
                   "a whole number from " + std::to_string(least) + " to " + std::to_string(most));
  into = *value;
  return true;
}

bool Toml::take(std::string_view name, double& into, double least, double most) {
  const auto node = state_->take(name);
  if (!node) return false;
  const auto value = node.value<double>();
  if (!node.is_number() || !value || !(*value >= least && *value <= most))
    state_->refuse(name, *node.node(), fmt::format("a number from {} to {}", least, most));
  into = *value;
  return true;
}

bool Toml::take(std::string_view name, std::vector<std::string>& into) {
  const auto node = state_->take(name);
  if (!node) return false;
  const auto* list = node.as_array();
  if (!list) state_->refuse(name, *node.node(), "a list of strings");
  into.clear();
  for (const auto& item : *list) {
    const auto value = item.value_exact<std::string>();
    if (!value) state_->refuse(name, item, "a list of strings");
    into.push_back(*value);
  }
  return true;
}

Text Toml::words(const std::string& name, std::size_t longest) {
  Text text;
  for (const auto& language : keys(name)) {
    const auto setting = name + "." + language;
    if (!is_language(language))
      refuse(setting, "names no language of Entente: '" + language + "'", "Use ar, zh, en, fr, ru or es.");
    std::string value;
    take(setting, value);
    if (trimmed(value).empty() || value.size() > longest)
      refuse(setting, "is empty or longer than " + std::to_string(longest) + " bytes",
             "Write it, or shorten it.");
    text.add(language, value);
  }
  if (text.empty()) throw BadInput(state_->name, "'" + name + "' is missing", "Add " + name + ".en = \"…\".");
  return text;
}

std::vector<std::string> Toml::keys(std::string_view table) const {
  const auto node = std::as_const(state_->table).at_path(table);
  if (!node) return {};
  if (!node.is_table()) state_->refuse(table, *node.node(), "a table");
  std::vector<std::string> all;
  for (const auto& [key, value] : *node.as_table()) all.emplace_back(key.str());
  return all;
}

void Toml::refuse(std::string_view name, const std::string& cause, const std::string& next) const {
  const auto node = std::as_const(state_->table).at_path(name);
  const auto line = node ? ", line " + std::to_string(node.node()->source().begin.line) : std::string();
  throw BadInput(state_->name + line, "setting '" + std::string(name) + "' " + cause, next);
}

void Toml::finish() const {
  state_->check(state_->table, {});
}

}  // namespace entente::base
