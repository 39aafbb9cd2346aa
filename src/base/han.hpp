// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <unicode/umachine.h>

namespace entente::base {

inline constexpr UChar32 kFirstHan = 0x4E00, kLastHan = 0x9FFF;  ///< the block of common ideographs

/// The simplified form of an ideograph of that block, as ICU has it for one that stands alone; itself where
/// it has none. Of the same block, too, so that a text keeps its length in UTF-8. The simplified form of a
/// simplified form is itself.
UChar32 simplified(UChar32 han);

}  // namespace entente::base
