// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <spdlog/spdlog.h>

#include "registry/jobs/job.hpp"

namespace entente::registry {

const std::vector<Job>& jobs() {
  using namespace std::chrono_literals;
  static const std::vector<Job> all = {
      {"tidy_store", 24h, tidy_store},
      {"verify_hashes", 24h * 7, verify_hashes},
  };
  return all;
}

namespace {

void record(Register& reg, const store::JobRun& run) {
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) { unit.put_job_run(run); });
}

bool due(Register& reg, const Job& job) {
  auto runs = reg.store().read()->job_runs(job.name, 1);
  if (runs.empty()) return true;
  auto& last = runs.front();
  if (last.state == "running") {
    // This process holds the register alone, so whoever began it is gone.
    last.state = "failed";
    last.finished = reg.clock().now();
    last.detail = "The register stopped before it was done.";
    record(reg, last);
    return true;
  }
  return reg.clock().now().ms - last.started.ms >= std::chrono::milliseconds(job.every).count();
}

}  // namespace

int run_due_jobs(Register& reg, const std::vector<Job>& all) {
  int ran = 0;
  for (const auto& job : all) {
    if (!due(reg, job)) continue;
    store::JobRun run;
    run.id = base::Uuid::v7(reg.clock().now());
    run.name = job.name;
    run.started = reg.clock().now();
    run.state = "running";
    record(reg, run);
    try {
      run.detail = job.run(reg);
      run.state = "done";
    } catch (const std::exception& e) {
      run.detail = e.what();
      run.state = "failed";
      spdlog::error("job {}: {}", job.name, e.what());
    }
    run.finished = reg.clock().now();
    record(reg, run);
    ++ran;
  }
  return ran;
}

}  // namespace entente::registry
