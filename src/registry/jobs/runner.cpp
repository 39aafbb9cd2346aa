// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include <algorithm>
#include <optional>
#include <utility>

#include "registry/jobs/job.hpp"
#include "registry/jobs/lease.hpp"

namespace entente::registry {

const std::vector<Job>& jobs() {
  using namespace std::chrono_literals;
  static const std::vector<Job> all = {
      {"remind_reports", 1h, remind_reports}, {"remind_promises", 1h, remind_promises},
      {"tidy_store", 24h, tidy_store},        {"verify_hashes", 24h * 7, verify_hashes},
      {"tell_parts", 1h, tell_parts},         {"tell_concerns", 24h, tell_concerns},
  };
  return all;
}

namespace {

/// Writes a run, where this process still holds the lease under which it runs jobs.
void record(Register& reg, const Lease& lease, const store::JobRun& run) {
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease.check(unit);
    unit.put_job_run(run);
  });
}

std::optional<store::JobRun> last_run(Register& reg, const Job& job) {
  auto runs = reg.store().read()->job_runs(job.name, 1);
  if (runs.empty()) return std::nullopt;
  return std::move(runs.front());
}

/// A run that stands as running is due too: whoever holds the lease finds out whether it still is.
bool due(Register& reg, const Job& job, const std::optional<store::JobRun>& last) {
  if (!last || last->state == "running") return true;
  return reg.clock().now().ms - last->started.ms >= std::chrono::milliseconds(job.every).count();
}

void run(Register& reg, const Lease& lease, const Job& job) {
  store::JobRun run;
  run.id = base::Uuid::v7(reg.clock().now());
  run.name = job.name;
  run.started = reg.clock().now();
  run.state = "running";
  record(reg, lease, run);
  try {
    run.detail = job.run(reg);
    run.state = "done";
  } catch (const std::exception& e) {
    run.detail = e.what();
    run.state = "failed";
    spdlog::error("job {}: {}", job.name, e.what());
  }
  run.finished = reg.clock().now();
  record(reg, lease, run);
}

}  // namespace

std::vector<store::JobRun> latest_runs(Register& reg, std::size_t of_each) {
  std::vector<std::string_view> names{kSendDigests, kRemindDiligence};
  for (const auto& job : jobs()) names.push_back(job.name);
  std::vector<store::JobRun> all;
  const auto reader = reg.store().read();
  for (const auto name : names)
    for (auto& run : reader->job_runs(name, of_each)) all.push_back(std::move(run));
  std::ranges::sort(all, [](const auto& a, const auto& b) {
    return std::pair(a.started, a.id) > std::pair(b.started, b.id);
  });
  return all;
}

int run_due_jobs(Register& reg, const std::vector<Job>& all) {
  if (std::ranges::none_of(all, [&](const Job& job) { return due(reg, job, last_run(reg, job)); })) return 0;
  const auto lease = Lease::take(reg, "jobs");
  if (!lease) return 0;
  int ran = 0;
  for (const auto& job : all) {
    // Asked again: another process may have run it while this one waited for the lease.
    auto last = last_run(reg, job);
    if (!due(reg, job, last)) continue;
    if (last && last->state == "running") {
      // The lease is ours, so whoever began it is gone.
      last->state = "failed";
      last->finished = reg.clock().now();
      last->detail = "The register stopped before it was done.";
      record(reg, *lease, *last);
    }
    run(reg, *lease, job);
    ++ran;
  }
  return ran;
}

}  // namespace entente::registry
