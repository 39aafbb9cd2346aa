// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstddef>
#include <string_view>

#include "base/text.hpp"

/// Internal to registry: how long texts may be that people and programs write here. The model's own bounds
/// are those of files, which are read once; what is written here is read with each look at its partnership.
namespace entente::registry {

/// Languages of one text: the six of the register, and some of those who are spoken to.
inline constexpr std::size_t kMostLanguages = 12;

inline constexpr std::size_t kMostWrittenBytes = 12'000;  ///< bytes of a text in one language
inline constexpr std::size_t kMostRemarkBytes = 6'000;    ///< of a remark, a reason, an answer
inline constexpr std::size_t kMostTitleBytes = 2'000;     ///< of a title, or what is cited

/// Throws base::BadInput where a text has more languages than kMostLanguages, or more bytes in one of them.
void require_length(std::string_view field, const base::Text&, std::size_t most);
void require_length(std::string_view field, std::string_view text, std::size_t most);

}  // namespace entente::registry
