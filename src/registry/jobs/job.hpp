// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <chrono>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "registry/accounts.hpp"
#include "registry/register.hpp"

/// Work the register does by itself, now and then.
namespace entente::registry {

struct Job {
  std::string_view name;
  std::chrono::seconds every;
  std::function<std::string(Register&)> run;  ///< returns one sentence of what it did; throws where it failed
};

/// One row a job; one file each in this folder.
const std::vector<Job>& jobs();

std::string tidy_store(Register&);
std::string verify_hashes(Register&);
/// Tells representatives of parts that have come to wait for their word since it last ran: named anew, asked,
/// or changed after they had answered.
std::string tell_parts(Register&);
/// Says in the records that tell of published concerns how these stand, where whoever raised one said more or
/// withdrew it since it last ran: a day's run for all of them tells of nobody when they did.
std::string tell_concerns(Register&);
std::string remind_reports(Register&);
/// Promises whose day is past.
std::string remind_promises(Register&);

/// Digests of notices by mail, for a register that sends any. The accounts must outlive it.
inline constexpr std::string_view kSendDigests = "send_digests";
Job send_digests(const Accounts&);

/// Tells of assessments that end within so many days, or have ended.
inline constexpr std::string_view kRemindDiligence = "remind_diligence";
Job remind_diligence(std::int64_t days);

/// The newest runs, at most so many of each job, so that a frequent one hides no other.
std::vector<store::JobRun> latest_runs(Register&, std::size_t of_each);

/// Runs what is due by the register's clock, one after another, and leaves a visible run of each. A run that
/// failed is due again after its interval; one that a crash cut short is closed as failed and due at once. Of
/// several processes that serve one register, one runs jobs at a time. Returns the number of jobs run.
int run_due_jobs(Register&, const std::vector<Job>&);

}  // namespace entente::registry
