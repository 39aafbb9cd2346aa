// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/iati/schema_fit.hpp"

#include <vector>

#include "exchange/iati/validation/checker.hpp"
#include "exchange/iati/validation/parser.hpp"

namespace entente::exchange::iati {

namespace v = validation;

struct SchemaFit::State {
  explicit State(Of of)
      : parent(of == Of::activities ? standard.schema.activities() : standard.schema.organisations()) {}

  const v::Standard& standard = v::Standard::current();
  v::PlaceId parent;
  v::Parser parser{standard};
  // Dates are no matter of the schema.
  v::Checker checker{standard, 0};
  v::Tree tree;
  std::vector<v::Finding> findings;
};

SchemaFit::SchemaFit(Of of) : state_(std::make_unique<State>(of)) {}
SchemaFit::~SchemaFit() = default;

bool SchemaFit::fits(const std::string& element) {
  auto& s = *state_;
  s.findings.clear();
  std::uint32_t at = 0;
  if (s.parser.element(element, at, s.parent, s.tree) != v::Parsed::whole) return false;
  if (at != element.size() || s.tree.nodes[0].place == v::kNowhere) return false;
  s.checker.check_schema(s.tree, s.findings);
  return s.findings.empty();
}

}  // namespace entente::exchange::iati
