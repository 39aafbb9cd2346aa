// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>

namespace entente::exchange::iati {

/// Whoever runs a register, as activities written from its own records name it.
struct Publisher {
  std::string identifier;  ///< its IATI organisation identifier; "" where it has none
  std::string name;        ///< "" where the identifier has to do
  std::string type;        ///< of the vocabulary organisation_type
};

}  // namespace entente::exchange::iati
