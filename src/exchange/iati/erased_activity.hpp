// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "exchange/erasing.hpp"

namespace entente::exchange::iati {

/// An activity as it is kept, without the <contact-info> elements that have to go, and without what an
/// extension of ours says of the same contacts.
std::optional<std::string> without_contacts(const std::string& activity, const HasToGo&);

}  // namespace entente::exchange::iati
