// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <memory>
#include <thread>

#include "registry/moment.hpp"
#include "registry/register.hpp"

namespace entente::registry {

class PastMemory;

/// What finding in the register of a moment may take; single records are read without it.
struct PastBounds {
  std::int64_t partnerships = 200'000;  ///< that were ever registered until then
  std::chrono::seconds timeout{60};     ///< of a processor: a machine that is busy takes longer
};

/// The register as it stood at a moment that has passed: the same use cases over the same store, of which
/// what came later is left out, by a clock that stands at that moment. Records can be read at once. What is
/// found, counted or added up is there once it has followed, which goes through all that was written until
/// then, and at what has moved since, and keeps it in memory.
class PastRegister {
 public:
  PastRegister(Register& now, Moment, PastBounds);
  ~PastRegister();
  PastRegister(const PastRegister&) = delete;
  PastRegister& operator=(const PastRegister&) = delete;

  const Moment& moment() const { return moment_; }
  Register& reg() { return *reg_; }
  /// Throws base::Conflict where that would take more than the bounds allow, or stop() was called meanwhile.
  void follow();
  /// What follow() needs beside the records, without a bound: for whoever has reg() follow by itself.
  void gather();
  /// That were ever registered until then, once it has followed.
  std::int64_t partnerships() const { return partnerships_; }
  /// Partnerships that stood then and have been withdrawn since, once it has followed: they count in lists.
  std::int64_t withdrawn_since() const;
  /// From any thread: what follows gives up at the next commit.
  void stop() { stopped_ = true; }
  bool stopped() const { return stopped_; }

 private:
  void look(const store::Change&);

  Register& now_;
  const Moment moment_;
  const PastBounds bounds_;
  const base::ManualClock clock_;
  std::atomic<bool> stopped_ = false;
  std::atomic<std::thread::id> follows_ = {};  ///< the thread that follow() runs in
  std::int64_t partnerships_ = 0;
  std::int64_t begun_ = 0;  ///< CPU time of that thread, in nanoseconds
  bool gathered_ = false;   ///< of that thread
  const std::shared_ptr<PastMemory> memory_;
  std::unique_ptr<Register> reg_;
};

/// A number that grows with what is taken out of past moments, too: erasures of personal data, and the
/// partnerships and organisations that were withdrawn, as far as `now` has followed. Where it has grown, what
/// was kept of a moment is to be forgotten.
std::int64_t taken_out(const Register& now);

}  // namespace entente::registry
