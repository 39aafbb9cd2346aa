// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/published/changes.hpp"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <tuple>

#include "exchange/iati/validation/lines.hpp"
#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::published {

namespace {

namespace v = validation;
using What = Change::What;

constexpr std::array<std::string_view, 19> kWhats{
    "element_added",    "element_removed",   "element_times",     "element_order",  "element_content",
    "attribute_added",  "attribute_removed", "attribute_changed", "list_added",     "list_removed",
    "codes_added",      "codes_removed",     "codes_withdrawn",   "codes_restored", "agencies_added",
    "agencies_removed", "rule_added",        "rule_removed",      "rule_changed"};

/// A place as words, to compare it with the same place of other tables.
struct Described {
  std::string content;
  std::vector<std::string> order;                 ///< its children
  std::map<std::string, std::string> times;       ///< child → "0..1"
  std::map<std::string, std::string> attributes;  ///< "@name" → "date, required"
};
using DescribedSchema = std::map<std::string, Described>;

std::string content_of(const v::Place& place) {
  switch (place.content) {
    case v::Content::text:
      return "text " + std::string(v::name_of(place.text));
    case v::Content::anything:
      return "any";
    case v::Content::elements:
      break;
  }
  return "elements";
}

DescribedSchema describe_schema(const v::Standard& standard) {
  DescribedSchema all;
  const auto& schema = standard.schema;
  for (const auto root : {schema.activities(), schema.organisations()})
    all[""].times[standard.names.text(schema.place(root).name)] = "1..1";
  for (std::size_t id = 1; id < schema.size(); ++id) {
    const auto& place = schema.place(static_cast<v::PlaceId>(id));
    auto& described = all[place.path];
    described.content = content_of(place);
    for (const auto& item : place.items) {
      const auto child =
          item.place == v::kOther ? std::string("*") : standard.names.text(schema.place(item.place).name);
      described.order.push_back(child);
      described.times[child] = std::string(item.least == 0 ? "0.." : "1..") + (item.many ? "*" : "1");
    }
    for (const auto& attribute : place.attributes)
      described.attributes["@" + standard.names.text(attribute.name)] =
          std::string(v::name_of(attribute.type)) + (attribute.required ? ", required" : "");
    if (place.other_attributes) described.attributes["@*"] = "any";
  }
  return all;
}

/// Calls added(key, value), removed(key, value) or both(key, old, new) for each key of two maps.
template <class Map, class Added, class Removed, class Both>
void compare(const Map& before, const Map& after, const Added& added, const Removed& removed,
             const Both& both) {
  for (const auto& [key, value] : before) {
    const auto found = after.find(key);
    if (found == after.end())
      removed(key, value);
    else
      both(key, value, found->second);
  }
  for (const auto& [key, value] : after)
    if (!before.contains(key)) added(key, value);
}

class Comparison {
 public:
  std::vector<Change> all(const v::Tables& before, const v::Tables& after) {
    const v::Standard old(before), fresh(after);
    compare_schemas(describe_schema(old), describe_schema(fresh));
    compare_lists(old, fresh);
    codes(What::agencies_added, "", missing_in(old.agencies, fresh.agencies));
    codes(What::agencies_removed, "", missing_in(fresh.agencies, old.agencies));
    compare_rules(statements(before.rules), statements(after.rules));
    return std::move(changes_);
  }

 private:
  /// A change of an element. One that is used in many places changes in all of them: it is told once.
  void element(What what, const std::string& path, const std::string& thing, std::string before,
               std::string after) {
    const auto last = path.substr(path.rfind('/') + 1);
    const auto [known, fresh] =
        elements_.emplace(std::tuple(what, last, thing, before, after), changes_.size());
    if (!fresh) {
      changes_[known->second].also.push_back(path);
      return;
    }
    Change change{what, path, {}, std::move(before), std::move(after), {}};
    if (!thing.empty()) change.things.push_back(thing);
    changes_.push_back(std::move(change));
  }

  void compare_schemas(const DescribedSchema& before, const DescribedSchema& after) {
    const auto nothing = [](const auto&, const auto&) {};
    // A place that came or went is told of by its parent.
    compare(before, after, nothing, nothing,
            [&](const std::string& path, const Described& old, const Described& fresh) {
              compare_places(path, old, fresh);
            });
  }

  void compare_places(const std::string& path, const Described& old, const Described& fresh) {
    if (old.content != fresh.content) element(What::element_content, path, {}, old.content, fresh.content);
    compare(
        old.times, fresh.times,
        [&](const std::string& child, const std::string& times) {
          element(What::element_added, path + "/" + child, {}, {}, times);
        },
        [&](const std::string& child, const std::string& times) {
          element(What::element_removed, path + "/" + child, {}, times, {});
        },
        [&](const std::string& child, const std::string& was, const std::string& is) {
          if (was != is) element(What::element_times, path + "/" + child, {}, was, is);
        });
    compare(
        old.attributes, fresh.attributes,
        [&](const std::string& name, const std::string& type) {
          element(What::attribute_added, path, name, {}, type);
        },
        [&](const std::string& name, const std::string& type) {
          element(What::attribute_removed, path, name, type, {});
        },
        [&](const std::string& name, const std::string& was, const std::string& is) {
          if (was != is) element(What::attribute_changed, path, name, was, is);
        });
    const auto was = common_order(old, fresh), is = common_order(fresh, old);
    if (was != is) element(What::element_order, path, {}, was, is);
  }

  /// The children of a place that another has too, in their order.
  static std::string common_order(const Described& place, const Described& other) {
    std::string order;
    for (const auto& child : place.order)
      if (other.times.contains(child)) order += (order.empty() ? "" : " ") + child;
    return order;
  }

  static std::vector<std::string> missing_in(const v::Strings& one, const v::Strings& of) {
    std::vector<std::string> codes;
    for (const auto& code : of)
      if (!one.contains(code)) codes.push_back(code);
    std::ranges::sort(codes);
    return codes;
  }

  void codes(What what, const std::string& list, std::vector<std::string> codes) {
    if (!codes.empty()) changes_.push_back({what, list, std::move(codes), {}, {}, {}});
  }

  void compare_lists(const v::Standard& before, const v::Standard& after) {
    compare(
        before.lists, after.lists,
        [&](const std::string& name, const v::CodeList& list) {
          codes(What::list_added, name, missing_in({}, list.codes));
        },
        [&](const std::string& name, const v::CodeList& list) {
          codes(What::list_removed, name, missing_in({}, list.codes));
        },
        [&](const std::string& name, const v::CodeList& old, const v::CodeList& fresh) {
          codes(What::codes_added, name, missing_in(old.codes, fresh.codes));
          codes(What::codes_removed, name, missing_in(fresh.codes, old.codes));
          const auto stays = [](const v::Strings& in) {
            return [&in](const std::string& code) { return !in.contains(code); };
          };
          auto withdrawn = missing_in(old.withdrawn, fresh.withdrawn);
          std::erase_if(withdrawn, stays(old.codes));
          codes(What::codes_withdrawn, name, std::move(withdrawn));
          auto restored = missing_in(fresh.withdrawn, old.withdrawn);
          std::erase_if(restored, stays(fresh.codes));
          codes(What::codes_restored, name, std::move(restored));
        });
  }

  /// The id of a rule and where it is asked → what it asks, one line for each time.
  using Statements = std::map<std::pair<std::string, std::string>, std::multiset<std::string>>;

  static Statements statements(const std::string& table) {
    Statements all;
    std::string context, id, where, text;
    const auto end_rule = [&] {
      if (!id.empty()) all[{id, where}].insert(text);
      id.clear();
    };
    v::Lines lines(table, "rules.txt");
    for (lines.next(); !lines.ended(); lines.next()) {
      const auto words = lines.words();
      if (lines.depth() > 0) {
        // The sentences a rule is told by are not what it asks.
        if (words[0] != "text") text.append("; ").append(lines.line());
        continue;
      }
      end_rule();
      if (words[0] == "context") context = lines.line().substr(lines.line().find(' ') + 1);
      if (words[0] == "rule" && words.size() > 4) {
        id = words[2];
        where = context;
        text.assign(words[1]).append(" ").append(words[3]).append(" ").append(words[4]);
      }
      if (words[0] == "code" && words.size() > 5) {
        id = words[1];
        where = words[4];
        text.assign(words[2]).append(" ").append(words[3]);
        for (std::size_t i = 5; i < words.size(); ++i) text.append(" ").append(words[i]);
      }
    }
    end_rule();
    return all;
  }

  void compare_rules(const Statements& before, const Statements& after) {
    const std::multiset<std::string> none;
    compare(
        before, after, [&](const auto& key, const auto& asked) { rules(key, none, asked); },
        [&](const auto& key, const auto& asked) { rules(key, asked, none); },
        [&](const auto& key, const auto& was, const auto& is) { rules(key, was, is); });
  }

  void rules(const std::pair<std::string, std::string>& key, const std::multiset<std::string>& before,
             const std::multiset<std::string>& after) {
    std::vector<std::string> gone, come;
    std::ranges::set_difference(before, after, std::back_inserter(gone));
    std::ranges::set_difference(after, before, std::back_inserter(come));
    for (std::size_t i = 0; i < std::max(gone.size(), come.size()); ++i) {
      const bool was = i < gone.size(), is = i < come.size();
      changes_.push_back({was && is ? What::rule_changed
                          : was     ? What::rule_removed
                                    : What::rule_added,
                          key.first,
                          {key.second},
                          was ? gone[i] : std::string(),
                          is ? come[i] : std::string(),
                          {}});
    }
  }

  std::vector<Change> changes_;
  std::map<std::tuple<What, std::string, std::string, std::string, std::string>, std::size_t> elements_;
};

}  // namespace

std::string_view name_of(Change::What what) {
  return kWhats.at(static_cast<std::size_t>(what));
}

std::vector<Change> changes(const v::Tables& before, const v::Tables& after) {
  return Comparison().all(before, after);
}

}  // namespace entente::exchange::iati::published
