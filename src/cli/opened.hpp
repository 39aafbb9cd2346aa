// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <memory>
#include <string>

#include "cli/cli.hpp"
#include "registry/past.hpp"

namespace entente::cli {

inline constexpr auto kAtHelp =
    "As the register stood at the end of a day that has passed (2025-03-01, UTC) or of a time of UTC.";

/// A register as a command reads it: as it stands, or as it stood at an --at.
class OpenedRegister {
 public:
  /// Throws base::BadInput where `at` is no moment that has passed, base::NotFound where the register held
  /// nothing yet. An empty one is now.
  OpenedRegister(const Environment&, const Place&, const std::string& at);

  registry::Register& reg() { return past_ ? past_->reg() : *now_; }

 private:
  const std::unique_ptr<registry::Register> now_;
  std::unique_ptr<registry::PastRegister> past_;
};

}  // namespace entente::cli
