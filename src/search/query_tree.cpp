// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "search/query_tree.hpp"

namespace entente::search {

bool operator==(const All& a, const All& b) {
  return a.parts == b.parts;
}
bool operator==(const Any& a, const Any& b) {
  return a.parts == b.parts;
}
bool operator==(const Node& a, const Node& b) {
  return a.excluded == b.excluded && a.is == b.is;
}

}  // namespace entente::search
