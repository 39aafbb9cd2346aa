// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/record.hpp"

/// Internal to exchange: the model's faults in the words of a refusal.
namespace entente::exchange {

struct Bundle;

/// A fault of form as the end of a sentence: "title is missing".
std::string in_words(const model::Fault&);
/// Whether the fault is an id that the register puts in, and no file can.
bool is_for_the_register(const model::Fault&);

/// The first breach of the model's rules in a bundle, in words; empty where there is none. The ids are not
/// there yet: the register puts them in.
std::string first_fault(const Bundle&);

}  // namespace entente::exchange
