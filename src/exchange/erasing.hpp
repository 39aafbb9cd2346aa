// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "model/published_values.hpp"

/// What a kept original is without the contacts that were erased.
namespace entente::exchange {

/// Whether a contact is one that has to go.
using HasToGo = std::function<bool(const model::Contact&)>;

/// The original without those contacts; nothing where it has none of them. `format` is that of model::Kept.
/// What cannot be told apart goes too. In XML a comment says where each stood.
std::optional<std::string> without_contacts(std::string_view format, const std::string& original,
                                            const HasToGo&);

}  // namespace entente::exchange
