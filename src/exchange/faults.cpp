// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/faults.hpp"

namespace entente::exchange {

std::string in_words(const model::Fault& fault) {
  if (fault.key == "fault.required") return fault.path + " is missing";
  if (fault.key == "fault.too_long") return fault.path + " is longer than " + fault.argument + " bytes";
  if (fault.key == "fault.too_many") return fault.path + " has more than " + fault.argument + " items";
  if (fault.key == "fault.not_in_vocabulary")
    return fault.path + " is \"" + fault.argument + "\", which its vocabulary does not have";
  return fault.path + " is not UTF-8";
}

bool is_for_the_register(const model::Fault& fault) {
  return fault.key == "fault.required" && (fault.path == "partnership" || fault.path == "organisation");
}

}  // namespace entente::exchange
