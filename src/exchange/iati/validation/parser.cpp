// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/parser.hpp"

#include <array>
#include <ranges>

#include "exchange/iati/characters.hpp"
#include "exchange/iati/validation/scan.hpp"

namespace entente::exchange::iati::validation {

namespace {

constexpr std::string_view kSchemaInstance = "http://www.w3.org/2001/XMLSchema-instance";
constexpr std::array<std::string_view, 4> kMetaAttributes{"type", "nil", "schemaLocation",
                                                          "noNamespaceSchemaLocation"};

}  // namespace

void Parser::bind(Bindings bindings) {
  root_ = std::move(bindings);
}

const Parser::Binding* Parser::binding(std::string_view prefix) const {
  for (const auto& b : bindings_ | std::views::reverse)
    if (b.prefix == prefix) return &b;
  return nullptr;
}

Parsed Parser::fail(std::uint32_t at, std::string_view say, std::string_view value, std::string_view other) {
  fault_ = {at, say, std::string(value.substr(0, 200)), std::string(other.substr(0, 200))};
  return Parsed::fault;
}

Parsed Parser::element(std::string_view text, std::uint32_t& at, PlaceId parent, Tree& tree) {
  text_ = text;
  tree_ = &tree;
  tree.clear();
  tree.text = text;
  open_.clear();
  bindings_.clear();
  for (const auto& [prefix, space] : root_) bindings_.push_back({prefix, space});
  bool empty = false;
  if (const auto got = start_tag(at, parent, empty); got != Parsed::whole) return got;
  while (!open_.empty()) {
    const char* s = text.data() + at;
    Parsed got = Parsed::whole;
    if (*s != '<') {
      if (at >= text.size()) return Parsed::unfinished;
      got = text_run(at);
    } else if (s[1] == '/') {
      got = end_tag(at);
    } else if (s[1] == '!') {
      const auto rest = text.substr(at);
      if (rest.starts_with("<!--"))
        got = comment(at);
      else if (rest.starts_with("<![CDATA["))
        got = cdata(at);
      else if (rest.size() < 9)
        return Parsed::unfinished;
      else
        got = fail(at, "xml_declaration");
    } else if (s[1] == '?') {
      got = instruction(at);
    } else {
      got = start_tag(at, kNowhere, empty);
    }
    if (got != Parsed::whole) return got;
  }
  return Parsed::whole;
}

Parsed Parser::root(std::string_view text, std::uint32_t& at, Tree& tree, bool& empty) {
  root_.clear();
  text_ = text;
  tree_ = &tree;
  tree.clear();
  tree.text = text;
  open_.clear();
  bindings_.clear();
  if (const auto got = start_tag(at, kNowhere, empty); got != Parsed::whole) return got;
  for (const auto& b : bindings_) root_.emplace_back(b.prefix, b.space);
  return Parsed::whole;
}

Parsed Parser::markup(std::string_view text, std::uint32_t& at, Markup& kind) {
  text_ = text;
  const auto rest = text.substr(at);
  kind = Markup::none;
  if (rest.starts_with("<!--")) {
    kind = Markup::comment;
    return comment(at);
  }
  if (rest.starts_with("<?")) {
    kind = Markup::instruction;
    return instruction(at);
  }
  if (rest.starts_with("</"))
    kind = Markup::end_tag;
  else if (rest.starts_with("<![CDATA["))
    kind = Markup::cdata;
  else if (rest.starts_with("<!DOCTYPE"))
    kind = Markup::doctype;
  else if (rest.size() < 9 && std::string_view("<![CDATA[").starts_with(rest.substr(0, 9)) && rest.size() > 1)
    return Parsed::unfinished;
  else
    kind = Markup::element;
  return Parsed::whole;
}

Parsed Parser::start_tag(std::uint32_t& at, PlaceId parent, bool& empty) {
  const auto begin = at;
  const char* data = text_.data();
  const auto length = scan::name(data + at + 1, data + text_.size());
  if (length == 0) return at + 1 >= text_.size() ? Parsed::unfinished : fail(at, "xml_less");
  const auto number = static_cast<std::uint32_t>(tree_->nodes.size());
  tree_->nodes.emplace_back();
  // References into the vector stay good: nothing is added to it while the tag is read.
  auto& node = tree_->nodes.back();
  node.begin = begin;
  if (length > 0xFFFF) return fail(at, "xml_less");
  node.name_length = static_cast<std::uint16_t>(length);
  node.attributes = static_cast<std::uint32_t>(tree_->attributes.size());
  const auto held = static_cast<std::uint32_t>(bindings_.size());
  at += 1 + length;
  empty = false;
  for (;;) {
    const auto spaces = at;
    while (is_space(data[at])) ++at;
    const char c = data[at];
    if (c == '>') {
      ++at;
      break;
    }
    if (c == '/' && data[at + 1] == '>') {
      at += 2;
      empty = true;
      break;
    }
    if (at >= text_.size() || (c == '/' && at + 1 >= text_.size())) return Parsed::unfinished;
    if (at == spaces) return fail(at, "xml_attribute");
    if (const auto got = read_attribute(at, node); got != Parsed::whole) return got;
  }
  if (open_.size() >= kDeepest) return fail(begin, "xml_deep");
  resolve(node);
  if (!open_.empty()) {
    link(node, number);
    const auto& top = tree_->nodes[0];
    if (node.name == top.name && node.name != 0 && node.place == kNowhere && !node.lax && !node.foreign &&
        top.place != kNowhere)
      return fail(top.begin, "xml_unclosed", tree_->name(top));
  } else if (node.name != 0) {
    node.place = standard_.schema.child(parent, node.name);
  }
  if (empty) {
    node.end = at;
    bindings_.resize(held);
  } else {
    open_.push_back({number, kNoNode, held});
    if (open_.size() <= lasts_.size()) lasts_[open_.size() - 1].clear();
  }
  return Parsed::whole;
}

Parsed Parser::read_attribute(std::uint32_t& at, Node& node) {
  const char* data = text_.data();
  TreeAttribute a;
  a.begin = at;
  const auto length = scan::name(data + at, data + text_.size());
  if (length == 0 || length > 0xFFFF) return fail(at, "xml_attribute");
  a.name_length = static_cast<std::uint16_t>(length);
  at += length;
  while (is_space(data[at])) ++at;
  if (data[at] != '=') return at >= text_.size() ? Parsed::unfinished : fail(a.begin, "xml_attribute");
  ++at;
  while (is_space(data[at])) ++at;
  const char quote = data[at];
  if (quote != '"' && quote != '\'')
    return at >= text_.size() ? Parsed::unfinished : fail(a.begin, "xml_attribute");
  a.value = ++at;
  for (const char* end = data + text_.size();; ++at) {
    at = static_cast<std::uint32_t>(scan::value(data + at, end, quote) - data);
    const char c = data[at];
    if (c == quote) break;
    if (c == '<') return fail(at, "xml_less");
    if (c == '\0') return Parsed::unfinished;
    a.plain = false;
    if (c == '&' && !is_reference(text_.substr(at))) {
      if (text_.size() - at < 16) return Parsed::unfinished;
      return fail(at, "xml_reference");
    }
  }
  a.length = at - a.value;
  ++at;
  const auto name = text_.substr(a.begin, length);
  a.name = standard_.names.find(name);
  if (a.name == 0 && name.starts_with("xmlns") && (length == 5 || name[5] == ':')) {
    a.meta = true;
    const auto value = text_.substr(a.value, a.length);
    bindings_.push_back({length == 5 ? std::string_view() : name.substr(6), value.empty() ? Space::none
                                                                            : value == kSchemaInstance
                                                                                ? Space::schema_instance
                                                                                : Space::other});
  }
  if (node.attribute_count == kMostAttributes) return fail(a.begin, "xml_attributes_many");
  for (std::size_t i = node.attributes; i < tree_->attributes.size(); ++i) {
    const auto& other = tree_->attributes[i];
    if (other.name == a.name && (a.name != 0 || tree_->name(other) == name))
      return fail(a.begin, "xml_attribute_twice", name);
  }
  tree_->attributes.push_back(a);
  ++node.attribute_count;
  return Parsed::whole;
}

/// Gives names their namespaces, now that the tag's own declarations are known.
void Parser::resolve(Node& node) {
  const auto name = tree_->name(node);
  // Names of the standard's elements have no prefix, so most are settled by one look.
  const auto known = standard_.names.find(name);
  const auto colon = known != 0 && known != standard_.language ? std::string_view::npos : name.find(':');
  const auto* bound = bindings_.empty() ? nullptr
                                        : binding(colon == std::string_view::npos ? std::string_view()
                                                                                  : name.substr(0, colon));
  if (colon == std::string_view::npos) {
    node.foreign = bound != nullptr && bound->space != Space::none;
  } else if (name.starts_with("xml:") || (bound != nullptr && bound->space != Space::none)) {
    node.foreign = true;
  } else {
    node.unbound = true;
  }
  if (!node.foreign && !node.unbound) node.name = known;
  for (std::size_t i = 0; i < node.attribute_count; ++i) {
    auto& a = tree_->attributes[node.attributes + i];
    if (a.name != 0) continue;
    const auto full = tree_->name(a);
    const auto at = full.find(':');
    if (a.meta || at == std::string_view::npos || full.starts_with("xml:")) continue;
    const auto* b = binding(full.substr(0, at));
    a.foreign = b != nullptr && b->space != Space::none;
    a.unbound = !a.foreign;
    for (const auto meta : kMetaAttributes)
      if (a.foreign && b->space == Space::schema_instance && full.substr(at + 1) == meta) a.meta = true;
  }
}

/// Siblings of one name mostly stand together; where they do not, the last of each name is remembered.
void Parser::chain(Node& node, std::uint32_t number, const Node& before) {
  if (lasts_.size() < open_.size()) lasts_.resize(open_.size());
  auto& lasts = lasts_[open_.size() - 1];
  const auto of = [&](Name name) {
    for (auto& last : lasts)
      if (last.first == name) return &last;
    return static_cast<std::pair<Name, std::uint32_t>*>(nullptr);
  };
  if (before.name != 0) {
    if (auto* known = of(before.name))
      known->second = open_.back().last;
    else
      lasts.emplace_back(before.name, open_.back().last);
  }
  if (node.name == 0) return;
  if (const auto* known = of(node.name)) {
    auto& last = tree_->nodes[known->second];
    last.next_same = number;
    node.ordinal = last.ordinal + 1;
  }
}

void Parser::link(Node& node, std::uint32_t number) {
  auto& open = open_.back();
  auto& nodes = tree_->nodes;
  auto& parent = nodes[open.node];
  node.parent = open.node;
  node.lax =
      parent.lax || parent.foreign || standard_.schema.place(parent.place).content == Content::anything;
  if (node.name != 0)
    node.place = node.lax ? (parent.place != kNowhere ? standard_.schema.child(parent.place, node.name)
                                                      : standard_.schema.global(node.name))
                          : standard_.schema.child(parent.place, node.name);
  if (open.last == kNoNode) {
    parent.child = number;
  } else {
    auto& last = nodes[open.last];
    last.next = number;
    if (last.name == node.name && (node.name != 0 || tree_->name(last) == tree_->name(node))) {
      last.next_same = number;
      node.ordinal = last.ordinal + 1;
    } else {
      chain(node, number, last);
    }
  }
  open.last = number;
}

Parsed Parser::end_tag(std::uint32_t& at) {
  const auto begin = at;
  auto& node = tree_->nodes[open_.back().node];
  const auto name = tree_->name(node);
  if (text_.size() - at < name.size() + 3 || !scan::same(text_.data() + at + 2, name.data(), name.size()) ||
      scan::continues_name(text_.data()[at + 2 + name.size()])) {
    if (text_.size() - at < name.size() + 3 && text_.substr(at + 2) == name.substr(0, text_.size() - at - 2))
      return Parsed::unfinished;
    return fail(begin, "xml_mismatch",
                text_.substr(at + 2, scan::name(text_.data() + at + 2, text_.data() + text_.size())), name);
  }
  at += 2 + static_cast<std::uint32_t>(name.size());
  while (is_space(text_.data()[at])) ++at;
  if (text_.data()[at] != '>') return at >= text_.size() ? Parsed::unfinished : fail(begin, "xml_end_tag");
  node.end = ++at;
  bindings_.resize(open_.back().bindings);
  open_.pop_back();
  return Parsed::whole;
}

Parsed Parser::text_run(std::uint32_t& at) {
  const auto begin = at;
  const char* data = text_.data();
  const char* end = data + text_.size();
  bool words = false, plain = true;
  for (;; ++at) {
    at = static_cast<std::uint32_t>(scan::text(data + at, end, words) - data);
    const char c = data[at];
    if (c == '<') break;
    if (c == '\r') {
      plain = false;
    } else if (c == '&') {
      plain = false;
      words = true;
      if (!is_reference(text_.substr(at))) {
        if (text_.size() - at < 16) return Parsed::unfinished;
        return fail(at, "xml_reference");
      }
    } else if (c == ']') {
      words = true;
      if (data[at + 1] == ']' && data[at + 2] == '>') return fail(at, "xml_cdata_end");
    } else {
      return Parsed::unfinished;
    }
  }
  auto& node = tree_->nodes[open_.back().node];
  node.plain_text = plain && node.plain_text && (!node.has_text);
  if (!node.has_text) {
    node.text = begin;
    node.text_length = at - begin;
  }
  node.has_text = true;
  node.has_words = node.has_words || words;
  return Parsed::whole;
}

Parsed Parser::comment(std::uint32_t& at) {
  const auto dashes = text_.find("--", at + 4);
  if (dashes == std::string_view::npos || dashes + 2 >= text_.size()) return Parsed::unfinished;
  if (text_[dashes + 2] != '>') return fail(static_cast<std::uint32_t>(dashes), "xml_comment");
  at = static_cast<std::uint32_t>(dashes) + 3;
  return Parsed::whole;
}

Parsed Parser::instruction(std::uint32_t& at) {
  const auto end = text_.find("?>", at + 2);
  if (end == std::string_view::npos) return Parsed::unfinished;
  const auto length = scan::name(text_.data() + at + 2, text_.data() + text_.size());
  const auto name = text_.substr(at + 2, length);
  const bool xml =
      length == 3 && (name[0] | 0x20) == 'x' && (name[1] | 0x20) == 'm' && (name[2] | 0x20) == 'l';
  if (length == 0 || xml) return fail(at, "xml_instruction");
  at = static_cast<std::uint32_t>(end) + 2;
  return Parsed::whole;
}

Parsed Parser::cdata(std::uint32_t& at) {
  const auto end = text_.find("]]>", at + 9);
  if (end == std::string_view::npos) return Parsed::unfinished;
  auto& node = tree_->nodes[open_.back().node];
  node.plain_text = false;
  if (end > at + 9) {
    node.has_text = true;
    const auto inside = text_.substr(at + 9, end - at - 9);
    node.has_words = node.has_words || !trimmed(inside).empty();
  }
  at = static_cast<std::uint32_t>(end) + 3;
  return Parsed::whole;
}

}  // namespace entente::exchange::iati::validation
