// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "exchange/iati/validation/expression.hpp"
#include "exchange/iati/validation/finding.hpp"
#include "exchange/iati/validation/ruleset.hpp"

namespace entente::exchange::iati::validation {

/// Asks everything of the tree of one activity, one organisation or a root's start tag. One for each thread;
/// findings carry offsets into the tree's text, not yet lines.
class Checker {
 public:
  /// `today`: days since 1970-01-01, what "in the future" is counted from.
  Checker(const Standard& standard, std::int64_t today)
      : standard_(standard), rules_(*standard.ruleset), ask_(rules_.pool, standard.names), today_(today) {}

  void check(const Tree& tree, std::vector<Finding>& into);
  /// What the schema says, and nothing else.
  void check_schema(const Tree& tree, std::vector<Finding>& into);
  /// The attributes of the root alone.
  void check_root(const Tree& tree, std::vector<Finding>& into);
  /// A finding of the schema, for what stands outside the activities.
  Finding& note(std::uint32_t node, std::string_view say, std::uint32_t offset);

  /// Begins with a tree whose findings go into `into`.
  void begin(const Tree& tree, std::vector<Finding>& into) {
    tree_ = &tree;
    into_ = &into;
  }

 private:
  struct Open {
    std::uint32_t node;
    std::size_t item = 0;  ///< where in the place's order it has come to
    bool seen = false;     ///< that item stands already
  };

  void form();
  void attributes(std::uint32_t node);
  void content(std::uint32_t node);
  void enter(Open& open, std::uint32_t child);
  void finish(const Open& open);
  void missing(std::uint32_t parent, const Item&, std::uint32_t offset);
  void value(std::uint32_t node, Type, std::string_view value, std::uint32_t offset,
             std::string_view attribute);
  void codes(std::uint32_t node, const std::vector<CodeCheck>&, std::string_view value, std::uint32_t offset,
             std::string_view attribute);
  void foreign_attribute(std::uint32_t node, const TreeAttribute&);

  void rules();
  void ask(const Case&, std::uint32_t node);
  void ask_once(const Case&, std::uint32_t node);
  bool fails(const Case&, std::uint32_t node);
  bool starts_with(const Case&, std::uint32_t node);
  bool strict_sum(const Case&, std::uint32_t node);
  bool one_or_all(const Case&, std::uint32_t node);
  bool known_publisher(const Case&, std::uint32_t node);
  template <class Visit>
  void each_match(const Case&, std::uint32_t node, const Visit&);
  /// Remembers a place of the finding being made.
  void point(Match);
  void report(const Case&, std::uint32_t node);
  bool later(const Path& earlier, const std::optional<Path>& late, std::uint32_t node);

  const Standard& standard_;
  const Ruleset& rules_;
  Evaluator ask_;
  std::int64_t today_;
  const Tree* tree_ = nullptr;
  std::vector<Finding>* into_ = nullptr;
  std::vector<Open> open_;
  std::size_t first_withdrawn_ = 0;
  bool schema_alone_ = false;

  // Of the question being asked.
  std::vector<Match> points_;
  std::string value_, expected_, other_;
  std::string each_value_;
  Strings seen_;
};

}  // namespace entente::exchange::iati::validation
