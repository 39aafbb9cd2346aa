// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/format.hpp"

namespace entente::exchange::iati {

class Element;

/// What the elements of an activity say, in IATI's words alone; an extension of ours is not looked at.
void read_elements(const Element& activity, Bundle& into);

}  // namespace entente::exchange::iati
