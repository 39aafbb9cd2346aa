// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>

#include "app/repeating.hpp"
#include "registry/screening_lists.hpp"

namespace entente::app {

/// Keeps the lists that are screened against loaded as they stand in the store, in a thread of its own, until
/// it is destroyed: another process or node may bring a version too.
class ListLoading {
 public:
  explicit ListLoading(std::shared_ptr<registry::ScreeningLists>);

 private:
  void round();

  std::shared_ptr<registry::ScreeningLists> lists_;
  std::shared_ptr<const registry::LoadedLists> told_;  ///< whose unread lists were told of
  Repeating repeating_;
};

}  // namespace entente::app
