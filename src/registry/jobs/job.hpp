// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "registry/register.hpp"

/// Work the register does by itself, now and then.
namespace entente::registry {

struct Job {
  std::string_view name;
  std::chrono::seconds every;
  std::string (*run)(Register&);  ///< returns one sentence of what it did; throws where it failed
};

/// One row a job; one file each in this folder.
const std::vector<Job>& jobs();

std::string tidy_store(Register&);
std::string verify_hashes(Register&);

/// Runs what is due by the register's clock, one after another, and leaves a visible run of each. A run that
/// failed is due again after its interval; one that a crash cut short is closed as failed and due at once. Of
/// several processes that serve one register, one runs jobs at a time. Returns the number of jobs run.
int run_due_jobs(Register&, const std::vector<Job>&);

}  // namespace entente::registry
