// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include "base/error.hpp"

namespace entente::access {

/// No row of the table of permissions allows it to whoever asked.
class Refused : public base::Error {
 public:
  using Error::Error;
};

}  // namespace entente::access
