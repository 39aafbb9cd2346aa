// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/past.hpp"

#include <string>
#include <thread>
#include <utility>

#include "base/error.hpp"
#include "model/record.hpp"
#include "registry/past_reader.hpp"
#include "registry/rates.hpp"

namespace entente::registry {

namespace {

std::shared_ptr<const Rates> rates_of(const Register& now, const Moment& moment) {
  const auto day = base::day_of(moment.until);
  return day >= now.rates()->last_day() ? now.rates()
                                        : std::make_shared<const Rates>(now.rates()->until(day));
}

}  // namespace

PastRegister::PastRegister(Register& now, Moment moment, PastBounds bounds)
    : now_(now),
      moment_(std::move(moment)),
      bounds_(bounds),
      clock_(moment_.until),
      memory_(
          std::make_shared<PastMemory>(moment_.event, [this](const store::Change& change) { look(change); })),
      reg_(std::make_unique<Register>(std::make_unique<PastStore>(now.store(), memory_), clock_, IndexPlace{},
                                      now.publisher(), rates_of(now, moment_))) {}

PastRegister::~PastRegister() = default;

void PastRegister::gather() {
  memory_->gather(*now_.read());
}

std::int64_t PastRegister::withdrawn_since() const {
  return memory_->withdrawn_since();
}

void PastRegister::follow() {
  begun_ = base::thread_cpu_ns();
  partnerships_ = 0;
  gathered_ = false;
  follows_ = std::this_thread::get_id();
  gather();
  gathered_ = true;
  reg_->follow();
  follows_ = std::thread::id();
}

void PastRegister::look(const store::Change& change) {
  if (follows_ != std::this_thread::get_id()) return;  // somebody reads a record meanwhile
  const auto thing = "the register as it stood at " + moment_.at;
  const std::string next = "Ask for a record of it by its address, or for a list of today.";
  if (stopped_) throw base::Conflict(thing, "is no longer wanted", next);
  const bool counts = !gathered_ && change.event_seq <= moment_.event && change.version == 1 &&
                      change.type == model::Partnership::kType;
  if (counts && ++partnerships_ > bounds_.partnerships)
    throw base::Conflict(thing,
                         "has more than " + std::to_string(bounds_.partnerships) +
                             " partnerships, which is the most that is searched of a day that has passed",
                         next);
  if (std::chrono::nanoseconds(base::thread_cpu_ns() - begun_) > bounds_.timeout)
    throw base::Conflict(
        thing,
        "takes longer than " + std::to_string(bounds_.timeout.count()) +
            " seconds of computing, which is the most that is spent on a day that has passed",
        next);
}

std::int64_t taken_out(const Register& now) {
  return now.read()->count(model::Erasure::kType) + now.read()->count(model::FileRemoval::kType) +
         now.withdrawals();
}

}  // namespace entente::registry
