// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/difference.hpp"

#include <boost/json.hpp>
#include <map>

#include "base/json.hpp"

namespace entente::registry {

namespace json = boost::json;

namespace {

/// Orders "a[2]" before "a[10]": numbers inside brackets compare as numbers.
struct ByPath {
  bool operator()(const std::string& a, const std::string& b) const {
    std::size_t i = 0, k = 0;
    while (i < a.size() && k < b.size()) {
      if (a[i] == '[' && b[k] == '[') {
        const auto m = std::stoull(a.substr(i + 1)), n = std::stoull(b.substr(k + 1));
        if (m != n) return m < n;
        i = a.find(']', i);
        k = b.find(']', k);
      } else if (a[i] != b[k]) {
        return a[i] < b[k];
      } else {
        ++i;
        ++k;
      }
    }
    return a.size() - i < b.size() - k;
  }
};

using Leaves = std::map<std::string, std::string, ByPath>;

void flatten(const json::value& v, const std::string& path, Leaves& into) {
  if (const auto* o = v.if_object()) {
    for (const auto& [name, value] : *o)
      flatten(value, path.empty() ? std::string(name) : path + "." + std::string(name), into);
  } else if (const auto* a = v.if_array()) {
    for (std::size_t i = 0; i < a->size(); ++i) flatten((*a)[i], path + "[" + std::to_string(i) + "]", into);
  } else {
    into[path] = v.is_string() ? std::string(v.get_string()) : json::serialize(v);
  }
}

}  // namespace

std::vector<Difference> difference_of(std::string_view before, std::string_view after) {
  Leaves a, b;
  flatten(base::parse_json(before, "revision"), {}, a);
  flatten(base::parse_json(after, "revision"), {}, b);
  std::map<std::string, Difference, ByPath> all;
  for (const auto& [path, value] : a) {
    const auto other = b.find(path);
    if (other == b.end() || other->second != value)
      all[path] = {path, value, other == b.end() ? std::string() : other->second};
  }
  for (const auto& [path, value] : b)
    if (!a.contains(path)) all[path] = {path, {}, value};
  std::vector<Difference> out;
  for (auto& [path, d] : all) out.push_back(std::move(d));
  return out;
}

std::vector<Difference> public_difference(std::string_view before, std::string_view after) {
  auto found = difference_of(before, after);
  std::erase_if(found, [](const Difference& each) {
    return each.path.starts_with("contacts[") && each.path.ends_with("].salt");
  });
  return found;
}

}  // namespace entente::registry
