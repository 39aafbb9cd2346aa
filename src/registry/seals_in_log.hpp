// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <set>
#include <string>
#include <string_view>

#include "registry/register.hpp"

/// Internal to registry: the seals of decisions in the log, against the rows that hold what was sealed.
namespace entente::registry {

/// All seals of a kind that stand when it is made: rows are read after it, so that one that comes meanwhile
/// is no fault.
class SealsInLog {
 public:
  SealsInLog(Register&, std::string_view kind);

  /// A row holds what that record seals. Throws base::Error where another row does too.
  void found(const base::Uuid& record);
  /// Throws base::Error where the row of one is gone.
  void require_all_found() const;

 private:
  std::string kind_;
  std::set<base::Uuid> left_, found_;
};

}  // namespace entente::registry
