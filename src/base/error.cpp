// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "base/error.hpp"

#include <utility>

namespace entente::base {

namespace {
std::string sentence(std::string_view thing, std::string_view cause, std::string_view next) {
  std::string all;
  if (!thing.empty()) all.append(thing).append(": ");
  all.append(cause);
  if (!all.empty() && all.back() != '.') all += '.';
  if (!next.empty()) all.append(" ").append(next);
  if (!all.empty() && all.back() != '.') all += '.';
  return all;
}
}  // namespace

Error::Error(std::string thing, std::string cause, std::string next)
    : std::runtime_error(sentence(thing, cause, next)),
      thing_(std::move(thing)),
      cause_(std::move(cause)),
      next_(std::move(next)) {}

}  // namespace entente::base
