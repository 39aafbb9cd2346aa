// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/iati/validation/tree.hpp"

/// The part of XPath 1.0 in which the rules of the standard are written: paths of children, attributes,
/// parents, text() and descendants with conditions; or, and, comparisons, +, count(), not(), number(),
/// true(), false(). "$1" as a text stands for the value a rule is being asked for. Made once, asked millions
/// of times.
namespace entente::exchange::iati::validation {

constexpr std::int32_t kElement = -1, kText = -2;

/// What a path leads to: an element, its text, or an attribute of it (index into Tree::attributes).
struct Match {
  std::uint32_t node = 0;
  std::int32_t attribute = kElement;
};

struct Step {
  enum class Axis : std::uint8_t { child, attribute, parent, text, descendant, self } axis = Axis::child;
  Name name = 0;
  bool first_only = false;          ///< "[1]"
  std::vector<std::int32_t> where;  ///< conditions: expressions of the same pool
};

struct Path {
  std::vector<Step> steps;
  std::string text;  ///< as it was written
};

struct Expression {
  enum class Kind : std::uint8_t {
    either,
    both,
    equal,
    unequal,
    more,
    at_least,
    less,
    at_most,
    plus,
    count,
    negation,
    number_of,
    path,
    text,
    number,
    truth
  };
  Kind kind = Kind::truth;
  std::int32_t left = -1, right = -1;
  std::int64_t number = 0;  ///< with Number::kScale; truth: 0 or 1
  std::string text;
  bool is_value = false;  ///< the text is "$1"
  Path path;
};

/// Expressions in one pool; they name each other by index.
class Expressions {
 public:
  explicit Expressions(const Names& names) : names_(names) {}
  /// Throws BadInput where the text is no expression of this kind.
  std::int32_t add(std::string_view text);
  Path add_path(std::string_view text);
  const Expression& at(std::int32_t index) const { return pool_[static_cast<std::size_t>(index)]; }

 private:
  friend class ExpressionReader;
  const Names& names_;
  std::vector<Expression> pool_;
};

/// Asks expressions of one tree.
class Evaluator {
 public:
  Evaluator(const Expressions& pool, const Names& names) : pool_(pool), narrow_(names.size(), kNoNode) {}

  /// `value` is what "$1" stands for.
  void set(const Tree& tree, std::string_view value = {}) {
    tree_ = &tree;
    value_ = value;
  }
  void set_value(std::string_view value) { value_ = value; }
  /// Remembers where the children of the top begin, by name: most paths start there. To be called once a
  /// tree.
  void index_top();

  bool truth(std::int32_t expression, std::uint32_t node) const;
  /// Calls `visit(Match)` for each, in the order of the text, until it returns false. True if all were
  /// visited.
  template <class Visit>
  bool each(const Path& path, std::uint32_t node, const Visit& visit) const {
    return walk(path, 0, {node, kElement},
                {&visit, [](const void* v, Match m) { return (*static_cast<const Visit*>(v))(m); }});
  }
  bool any(const Path& path, std::uint32_t node) const {
    return !each(path, node, [](Match) { return false; });
  }
  std::size_t count(const Path& path, std::uint32_t node) const {
    std::size_t n = 0;
    each(path, node, [&](Match) { return ++n, true; });
    return n;
  }
  std::string_view text(Match m) const {
    return m.attribute >= 0 ? tree_->value(tree_->attributes[static_cast<std::size_t>(m.attribute)])
                            : tree_->content(tree_->nodes[m.node]);
  }

 private:
  struct Visitor {
    const void* state;
    bool (*call)(const void*, Match);
  };
  bool walk(const Path& path, std::size_t step, Match from, Visitor visit) const;
  bool fits(const Step& step, std::uint32_t node) const;
  std::uint32_t first(std::uint32_t node, Name name) const {
    return node == 0 ? narrow_[name] : tree_->first(node, name);
  }
  bool descend(const Path& path, std::size_t step, std::uint32_t node, Visitor visit) const;
  /// A number of an expression; false where it is none (XPath's NaN).
  bool number(std::int32_t expression, std::uint32_t node, std::int64_t& into) const;
  bool compare(const Expression& e, std::uint32_t node) const;

  const Expressions& pool_;
  const Tree* tree_ = nullptr;
  std::string_view value_;
  std::vector<std::uint32_t> narrow_;  ///< first child of the top, by name
};

}  // namespace entente::exchange::iati::validation
