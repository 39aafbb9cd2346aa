// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "exchange/format.hpp"

namespace entente::exchange::iati {

class Element;

/// The record in the activity's extension. Where somebody has changed the activity without it, what they
/// changed holds (exchange/iati/record_merge.hpp). `read` is what the activity's elements say; `taken`
/// becomes how many elements found a place in the model.
std::optional<Bundle> own_record(const Element& activity, const Bundle& read, std::int64_t& taken);

}  // namespace entente::exchange::iati
