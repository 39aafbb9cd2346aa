// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <functional>
#include <string>

#include "base/id.hpp"
#include "exchange/iati/activity_file.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// Appends a partnership to a file of IATI: as it was published, where it was read from IATI, else written as
/// an activity with our extension. False where it has vanished, or the file could not take it.
bool add_activity(const Register&, const base::Uuid& partnership, exchange::iati::ActivityFile&,
                  std::string& out);
/// The same with every partnership as it stands when this begins, in the order in which they came: `take` is
/// given what each becomes, and returns false to stop. Needs no index, and a single reader.
void each_activity(const Register&, exchange::iati::ActivityFile&,
                   const std::function<bool(const std::string&)>& take);

}  // namespace entente::registry
