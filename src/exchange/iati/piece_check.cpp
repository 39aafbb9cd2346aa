// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/piece_check.hpp"

#include <algorithm>
#include <vector>

#include "base/messages.hpp"
#include "base/text.hpp"
#include "exchange/iati/activity_piece.hpp"
#include "exchange/iati/validation/checker.hpp"
#include "exchange/iati/validation/parser.hpp"
#include "exchange/iati/validation/wording.hpp"

namespace entente::exchange::iati {

namespace v = validation;

namespace {

constexpr std::size_t kInWords = 3;

Strictness strictness_of(v::Severity severity) {
  switch (severity) {
    case v::Severity::critical:
      return Strictness::critical;
    case v::Severity::error:
      return Strictness::error;
    case v::Severity::warning:
      return Strictness::warning;
    case v::Severity::advisory:
      break;
  }
  return Strictness::readable;
}

/// Whether a finding of that severity is as bad as `least`.
bool as_bad_as(v::Severity severity, Strictness least) {
  const auto own = strictness_of(severity);
  return own != Strictness::readable && own <= least;
}

v::Bindings bindings_of(const Root& root) {
  v::Bindings all;
  for (const auto& [name, value] : root.namespaces)
    all.emplace_back(name == "xmlns" ? std::string() : name.substr(std::string_view("xmlns:").size()),
                     value.empty()                                          ? v::Space::none
                     : value == "http://www.w3.org/2001/XMLSchema-instance" ? v::Space::schema_instance
                                                                            : v::Space::other);
  return all;
}

}  // namespace

struct PieceCheck::State {
  State(const Root& root, std::int64_t today)
      : parent(root.of_organisations ? standard.schema.organisations() : standard.schema.activities()),
        checker(standard, today) {}

  const v::Standard& standard = v::Standard::current();
  v::PlaceId parent;
  v::Parser parser{standard};
  v::Checker checker;
  v::Tree tree;
  std::string text;
  std::vector<v::Finding> findings;

  void fault(const v::Rule& rule, std::string_view say, std::uint32_t offset, std::string value = {}) {
    auto& f = findings.emplace_back();
    f.rule = &rule;
    f.say = say;
    f.at.offset = offset;
    f.value = std::move(value);
  }
};

PieceCheck::PieceCheck(const Root& root, std::int64_t today) : state_(std::make_unique<State>(root, today)) {
  state_->parser.bind(bindings_of(root));
}
PieceCheck::~PieceCheck() = default;

Strictness PieceCheck::worst(const Piece& piece) {
  auto& s = *state_;
  s.findings.clear();
  s.text = piece.bytes;  // the parser wants its text to end
  std::uint32_t at = 0;
  if (s.parser.element(s.text, at, s.parent, s.tree) != v::Parsed::whole || at != s.text.size()) {
    s.fault(s.standard.not_xml, s.parser.fault().say.empty() ? "xml_unfinished" : s.parser.fault().say,
            s.parser.fault().offset, std::string(base::clip_utf8(s.parser.fault().value, 200)));
  } else if (s.tree.nodes[0].place == v::kNowhere) {
    s.fault(s.standard.schema_rule, "root_namespace", 0,
            std::string(base::clip_utf8(s.tree.name(s.tree.nodes[0]), 200)));
  } else {
    s.checker.check(s.tree, s.findings);
  }
  auto worst = Strictness::readable;
  for (const auto& f : s.findings)
    if (const auto own = strictness_of(f.rule->severity); own != Strictness::readable)
      worst = worst == Strictness::readable ? own : std::min(worst, own);
  return worst;
}

std::optional<Refusal> PieceCheck::refusal(const Piece& piece, std::string_view identifier,
                                           Strictness least) const {
  const auto& messages = base::Messages::in("en");
  const v::Finding* first = nullptr;
  std::size_t count = 0;
  std::string cause;
  for (const auto& f : state_->findings) {
    if (!as_bad_as(f.rule->severity, least)) continue;
    if (!first) first = &f;
    if (++count > kInWords) continue;
    const auto line = position_in(piece, f.at.offset).first;
    auto what = v::words_of(f, messages).what;
    if (what.ends_with('.')) what.pop_back();
    cause += (cause.empty() ? "breaks rule " : "; ") + f.rule->id + " in line " + std::to_string(line) +
             " (" + what + ")";
  }
  if (!first) return std::nullopt;
  if (count > kInWords) cause += "; and " + std::to_string(count - kInWords) + " more";
  return refuse(piece, first->at.offset, identifier, cause, "'entente validate' says how to mend it");
}

}  // namespace entente::exchange::iati
