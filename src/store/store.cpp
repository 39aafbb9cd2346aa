// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "store/store.hpp"

namespace entente::store {

std::string_view to_string(Visibility visibility) {
  switch (visibility) {
    case Visibility::draft:
      return "draft";
    case Visibility::restricted:
      return "restricted";
    case Visibility::withdrawn:
      return "withdrawn";
    case Visibility::open:
      return "open";
  }
  return "draft";  // a value no one named is shown to no one
}

}  // namespace entente::store
