// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/umachine.h>

namespace entente::base {

/// Whether a reader may leave out this non-spacing mark. In Indic scripts, Thai and kana a mark is part of
/// the letter, so there only the marks shared by all scripts go.
bool may_be_left_out(UChar32 mark);

}  // namespace entente::base
