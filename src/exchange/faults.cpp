// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/faults.hpp"

#include "exchange/format.hpp"

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

std::string first_fault(const Bundle& bundle) {
  const auto in = [](const model::Record& record) -> std::string {
    for (const auto& fault : model::check(record))
      if (!is_for_the_register(fault)) return std::string(model::type_of(record)) + "." + in_words(fault);
    return {};
  };
  if (auto found = in(bundle.partnership); !found.empty()) return found;
  for (const auto& o : bundle.organisations)
    if (auto found = in(o.organisation); !found.empty()) return found;
  for (const auto& part : bundle.parts)
    if (auto found = in(part.record); !found.empty()) return found;
  return {};
}

}  // namespace entente::exchange
