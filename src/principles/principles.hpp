// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <span>
#include <string_view>

#include "principles/measure.hpp"

namespace entente::principles {

/// All principles, in the order in which they are shown: the nine of ¶8, then those of ¶4, ¶6, ¶8 and ¶16.
std::span<const Principle* const> principles();
const Principle* find_principle(std::string_view name);

}  // namespace entente::principles
