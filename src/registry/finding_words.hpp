// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

#include "base/messages.hpp"
#include "principles/assess.hpp"
#include "registry/principle_facts.hpp"

/// What is said of findings on principles, in a reader's language: for pages, answers and commands alike.
namespace entente::registry {

/// "40 %", or "40 % to 60 %" where it is not known to the point.
std::string share_words(principles::Interval, const base::Messages&);
/// A measure's value in its unit.
std::string value_words(principles::Interval, principles::Unit, const base::Messages&);

std::string principle_name(const principles::Principle&, const base::Messages&);
std::string measure_name(const principles::Principle&, const principles::Measure&, const base::Messages&);
std::string status_words(principles::Status, const base::Messages&);

/// A sentence of a finding, with numbers, names and terms as the language writes them.
std::string said_words(const principles::Principle&, const principles::Measure&, const principles::Said&,
                       const FactsOfPartnership&, const base::Messages&);

/// One sentence on a whole principle: how many of its measures are how.
std::string principle_words(const principles::PrincipleResult&, const base::Messages&);

}  // namespace entente::registry
