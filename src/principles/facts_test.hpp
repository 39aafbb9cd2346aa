// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <initializer_list>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "principles/facts.hpp"
#include "principles/principles.hpp"

/// What the tests of principles share: facts made up at random, and what is said of one measure.
namespace entente::principles {

/// Facts as they may be, with unknowns among them.
Facts some_facts(std::mt19937& random);
/// Each way to make one unknown of these facts known, with some value.
std::vector<Facts> resolved(const Facts&, std::mt19937& random);

const Measure& measure_of(std::string_view principle, std::string_view measure);
/// By the parameters of the default policy.
Measured measured(std::string_view principle, std::string_view measure, const Facts&);
/// The status by the default policy: "met", "partly" …
std::string status_of(std::string_view principle, std::string_view measure, const Facts&);
/// The keys of what is said, the sentence first: "why", "says", "no" …
std::vector<std::string> said_of(std::string_view principle, std::string_view measure, const Facts&);

}  // namespace entente::principles
