// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/validation/expression.hpp"

#include <algorithm>
#include <optional>

#include "base/error.hpp"
#include "exchange/iati/validation/values.hpp"

namespace entente::exchange::iati::validation {

using Kind = Expression::Kind;
using Axis = Step::Axis;

namespace {

bool same_text(std::string_view a, std::string_view b) {
  return a.size() == b.size() && scan::same(a.data(), b.data(), a.size());
}

}  // namespace

/// Reads the text of an expression by descent: or, and, comparison, sum, operand.
class ExpressionReader {
 public:
  ExpressionReader(Expressions& pool, std::string_view text) : pool_(pool), all_(text), rest_(text) {}

  std::int32_t whole() {
    const auto e = either();
    end();
    return e;
  }
  Path whole_path() {
    auto p = path();
    end();
    return p;
  }

 private:
  void spaces() {
    while (rest_.starts_with(' ')) rest_.remove_prefix(1);
  }
  void end() {
    spaces();
    if (!rest_.empty()) fail();
  }
  [[noreturn]] void fail() const {
    throw base::BadInput("rule expression '" + std::string(all_) + "'",
                         "is not understood from '" + std::string(rest_) + "' on", "Correct the table");
  }
  bool take(std::string_view token) {
    spaces();
    if (!rest_.starts_with(token)) return false;
    rest_.remove_prefix(token.size());
    return true;
  }
  bool take_word(std::string_view word) {
    spaces();
    if (!rest_.starts_with(word) || (rest_.size() > word.size() && is_name(rest_[word.size()]))) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  static bool is_name(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '_' || c == ':';
  }
  std::int32_t make(Expression e) {
    pool_.pool_.push_back(std::move(e));
    return static_cast<std::int32_t>(pool_.pool_.size() - 1);
  }
  std::int32_t make(Kind kind, std::int32_t left, std::int32_t right = -1) {
    Expression e;
    e.kind = kind;
    e.left = left;
    e.right = right;
    return make(std::move(e));
  }
  std::int32_t either() {
    auto e = both();
    while (take_word("or")) e = make(Kind::either, e, both());
    return e;
  }
  std::int32_t both() {
    auto e = comparison();
    while (take_word("and")) e = make(Kind::both, e, comparison());
    return e;
  }
  std::int32_t comparison() {
    const auto e = sum();
    // The longer ones first.
    static constexpr std::array<std::pair<std::string_view, Kind>, 6> kAll{{{"!=", Kind::unequal},
                                                                            {">=", Kind::at_least},
                                                                            {"<=", Kind::at_most},
                                                                            {"=", Kind::equal},
                                                                            {">", Kind::more},
                                                                            {"<", Kind::less}}};
    for (const auto& [token, kind] : kAll)
      if (take(token)) return make(kind, e, sum());
    return e;
  }
  std::int32_t sum() {
    auto e = operand();
    while (take("+")) e = make(Kind::plus, e, operand());
    return e;
  }
  std::int32_t call(Kind kind) {
    const auto inner = either();
    if (!take(")")) fail();
    return make(kind, inner);
  }
  std::int32_t truth(bool value) {
    if (!take(")")) fail();
    Expression e;
    e.number = value ? 1 : 0;
    return make(std::move(e));
  }
  std::int32_t operand() {
    spaces();
    if (take("not(")) return call(Kind::negation);
    if (take("count(")) return call(Kind::count);
    if (take("number(")) return call(Kind::number_of);
    if (take("true(")) return truth(true);
    if (take("false(")) return truth(false);
    if (take("(")) {
      const auto inner = either();
      if (!take(")")) fail();
      return inner;
    }
    Expression e;
    if (!rest_.empty() && (rest_[0] == '\'' || rest_[0] == '"')) {
      const auto close = rest_.find(rest_[0], 1);
      if (close == std::string_view::npos) fail();
      e.kind = Kind::text;
      e.text = rest_.substr(1, close - 1);
      e.is_value = e.text == "$1";
      rest_.remove_prefix(close + 1);
    } else if (!rest_.empty() && rest_[0] >= '0' && rest_[0] <= '9') {
      e.kind = Kind::number;
      const auto digits = rest_.substr(0, rest_.find_first_not_of("0123456789."));
      e.number = Number::parse(digits).value_or(0);
      rest_.remove_prefix(digits.size());
    } else {
      e.kind = Kind::path;
      e.path = path();
    }
    return make(std::move(e));
  }
  Path path() {
    spaces();
    const auto begin = rest_;
    Path p;
    do p.steps.push_back(step());
    while (take("/"));
    p.text = begin.substr(0, begin.size() - rest_.size());
    return p;
  }
  Step step() {
    Step s;
    if (take("..")) {
      s.axis = Axis::parent;
    } else if (take("text()")) {
      s.axis = Axis::text;
    } else if (take(".")) {
      s.axis = Axis::self;
    } else {
      if (take("@"))
        s.axis = Axis::attribute;
      else if (take("descendant::"))
        s.axis = Axis::descendant;
      std::size_t n = 0;
      while (n < rest_.size() && is_name(rest_[n])) ++n;
      if (n == 0) fail();
      s.name = pool_.names_.find(rest_.substr(0, n));
      if (s.name == 0) fail();
      rest_.remove_prefix(n);
    }
    while (take("[")) {
      if (take("1]")) {
        s.first_only = true;
        continue;
      }
      const auto condition = either();
      if (!take("]")) fail();
      s.where.push_back(condition);
    }
    return s;
  }

  Expressions& pool_;
  std::string_view all_, rest_;
};

std::int32_t Expressions::add(std::string_view text) {
  return ExpressionReader(*this, text).whole();
}
Path Expressions::add_path(std::string_view text) {
  return ExpressionReader(*this, text).whole_path();
}

void Evaluator::index_top() {
  std::ranges::fill(narrow_, kNoNode);
  const auto& nodes = tree_->nodes;
  for (auto c = nodes[0].child; c != kNoNode; c = nodes[c].next)
    if (nodes[c].name != 0 && nodes[c].ordinal == 1) narrow_[nodes[c].name] = c;
}

bool Evaluator::fits(const Step& step, std::uint32_t node) const {
  return std::ranges::all_of(step.where, [&](std::int32_t e) { return truth(e, node); });
}

/// False once the visitor has had enough.
bool Evaluator::walk(const Path& path, std::size_t step_number, Match from, Visitor visit) const {
  if (step_number == path.steps.size()) return visit.call(visit.state, from);
  const auto& step = path.steps[step_number];
  const auto& nodes = tree_->nodes;
  const bool last = step_number + 1 == path.steps.size();
  const auto further = [&](Match m) {
    return last ? visit.call(visit.state, m) : walk(path, step_number + 1, m, visit);
  };
  switch (step.axis) {
    case Axis::child: {
      for (auto c = first(from.node, step.name); c != kNoNode; c = nodes[c].next_same) {
        if (!step.where.empty() && !fits(step, c)) continue;
        if (!further({c, kElement})) return false;
        if (step.first_only) break;
      }
      return true;
    }
    case Axis::attribute: {
      const auto* a = tree_->attribute(nodes[from.node], step.name);
      return a == nullptr || further({from.node, static_cast<std::int32_t>(a - tree_->attributes.data())});
    }
    case Axis::parent: {
      const auto up = nodes[from.node].parent;
      return up == kNoNode || further({up, kElement});
    }
    case Axis::text:
      return !nodes[from.node].has_text || further({from.node, kText});
    case Axis::descendant:
      return descend(path, step_number, from.node, visit);
    case Axis::self:
      return further(from);
  }
  return true;
}

/// Nodes stand in the order of the text, so what is below one follows it.
bool Evaluator::descend(const Path& path, std::size_t step_number, std::uint32_t node, Visitor visit) const {
  const auto& step = path.steps[step_number];
  const auto& nodes = tree_->nodes;
  for (auto n = node + 1; n < nodes.size() && nodes[n].begin < nodes[node].end; ++n)
    if (nodes[n].name == step.name && fits(step, n) && !walk(path, step_number + 1, {n, kElement}, visit))
      return false;
  return true;
}

bool Evaluator::number(std::int32_t index, std::uint32_t node, std::int64_t& into) const {
  const auto& e = pool_.at(index);
  const auto read = [&](std::string_view text) {
    const auto n = Number::parse(text);
    into = n.value_or(0);
    return n.has_value();
  };
  switch (e.kind) {
    case Kind::number:
      into = e.number;
      return true;
    case Kind::text:
      return read(e.is_value ? value_ : std::string_view(e.text));
    case Kind::count: {
      into = static_cast<std::int64_t>(count(pool_.at(e.left).path, node)) * Number::kScale;
      return true;
    }
    case Kind::number_of:
      return number(e.left, node, into);
    case Kind::plus: {
      std::int64_t a = 0, b = 0;
      if (!number(e.left, node, a) || !number(e.right, node, b)) return false;
      into = a + b;
      return true;
    }
    case Kind::path: {
      bool is_number = false;
      each(e.path, node, [&](Match m) {
        is_number = read(text(m));
        return false;
      });
      return is_number;
    }
    default:
      into = truth(index, node) ? Number::kScale : 0;
      return true;
  }
}

bool Evaluator::compare(const Expression& e, std::uint32_t node) const {
  const auto& left = pool_.at(e.left);
  const auto& right = pool_.at(e.right);
  const auto numbers = [&](std::int64_t a, std::int64_t b) {
    switch (e.kind) {
      case Kind::equal:
        return a == b;
      case Kind::unequal:
        return a != b;
      case Kind::more:
        return a > b;
      case Kind::at_least:
        return a >= b;
      case Kind::less:
        return a < b;
      default:
        return a <= b;
    }
  };
  const bool by_text = e.kind == Kind::equal || e.kind == Kind::unequal;
  // A path on the left is true for any of what it leads to.
  if (left.kind == Kind::path) {
    return !each(left.path, node, [&](Match m) {
      const auto mine = text(m);
      if (by_text && right.kind == Kind::text) {
        const auto other = right.is_value ? value_ : std::string_view(right.text);
        return same_text(mine, other) != (e.kind == Kind::equal);
      }
      if (by_text && right.kind == Kind::path)
        return each(right.path, node,
                    [&](Match r) { return same_text(mine, text(r)) != (e.kind == Kind::equal); });
      const auto a = Number::parse(mine);
      std::int64_t b = 0;
      const bool known = number(e.right, node, b) && a.has_value();
      return !(known ? numbers(*a, b) : e.kind == Kind::unequal);
    });
  }
  if (right.kind == Kind::path && by_text) {
    std::int64_t a = 0;
    const bool known = number(e.left, node, a);
    return !each(right.path, node, [&](Match m) {
      const auto b = Number::parse(text(m));
      return !(known && b ? numbers(a, *b) : e.kind == Kind::unequal);
    });
  }
  std::int64_t a = 0, b = 0;
  const bool known = number(e.left, node, a) && number(e.right, node, b);
  return known ? numbers(a, b) : e.kind == Kind::unequal;
}

bool Evaluator::truth(std::int32_t index, std::uint32_t node) const {
  const auto& e = pool_.at(index);
  switch (e.kind) {
    case Kind::either:
      return truth(e.left, node) || truth(e.right, node);
    case Kind::both:
      return truth(e.left, node) && truth(e.right, node);
    case Kind::negation:
      return !truth(e.left, node);
    case Kind::path:
      return any(e.path, node);
    case Kind::text:
      return !(e.is_value ? value_.empty() : e.text.empty());
    case Kind::truth:
      return e.number != 0;
    case Kind::number:
    case Kind::count:
    case Kind::plus:
    case Kind::number_of: {
      std::int64_t n = 0;
      return number(index, node, n) && n != 0;
    }
    default:
      return compare(e, node);
  }
}

}  // namespace entente::exchange::iati::validation
