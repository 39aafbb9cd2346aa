// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "exchange/iati/validation/standard.hpp"

/// Values as XML Schema writes them.
namespace entente::exchange::iati::validation {

/// Whether it is a value of the type, white space around it aside where the type does not mind it.
bool is_value(Type, std::string_view);

/// A number as JavaScript and XPath read one: fixed point with eight places. Nothing where it is none.
struct Number {
  static constexpr std::int64_t kScale = 100'000'000;
  static std::optional<std::int64_t> parse(std::string_view);
};

/// Days since 1970-01-01 of a date or the day (in UTC) of a moment; nothing where it is none.
std::optional<std::int64_t> day_of(std::string_view);

}  // namespace entente::exchange::iati::validation
