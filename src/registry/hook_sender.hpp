// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "access/key.hpp"
#include "outbound/hook.hpp"
#include "registry/jobs/lease.hpp"
#include "registry/public_events.hpp"
#include "registry/register.hpp"

namespace entente::registry {

/// After that many failures one after the other a webhook is paused, and its owner told: about two and a half
/// days, by the pauses between them.
inline constexpr std::int64_t kMostHookFailures = 20;
inline constexpr std::size_t kMostToldAtOnce = 32;  ///< each takes a thread; the others wait for their turn
/// For which what concerns a webhook not is passed over without writing that down.
inline constexpr std::int64_t kHookPassingMs = 60'000;
/// The pause after so many failures: 10 seconds, twice as long each time, up to six hours.
std::int64_t hook_pause_ms(std::int64_t failures);

/// Tells webhooks of what is published: each of everything, in the order of the commits, at least once; what
/// a crash cut short is told again. Each is told in a thread of its own, so that one that hangs holds up no
/// other. How far one has come that is told nothing is known here alone for a minute, and then put down: most
/// commits concern most webhooks not, and none of them is to cost a write of each. Of several processes that
/// serve a register, one tells.
class HookSender {
 public:
  using Send = std::function<outbound::HookAnswer(const outbound::HookPost&, const std::atomic<bool>& stop)>;

  HookSender(Register&, access::Key, EventOrigin, Send);
  ~HookSender();  ///< what is on its way is given up, and told again by whoever comes next
  HookSender(const HookSender&) = delete;
  HookSender& operator=(const HookSender&) = delete;

  /// Begins to tell those to whom something is to be told now. Returns how many.
  int round();
  /// Waits until nothing is on its way.
  void settle();

 private:
  struct Telling {
    base::Uuid hook;
    std::atomic<bool> done = false;
    std::thread thread;
  };

  /// What came of one request, or of a look at what needs none.
  struct Told {
    std::optional<store::HookTry> done;
    EventPosition next;
    std::int64_t last = 0;  ///< commit of the register

    bool taken() const { return !done || done->fault.empty(); }
  };

  /// How far one was looked for, behind what stands in the store.
  struct Passed {
    EventPosition stored, now;
    std::string kinds;
    base::Uuid organisation;
    base::Instant since;  ///< when what stands in the store was left behind
  };

  /// Whether there is something to tell it, or to put down.
  bool wants(const store::Hook&, std::int64_t last) const;
  /// How far it has come: what stands in the store, or what is known here.
  EventPosition reached(const store::Hook&) const;
  /// What is known here of it as it stands; nullptr where nothing is. Under its mutex.
  const Passed* passed(const store::Hook&) const;
  /// Keeps how far it has come in memory, where nothing else is to be put down. False where it is to be.
  bool passes(const store::Hook&, EventPosition next);
  /// Passes over commits in which nothing is for everybody, such as of drafts, for all that wait there.
  void pass_over(std::vector<store::Hook>& due);
  std::vector<store::Hook> waiting_now();
  void forget_all_but(const std::vector<store::Hook>&);

  void run(Telling&);
  /// Whether there is more to do at once.
  bool step(const base::Uuid& hook);
  Told told(const store::Hook&);
  /// Sends a body.
  store::HookTry attempt(const store::Hook&, const std::string& body);
  void put_down(const store::Hook&, const Told&);
  void put_down_test(const store::HookTry&);
  void forget_done();
  /// Leaves those that have their turn now.
  void take_turns(std::vector<base::Uuid>& due);
  bool is_told_now(const base::Uuid& hook) const;

  Register& reg_;
  const access::Key key_;
  const EventOrigin origin_;
  const Send send_;
  std::atomic<bool> stopping_ = false, lost_ = false;
  /// Until then nobody is told: what was sent could not be put down, and would be sent over and over.
  std::atomic<std::chrono::steady_clock::time_point> quiet_until_{};
  std::unique_ptr<Lease> lease_;
  std::list<Telling> tellings_;
  mutable std::mutex passing_;  ///< of what threads that tell share
  std::map<base::Uuid, Passed> passed_;
  base::Uuid begun_;  ///< the one that was begun with last
};

}  // namespace entente::registry
