// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/log.hpp"

#include "base/id.hpp"
#include "store/store.hpp"

namespace entente::store {

std::optional<ledger::Act> public_act(Visibility visibility, std::optional<Visibility> before,
                                      bool was_open) {
  switch (visibility) {
    case Visibility::open:
      return before == Visibility::open ? ledger::Act::changed : ledger::Act::published;
    case Visibility::withdrawn:
      return was_open ? std::optional(ledger::Act::withdrawn) : std::nullopt;  // else a draft, discarded
    case Visibility::draft:
    case Visibility::restricted:
      break;
  }
  return std::nullopt;
}

ledger::Hand hand_of(std::string_view author) {
  if (base::Uuid::parse(author)) return ledger::Hand::person;
  return author == "import" ? ledger::Hand::import : ledger::Hand::register_itself;
}

}  // namespace entente::store
