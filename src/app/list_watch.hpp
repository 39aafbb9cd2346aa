// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <optional>

#include "app/config.hpp"
#include "app/repeating.hpp"
#include "registry/list_folder.hpp"
#include "registry/list_keeping.hpp"

namespace entente::app {

/// Takes lists from the folder that the settings name, in a thread of its own, until it is destroyed.
class ListWatch {
 public:
  ListWatch(registry::Register&, const Config&);

 private:
  registry::ListKeeping keeping_;
  std::unique_ptr<registry::ListFolder> folder_;  ///< null: none is watched
  std::optional<Repeating> repeating_;
};

}  // namespace entente::app
