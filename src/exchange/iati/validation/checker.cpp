// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/checker.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "exchange/iati/characters.hpp"
#include "exchange/iati/validation/values.hpp"

/// Form: what may stand where, values, codes. The questions of the rule set are in checker_rules.cpp.
namespace entente::exchange::iati::validation {

void Checker::check(const Tree& tree, std::vector<Finding>& into) {
  begin(tree, into);
  first_withdrawn_ = into.size();
  form();
  ask_.set(tree);
  ask_.index_top();
  rules();
}

void Checker::check_schema(const Tree& tree, std::vector<Finding>& into) {
  begin(tree, into);
  schema_alone_ = true;
  form();
  schema_alone_ = false;
}

void Checker::check_root(const Tree& tree, std::vector<Finding>& into) {
  begin(tree, into);
  first_withdrawn_ = into.size();
  attributes(0);
}

Finding& Checker::note(std::uint32_t node, std::string_view say, std::uint32_t offset) {
  auto& f = into_->emplace_back();
  f.rule = &standard_.schema_rule;
  f.say = say;
  f.at.offset = offset;
  f.path = tree_->path(node);
  return f;
}

void Checker::form() {
  const auto& nodes = tree_->nodes;
  open_.clear();
  for (std::uint32_t n = 0; n < nodes.size(); ++n) {
    while (!open_.empty() && open_.back().node != nodes[n].parent) {
      finish(open_.back());
      open_.pop_back();
    }
    if (n > 0) enter(open_.back(), n);
    attributes(n);
    content(n);
    open_.push_back({n});
  }
  while (!open_.empty()) {
    finish(open_.back());
    open_.pop_back();
  }
}

void Checker::attributes(std::uint32_t number) {
  const auto& node = tree_->nodes[number];
  if (node.place == kNowhere) return;
  const auto& place = standard_.schema.place(node.place);
  if (place.content == Content::anything) return;
  std::uint64_t there = 0;
  for (std::size_t i = 0; i < node.attribute_count; ++i) {
    const auto& a = tree_->attributes[node.attributes + i];
    if (a.meta) continue;
    const auto at = a.foreign || a.unbound || a.name == 0 ? Schema::kNone
                                                          : standard_.schema.attribute(node.place, a.name);
    if (at == Schema::kNone) {
      const bool other = a.foreign || tree_->name(a).starts_with("xml:");
      if (other && place.other_attributes) {
        foreign_attribute(number, a);
        continue;
      }
      auto& f = note(number, a.unbound ? "unbound" : "attribute", a.begin);
      f.path += "/@" + std::string(tree_->name(a));
      f.value = tree_->name(a);
      continue;
    }
    there |= 1ULL << at;
    const auto& attribute = place.attributes[at];
    if (attribute.type == Type::string && (schema_alone_ || attribute.codes.empty())) continue;
    const auto text = tree_->value(a);
    if (attribute.all != nullptr && attribute.all->find(text) == Standing::known) continue;
    value(number, attribute.type, text, a.begin, tree_->name(a));
    if (!attribute.codes.empty() && !node.lax) codes(number, attribute.codes, text, a.begin, tree_->name(a));
  }
  for (auto absent = place.required & ~there; absent != 0; absent &= absent - 1) {
    const auto& attribute = place.attributes[static_cast<std::size_t>(__builtin_ctzll(absent))];
    auto& f = note(number, "attribute_missing", node.begin);
    f.value = tree_->name(node);
    f.expected = standard_.names.text(attribute.name);
  }
}

/// Those of XML itself are declared even where the standard does not name them.
void Checker::foreign_attribute(std::uint32_t node, const TreeAttribute& a) {
  const auto name = tree_->name(a);
  const auto text = tree_->value(a);
  if (name == "xml:lang") value(node, Type::language, text, a.begin, name);
  if (name == "xml:base") value(node, Type::uri, text, a.begin, name);
  if (name == "xml:space" && text != "default" && text != "preserve") {
    auto& f = note(node, "value", a.begin);
    f.path += "/@xml:space";
    f.value = base::clip_utf8(text, 200);
    f.expected = "default, preserve";
  }
}

void Checker::content(std::uint32_t number) {
  const auto& node = tree_->nodes[number];
  if (node.place == kNowhere) return;
  const auto& place = standard_.schema.place(node.place);
  if (place.content == Content::elements) {
    if (!node.has_words) return;
    if (!node.plain_text && trimmed(tree_->content(node)).empty()) return;
    auto& f = note(number, "text", node.text_length != 0 ? node.text : node.begin);
    f.value = base::clip_utf8(trimmed(tree_->content(node)), 200);
  } else if (place.content == Content::text && (place.text != Type::string || !place.text_codes.empty())) {
    const auto text = tree_->content(node);
    value(number, place.text, text, node.begin, {});
    if (!place.text_codes.empty() && !node.lax) codes(number, place.text_codes, text, node.begin, {});
  }
}

void Checker::value(std::uint32_t node, Type type, std::string_view text, std::uint32_t offset,
                    std::string_view attribute) {
  if (is_value(type, text)) return;
  auto& f = note(node, "value", offset);
  if (!attribute.empty()) f.path += "/@" + std::string(attribute);
  f.value = base::clip_utf8(text, 200);
  f.expected = name_of(type);
}

void Checker::codes(std::uint32_t number, const std::vector<CodeCheck>& checks, std::string_view text,
                    std::uint32_t offset, std::string_view attribute) {
  if (schema_alone_) return;
  const auto& node = tree_->nodes[number];
  for (const auto& check : checks) {
    if (check.where != 0) {
      const auto* vocabulary = tree_->attribute(node, check.where);
      const auto which = vocabulary == nullptr ? std::string_view() : tree_->value(*vocabulary);
      if (which.empty() ? !check.or_absent : which != check.is) continue;
    }
    const auto standing = check.list->table.find(text);
    if (standing == Standing::known) continue;
    const bool known = standing == Standing::withdrawn;
    const auto* rule = known ? &standard_.withdrawn : check.rule;
    if (known) {
      // A withdrawn code is told of once an activity, with all places where it stands.
      auto told = std::find_if(into_->begin() + static_cast<std::ptrdiff_t>(first_withdrawn_), into_->end(),
                               [&](const Finding& f) {
                                 return f.rule == rule && f.value == text && f.expected == check.list->name;
                               });
      if (told != into_->end()) {
        if (told->also.size() < Finding::kMostAlso)
          told->also.push_back({0, 0, offset});
        else
          ++told->also_more;
        continue;
      }
    }
    auto& f = into_->emplace_back();
    f.rule = rule;
    f.say = rule->say;
    f.at.offset = offset;
    f.path = tree_->path(number);
    if (!attribute.empty()) f.path += "/@" + std::string(attribute);
    f.value = base::clip_utf8(text, 200);
    f.expected = check.list->name;
    if (check.where != 0) f.other = check.is;
  }
}

/// A child comes: it must fit where its parent's order has come to, or further on.
void Checker::enter(Open& open, std::uint32_t number) {
  const auto& parent = tree_->nodes[open.node];
  const auto& node = tree_->nodes[number];
  if (parent.place == kNowhere) return;
  const auto& place = standard_.schema.place(parent.place);
  if (place.content == Content::anything) return;
  const auto name = tree_->name(node);
  if (place.content == Content::text) {
    note(number, "no_children", node.begin).value = tree_->name(parent);
    return;
  }
  const auto wanted = node.foreign ? kOther : node.place;
  auto found = place.items.size();
  if (wanted != kNowhere) {
    // Mostly it is where the order has come to, or a little further on.
    for (auto i = open.item; i < place.items.size() && found == place.items.size(); ++i)
      if (place.items[i].place == wanted) found = i;
    for (std::size_t i = 0; i < open.item && found == place.items.size(); ++i)
      if (place.items[i].place == wanted) found = i;
  }
  if (found == place.items.size()) {
    auto& f = note(number, node.unbound ? "unbound" : "unexpected", node.begin);
    f.value = name;
    f.other = tree_->name(parent);
    return;
  }
  const auto& item = place.items[found];
  if (found < open.item) {
    const auto& now = place.items[open.item];
    auto& f = note(number, now.place == kOther ? "after_other" : "order", node.begin);
    f.value = name;
    if (now.place != kOther) f.other = standard_.names.text(standard_.schema.place(now.place).name);
    // What follows is taken as if it were in order from here on, so that one slip is told of once.
    if (now.place != kOther) return;
  } else if (found == open.item && open.seen && !item.many) {
    auto& f = note(number, "once", node.begin);
    f.value = name;
    f.other = tree_->name(parent);
    return;
  }
  for (auto i = open.item; i < found; ++i)
    if (place.items[i].least > 0 && !(i == open.item && open.seen))
      missing(open.node, place.items[i], node.begin);
  open.item = found;
  open.seen = true;
}

void Checker::finish(const Open& open) {
  const auto& node = tree_->nodes[open.node];
  if (node.place == kNowhere) return;
  const auto& place = standard_.schema.place(node.place);
  if (place.content != Content::elements) return;
  for (auto i = open.item; i < place.items.size(); ++i)
    if (place.items[i].least > 0 && !(i == open.item && open.seen))
      missing(open.node, place.items[i], node.begin);
}

void Checker::missing(std::uint32_t parent, const Item& item, std::uint32_t offset) {
  const auto name = standard_.names.text(standard_.schema.place(item.place).name);
  // An element that stands too late has been told of as that.
  const auto late = tree_->first(parent, standard_.schema.place(item.place).name);
  if (late != kNoNode) return;
  auto& f = note(parent, "missing", offset);
  f.value = tree_->name(tree_->nodes[parent]);
  f.expected = name;
}

}  // namespace entente::exchange::iati::validation
