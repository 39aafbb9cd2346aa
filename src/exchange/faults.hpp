// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

#include "model/record.hpp"

/// Internal to exchange: the model's faults in the words of a refusal.
namespace entente::exchange {

/// A fault of form as the end of a sentence: "title is missing".
std::string in_words(const model::Fault&);
/// Whether the fault is an id that the register puts in, and no file can.
bool is_for_the_register(const model::Fault&);

}  // namespace entente::exchange
