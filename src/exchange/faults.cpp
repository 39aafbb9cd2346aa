// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "exchange/faults.hpp"

#include "exchange/format.hpp"
#include "model/published_limits.hpp"

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
  // Nearly all are well formed: that is asked first, without a copy and without the names of what is looked
  // at.
  if (!model::fits(bundle.partnership))
    if (auto fault = in(bundle.partnership); !fault.empty()) return fault;
  for (const auto& o : bundle.organisations)
    if (!model::fits(o.organisation))
      if (auto fault = in(o.organisation); !fault.empty()) return fault;
  for (const auto& part : bundle.parts)
    if (!model::is_whole_but_for_ids(part.record))
      if (auto fault = in(part.record); !fault.empty()) return fault;
  return {};
}

}  // namespace entente::exchange
