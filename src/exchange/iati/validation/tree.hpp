// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/iati/validation/standard.hpp"

namespace entente::exchange::iati::validation {

constexpr std::uint32_t kNoNode = 0xFFFFFFFF;

struct TreeAttribute {
  std::uint32_t begin = 0;  ///< of its name, in the text
  std::uint32_t value = 0, length = 0;
  std::uint16_t name_length = 0;
  Name name = 0;
  bool plain = true;     ///< neither references nor white space that XML makes a space
  bool foreign = false;  ///< of another namespace
  bool meta = false;     ///< declares a namespace, or is one of XML Schema's own: always allowed
  bool unbound = false;  ///< its prefix is declared nowhere
};

struct Node {
  std::uint32_t begin = 0, end = 0;  ///< '<' of its start tag; behind its end tag
  std::uint32_t parent = kNoNode, next = kNoNode, child = kNoNode;
  std::uint32_t next_same = kNoNode;  ///< next sibling of that name
  std::uint32_t ordinal = 1;          ///< among siblings of that name
  std::uint32_t attributes = 0;       ///< the first of them
  std::uint32_t text = 0, text_length = 0;
  std::uint16_t attribute_count = 0, name_length = 0;
  Name name = 0;  ///< 0 also for elements of other namespaces
  PlaceId place = kNowhere;
  bool foreign = false;    ///< of another namespace
  bool lax = false;        ///< somewhere inside one
  bool unbound = false;    ///< its prefix is declared nowhere
  bool has_text = false;   ///< any text, be it white space
  bool has_words = false;  ///< text other than white space
  bool plain_text = true;  ///< its text is one run without references
};

/// The elements of one activity (or organisation), in the order of the text. The text is not owned; all is
/// kept in a few vectors that are used again for the next, so that an element costs no allocation.
class Tree {
 public:
  std::string_view text;  ///< offsets of nodes count in it
  std::vector<Node> nodes;
  std::vector<TreeAttribute> attributes;

  void clear() {
    nodes.clear();
    attributes.clear();
    decoded_.clear();
  }

  std::string_view name(const Node& n) const { return text.substr(n.begin + 1, n.name_length); }
  std::string_view name(const TreeAttribute& a) const { return text.substr(a.begin, a.name_length); }
  /// As XML reads it: references resolved.
  std::string_view value(const TreeAttribute& a) const {
    const auto raw = text.substr(a.value, a.length);
    return a.plain ? raw : decode_attribute(raw);
  }
  /// Attribute of a node, or nullptr.
  const TreeAttribute* attribute(const Node& n, Name name) const {
    const auto* a = attributes.data() + n.attributes;
    for (const auto* end = a + n.attribute_count; a != end; ++a)
      if (a->name == name) return a;
    return nullptr;
  }
  /// The text that stands directly in it.
  std::string_view content(const Node& n) const {
    return n.plain_text ? text.substr(n.text, n.text_length) : decode_content(n);
  }
  /// The first child of that name, or kNoNode.
  std::uint32_t first(std::uint32_t node, Name name) const {
    auto c = nodes[node].child;
    while (c != kNoNode && nodes[c].name != name) c = nodes[c].next;
    return c;
  }
  /// "title/narrative[2]", from the top of the tree.
  std::string path(std::uint32_t node) const;

 private:
  std::string_view keep(std::string&& s) const;
  std::string_view decode_attribute(std::string_view raw) const;
  std::string_view decode_content(const Node&) const;

  mutable std::vector<std::unique_ptr<std::string>> decoded_;  ///< until clear()
};

}  // namespace entente::exchange::iati::validation
