// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/hook_sender.hpp"

#include <spdlog/spdlog.h>

#include <algorithm>
#include <boost/json.hpp>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "base/json.hpp"
#include "registry/hook_places.hpp"
#include "registry/hook_words.hpp"
#include "registry/hooks.hpp"
#include "registry/notices.hpp"

namespace entente::registry {

namespace {

constexpr std::size_t kEventsInABody = 100;
constexpr int kBodiesInARow = 50;
constexpr std::chrono::seconds kQuiet{10};
constexpr std::int64_t kFirstPauseMs = 10'000, kLongestPauseMs = 6 * 3'600'000LL;
constexpr std::size_t kLooksARound = 4;  ///< at what is for nobody: at places where webhooks wait
constexpr int kGone = 410;               // the receiver wants no more (RFC 9110, 15.5.11)

EventPosition position_of(const store::Hook& hook) {
  return {hook.sequence, hook.told};
}

/// Where the clock was set back meanwhile, too.
bool is_over(base::Instant since, base::Instant now) {
  return now < since || now.ms - since.ms >= kHookPassingMs;
}

/// How far nothing is for anybody. A record that cannot be read is for those whom it concerns to fail at.
EventPosition quiet_until(store::Reader& reader, EventPosition from) {
  try {
    const auto page = public_events(reader, from, {}, 1);
    return page.events.empty() ? page.next : from;
  } catch (const std::exception&) {
    return from;
  }
}

store::HookTry try_of(const base::Uuid& hook, base::Instant now, std::string_view fault = {}) {
  store::HookTry done;
  done.hook = hook;
  done.at = now;
  done.fault = fault;
  return done;
}

std::string body_of_events(const base::Uuid& hook, std::int64_t sequence, const std::string& events,
                           bool test) {
  return R"({"events":[)" + events + R"(],"hook":")" + hook.str() + R"(","sequence":)" +
         std::to_string(sequence) + (test ? R"(,"test":true})" : "}");
}

void put_down_failure(store::UnitOfWork& unit, const base::Clock& clock, store::Hook& hook, bool for_good) {
  ++hook.failures;
  hook.due = {clock.now().ms + hook_pause_ms(hook.failures)};
  if (!for_good && hook.failures < kMostHookFailures) return;
  hook.state = store::HookState::failed;
  spdlog::warn("webhook {}: paused, failures in a row: {}", hook.id.str(), hook.failures);
  for (const auto& each : keepers_of(unit, hook))
    notify_anew(unit.accounts(), clock, each, kNoticeHookFailed, hook.id.str());
}

}  // namespace

std::int64_t hook_pause_ms(std::int64_t failures) {
  auto pause = kFirstPauseMs;
  for (std::int64_t n = 1; n < failures && pause < kLongestPauseMs; ++n) pause *= 2;
  return std::min(pause, kLongestPauseMs);
}

HookSender::HookSender(Register& reg, access::Key key, EventOrigin origin, Send send)
    : reg_(reg), key_(std::move(key)), origin_(std::move(origin)), send_(std::move(send)) {}

HookSender::~HookSender() {
  stopping_ = true;
  settle();
}

void HookSender::settle() {
  for (auto& telling : tellings_)
    if (telling.thread.joinable()) telling.thread.join();
  tellings_.clear();
}

void HookSender::forget_done() {
  std::erase_if(tellings_, [](Telling& telling) {
    if (!telling.done) return false;
    telling.thread.join();
    return true;
  });
}

bool HookSender::is_told_now(const base::Uuid& hook) const {
  return std::ranges::any_of(tellings_, [&](const Telling& telling) { return telling.hook == hook; });
}

void HookSender::take_turns(std::vector<base::Uuid>& due) {
  // Behind whoever was begun with last, so that of many each has its turn.
  std::ranges::sort(due);
  std::ranges::rotate(due, std::ranges::upper_bound(due, begun_));
  due.resize(std::min(due.size(), kMostToldAtOnce - std::min(kMostToldAtOnce, tellings_.size())));
  if (!due.empty()) begun_ = due.back();
}

const HookSender::Passed* HookSender::passed(const store::Hook& hook) const {
  const auto found = passed_.find(hook.id);
  if (found == passed_.end()) return nullptr;
  const auto& one = found->second;
  // Told again from elsewhere, or of something else: then it is looked at anew.
  return one.stored == position_of(hook) && one.kinds == hook.kinds && one.organisation == hook.organisation
             ? &one
             : nullptr;
}

EventPosition HookSender::reached(const store::Hook& hook) const {
  const std::scoped_lock lock(passing_);
  const auto* const one = passed(hook);
  return one ? one->now : position_of(hook);
}

bool HookSender::wants(const store::Hook& hook, std::int64_t last) const {
  const auto now = reg_.clock().now();
  if (hook.test) return true;
  if (hook.state != store::HookState::active || hook.due > now) return false;
  const std::scoped_lock lock(passing_);
  const auto* const one = passed(hook);
  return (one ? one->now.sequence : hook.sequence) < last || (one && is_over(one->since, now));
}

bool HookSender::passes(const store::Hook& hook, EventPosition next) {
  const auto now = reg_.clock().now();
  if (hook.failures > 0 || (!hook.former.empty() && hook.former_ends <= now)) return false;
  const std::scoped_lock lock(passing_);
  const auto* const one = passed(hook);
  if (one && is_over(one->since, now)) return false;
  const auto since = one ? one->since : now;
  passed_[hook.id] = {position_of(hook), next, hook.kinds, hook.organisation, since};
  return true;
}

std::vector<store::Hook> HookSender::waiting_now() {
  const auto reader = reg_.read();
  const auto last = reader->last_event();
  auto hooks = reader->hooks().hooks();
  forget_all_but(hooks);
  std::erase_if(hooks, [&](const store::Hook& hook) { return !wants(hook, last) || is_told_now(hook.id); });
  return hooks;
}

void HookSender::pass_over(std::vector<store::Hook>& due) {
  const auto reader = reg_.read();
  const auto last = reader->last_event();
  std::map<std::int64_t, EventPosition> quiet;  // where looks led to that found nothing, by where they began
  std::erase_if(due, [&](const store::Hook& hook) {
    const auto from = reached(hook);
    if (hook.test || from.told != 0 || from.sequence >= last) return false;
    auto look = quiet.find(from.sequence);
    if (look == quiet.end()) {
      if (quiet.size() >= kLooksARound) return false;
      look = quiet.emplace(from.sequence, quiet_until(*reader, from)).first;
    }
    return look->second.sequence >= last && passes(hook, look->second);
  });
}

void HookSender::forget_all_but(const std::vector<store::Hook>& standing) {
  const std::scoped_lock lock(passing_);
  if (passed_.size() <= standing.size()) return;
  std::erase_if(passed_, [&](const auto& one) {
    return std::ranges::find(standing, one.first, &store::Hook::id) == standing.end();
  });
}

int HookSender::round() {
  forget_done();
  if (lost_) {
    settle();
    lease_.reset();
    lost_ = false;
  }
  if (std::chrono::steady_clock::now() < quiet_until_.load()) return 0;
  auto waiting = waiting_now();
  if (waiting.empty()) return 0;
  if (!lease_) lease_ = Lease::take(reg_, "webhooks");
  if (!lease_) return 0;
  pass_over(waiting);
  std::vector<base::Uuid> due;
  for (const auto& hook : waiting) due.push_back(hook.id);
  take_turns(due);
  for (const auto& id : due) {
    auto& telling = tellings_.emplace_back();
    telling.hook = id;
    try {
      telling.thread = std::thread([this, &telling] { run(telling); });
    } catch (const std::system_error&) {
      tellings_.pop_back();  // no thread is left: the next round finds it due again
      throw;
    }
  }
  return static_cast<int>(due.size());
}

void HookSender::run(Telling& telling) {
  try {
    for (int n = 0; n < kBodiesInARow && !stopping_ && step(telling.hook); ++n) continue;
  } catch (const base::Conflict& e) {
    lost_ = true;
    spdlog::warn("webhook {}: {}", telling.hook.str(), e.what());
  } catch (const std::exception& e) {
    quiet_until_ = std::chrono::steady_clock::now() + kQuiet;
    spdlog::error("webhook {}: {}", telling.hook.str(), e.what());
  }
  telling.done = true;
}

bool HookSender::step(const base::Uuid& id) {
  std::optional<store::Hook> hook;
  {
    const auto reader = reg_.read();
    hook = reader->hooks().hook(id);
    if (!hook || !wants(*hook, reader->last_event())) return false;
  }
  Told result;
  try {
    result = told(*hook);
  } catch (const std::exception& e) {
    // A record that cannot be read, say: it concerns this webhook alone, and is a failure of its own.
    spdlog::error("webhook {}: {}", id.str(), e.what());
    auto& done = result.done.emplace(try_of(id, reg_.clock().now(), kHookNotMade));
    if (!hook->test) done.first = done.last = reached(*hook).sequence + 1;
  }
  if (stopping_ && (hook->test || !result.taken())) return false;
  if (hook->test) {
    put_down_test(*result.done);
    return true;
  }
  if (result.done || !passes(*hook, result.next)) put_down(*hook, result);
  return result.taken() && result.next.sequence < result.last;
}

HookSender::Told HookSender::told(const store::Hook& hook) {
  if (hook.test) return {attempt(hook, body_of_events(hook.id, hook.sequence, {}, true)), {}, 0};
  EventPage page;
  {
    const auto reader = reg_.read();
    page = public_events(*reader, reached(hook), topics_in(hook.kinds), kEventsInABody, hook.organisation);
  }
  Told result{{}, page.next, page.last};
  if (page.events.empty()) return result;
  std::string events;
  for (const auto& event : page.events) events += (events.empty() ? "" : ",") + json_of(event, origin_);
  const auto last = page.events.back().sequence;
  auto& done = result.done.emplace(attempt(hook, body_of_events(hook.id, last, events, false)));
  done.first = page.events.front().sequence;
  done.last = last;
  done.events = std::ssize(page.events);
  return result;
}

store::HookTry HookSender::attempt(const store::Hook& hook, const std::string& body) {
  auto done = try_of(hook.id, reg_.clock().now());
  const auto secrets = hook_secrets(key_, hook, done.at);
  if (secrets.empty()) {
    done.fault = kHookSecretLost;
    return done;
  }
  const auto began = std::chrono::steady_clock::now();
  const auto answer = send_({hook.url,
                             {{"Content-Type", "application/json"},
                              {"User-Agent", "Entente"},
                              {"Entente-Signature", hook_signature(secrets, done.at, body)}},
                             body,
                             !hook.organisation.is_nil()},
                            stopping_);
  const auto took = std::chrono::steady_clock::now() - began;
  done.took_ms = std::chrono::duration_cast<std::chrono::milliseconds>(took).count();
  done.status = answer.status;
  done.fault = word_of(answer.fault);
  return done;
}

void HookSender::put_down_test(const store::HookTry& done) {
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    auto standing = unit.hooks().hook(done.hook);
    if (!standing) return;
    standing->test = false;
    unit.hooks().put(*standing);
    unit.hooks().add_try(done, kHookTriesKept);
  });
}

void HookSender::put_down(const store::Hook& hook, const Told& result) {
  reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
    lease_->check(unit);
    auto standing = unit.hooks().hook(hook.id);
    if (!standing) return;
    if (result.done) unit.hooks().add_try(*result.done, kHookTriesKept);
    // Somebody who had it told again meanwhile, or changed its address, has the last word.
    if (position_of(*standing) != position_of(hook) || standing->url != hook.url) return;
    if (result.taken()) {
      standing->sequence = result.next.sequence;
      standing->told = result.next.told;
      standing->failures = 0;
      standing->due = {};
      if (!standing->former.empty() && standing->former_ends <= reg_.clock().now()) standing->former.clear();
    } else if (standing->state == store::HookState::active) {  // and was not stopped meanwhile
      put_down_failure(unit, reg_.clock(), *standing,
                       result.done->status == kGone || result.done->fault == kHookSecretLost);
    }
    unit.hooks().put(*standing);
  });
}

}  // namespace entente::registry
