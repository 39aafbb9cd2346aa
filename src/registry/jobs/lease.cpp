// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "registry/jobs/lease.hpp"

#include <spdlog/spdlog.h>

#include <boost/json.hpp>
#include <chrono>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"

namespace entente::registry {

namespace {

constexpr std::chrono::milliseconds kRenewEvery{Lease::kExpiresMs / 4};

struct Claim {
  std::int64_t token = 0;    ///< of the last holder
  std::int64_t expires = 0;  ///< milliseconds since 1970
};

Claim claim_in(store::Reader& reader, const std::string& note) {
  const auto text = reader.note(note);
  if (!text) return {};
  const auto value = base::parse_json(*text, "the note " + note);
  return {value.at("token").to_number<std::int64_t>(), value.at("expires").to_number<std::int64_t>()};
}

void set(store::UnitOfWork& unit, const std::string& note, const Claim& claim) {
  unit.set_note(
      note, boost::json::serialize(boost::json::object{{"token", claim.token}, {"expires", claim.expires}}));
}

}  // namespace

std::unique_ptr<Lease> Lease::take(Register& reg, std::string_view name) {
  return take(reg, name, false);
}

std::unique_ptr<Lease> Lease::seize(Register& reg, std::string_view name) {
  return take(reg, name, true);
}

std::unique_ptr<Lease> Lease::take(Register& reg, std::string_view name, bool whoever_holds_it) {
  const auto note = "lease:" + std::string(name);
  const auto free = [&](const Claim& claim) {
    return whoever_holds_it || claim.expires <= reg.clock().now().ms;
  };
  if (!free(claim_in(*reg.store().read(), note))) return nullptr;
  std::optional<std::int64_t> token;
  reg.store().write({"system"}, [&](store::UnitOfWork& unit) {
    token.reset();  // the unit may run again
    const auto claim = claim_in(unit, note);
    if (!free(claim)) return;
    token = claim.token + 1;
    set(unit, note, {*token, reg.clock().now().ms + kExpiresMs});
  });
  if (!token) return nullptr;
  return std::unique_ptr<Lease>(new Lease(reg, note, *token));
}

Lease::Lease(Register& reg, std::string note, std::int64_t token)
    : reg_(reg), note_(std::move(note)), token_(token), renewing_([this] { renew(); }) {}

Lease::~Lease() {
  {
    const std::scoped_lock lock(mutex_);
    over_ = true;
  }
  wake_.notify_all();
  renewing_.join();
  try {
    reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
      if (claim_in(unit, note_).token == token_) set(unit, note_, {token_, 0});
    });
  } catch (const std::exception& e) {
    spdlog::warn("{} expires by itself: {}", note_, e.what());
  }
}

void Lease::check(store::UnitOfWork& unit) const {
  if (claim_in(unit, note_).token != token_)
    throw base::Conflict(note_, "has been taken by another process meanwhile",
                         "What this one did counts for nothing; the other does it.");
}

void Lease::renew() {
  std::unique_lock lock(mutex_);
  while (!wake_.wait_for(lock, kRenewEvery, [this] { return over_; })) {
    lock.unlock();
    try {
      reg_.store().write({"system"}, [&](store::UnitOfWork& unit) {
        if (claim_in(unit, note_).token == token_)
          set(unit, note_, {token_, reg_.clock().now().ms + kExpiresMs});
      });
    } catch (const std::exception& e) {
      spdlog::warn("{} could not be renewed: {}", note_, e.what());
    }
    lock.lock();
  }
}

}  // namespace entente::registry
