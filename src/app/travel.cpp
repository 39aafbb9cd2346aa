// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/travel.hpp"

#include <spdlog/spdlog.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <iterator>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "api/api.hpp"
#include "base/date.hpp"
#include "base/error.hpp"
#include "pages/travel_frame.hpp"
#include "pages/travel_routes.hpp"

namespace entente::app {

namespace {

constexpr std::size_t kMostMoments = 6, kMostFound = 2;
constexpr std::chrono::seconds kPatience{4};   ///< what one request at a time waits for what is found
constexpr std::chrono::minutes kFailedFor{1};  ///< then what could not be put together is tried again
constexpr int kNicer = 3;                      ///< today's readers come first

http::Response no_moment_in_json(const http::Request& request, const registry::AskedMoment& asked) {
  using State = registry::AskedMoment::State;
  switch (asked.state) {
    case State::now:
      return api::error(request, 400, "at is today, which has not ended yet.",
                        "Leave it out for the register as it stands, or name a time that has passed.");
    case State::future:
      return api::error(request, 400, "at has not come yet.",
                        "Name a day, or a time of UTC, that has passed.");
    case State::no_entry:
      return api::error(request, 404, "The log has no entry of that number.",
                        "Its checkpoint says how many there are: GET /log/checkpoint.");
    case State::before:
      return api::error(request, 404, "The register holds nothing of that time.",
                        "It begins on " + base::PartialDate::from_days(asked.day).str() + ".");
    default:
      return api::error(request, 400, "at is not a day, a time or an entry of the log.",
                        "Write it like 2025-03-01, like 2025-03-01T12:00:00Z, or like 1234.");
  }
}

/// The request as the routes of that moment are to see it.
http::Request of_then(const http::Request& request) {
  auto then = request;
  std::erase_if(then.query, [](const auto& each) { return each.first == "at"; });
  // A page has another tag once it is dressed.
  if (!api::is_api(request.path))
    std::erase_if(then.headers, [](const auto& each) { return each.first == "if-none-match"; });
  return then;
}

}  // namespace

struct Travel::Kept {
  Kept(registry::Register& now, const registry::Moment& moment, const registry::PastBounds& bounds,
       const Routes& routes)
      : past(now, moment, bounds), single(now, moment, bounds) {
    lists.add(rows_of(routes(past.reg()), true));
    records.add(rows_of(routes(single.reg()), false));
  }
  static std::vector<http::Route> rows_of(std::vector<http::Route> all, bool finds) {
    std::erase_if(all, [&](const http::Route& route) {
      const auto* row = route.method == "GET" ? pages::travel_route(route.pattern) : nullptr;
      return row == nullptr || row->finds != finds;
    });
    return all;
  }

  /// What is found, and single records: these never follow, so that what they show does not hang on whether
  /// somebody has searched that day.
  registry::PastRegister past, single;
  http::Router lists, records;
  State state = State::records;  ///< guarded by Travel::mutex_, as what follows
  std::string fault;
  std::chrono::steady_clock::time_point failed_at;
};

Travel::Travel(pages::Context today, Routes routes, registry::PastBounds bounds)
    : today_(std::move(today)), routes_(std::move(routes)), bounds_(bounds) {}

Travel::~Travel() {
  {
    const std::scoped_lock lock(mutex_);
    if (at_work_) at_work_->past.stop();
  }
  if (worker_.joinable()) worker_.join();
}

Travel::Dropped Travel::forget_what_was_taken_out() {
  Dropped dropped;
  const auto now = registry::taken_out(today_.reg);  // the store is not asked while others wait
  const std::scoped_lock lock(mutex_);
  if (now <= taken_out_) return dropped;
  taken_out_ = now;
  if (at_work_) at_work_->past.stop();
  dropped.splice(dropped.end(), all_);
  return dropped;
}

void Travel::drop_if(Dropped& dropped, const std::function<bool(const std::shared_ptr<Kept>&)>& is_to_go) {
  for (auto each = all_.begin(); each != all_.end();) {
    const auto next = std::next(each);
    // What it has cost by now would be paid again.
    if (*each != at_work_ && is_to_go(*each)) dropped.splice(dropped.end(), all_, each);
    each = next;
  }
}

void Travel::make_room(Dropped& dropped) {
  std::size_t moments = 0, found = 0;
  std::int64_t partnerships = 0;
  drop_if(dropped, [&](const std::shared_ptr<Kept>&) { return ++moments > kMostMoments; });
  drop_if(dropped, [&](const std::shared_ptr<Kept>& each) {
    if (each->state != State::found) return false;
    partnerships += each->past.partnerships();
    return ++found > kMostFound || (found > 1 && partnerships > bounds_.partnerships);
  });
}

std::shared_ptr<Travel::Kept> Travel::known(const registry::Moment& moment) {
  const auto found = std::ranges::find_if(
      all_, [&](const std::shared_ptr<Kept>& each) { return each->past.moment() == moment; });
  if (found == all_.end()) return nullptr;
  all_.splice(all_.begin(), all_, found);
  return all_.front();
}

std::shared_ptr<Travel::Kept> Travel::kept(const registry::Moment& moment) {
  // Destroyed behind the lock: an index is a great deal of memory to give back.
  auto dropped = forget_what_was_taken_out();
  {
    const std::scoped_lock lock(mutex_);
    drop_if(dropped, [now = std::chrono::steady_clock::now()](const std::shared_ptr<Kept>& each) {
      return each->state == State::failed && now - each->failed_at >= kFailedFor;
    });
    if (auto there = known(moment)) return there;
  }
  auto made = std::make_shared<Kept>(today_.reg, moment, bounds_, routes_);
  const std::scoped_lock lock(mutex_);
  if (auto there = known(moment)) return there;  // somebody else was faster
  all_.push_front(made);
  make_room(dropped);
  return made;
}

void Travel::put_together(const std::shared_ptr<Kept>& kept) {
  auto state = State::found;
  std::string fault;
  [[maybe_unused]] const auto nicer = ::nice(kNicer);  // of this thread alone, on Linux
  try {
    kept->past.follow();
  } catch (const base::Conflict& e) {
    state = kept->past.stopped() ? State::dropped : State::refused;
    fault = e.what();
  } catch (const std::exception& e) {
    state = State::failed;
    fault = "the register as it stood at " + kept->past.moment().at + ": " + e.what();
  }
  if (state == State::refused || state == State::failed) spdlog::warn("{}", fault);
  Dropped dropped;
  const std::scoped_lock lock(mutex_);
  kept->state = state;
  kept->fault = std::move(fault);
  kept->failed_at = std::chrono::steady_clock::now();
  at_work_ = nullptr;
  known(kept->past.moment());  // comes first: it was not made to be the next that goes
  make_room(dropped);
  done_.notify_all();
}

Travel::State Travel::await(const std::shared_ptr<Kept>& kept) {
  std::unique_lock lock(mutex_);
  if (kept->state == State::records && !at_work_) {
    if (worker_.joinable()) worker_.join();  // it has let go of the lock for the last time
    worker_ = std::thread([this, kept] { put_together(kept); });
    at_work_ = kept;  // behind what may throw; that thread needs the lock before it is done
  }
  // Whoever waits holds one of the few threads that answer everybody: one does, and for its own moment.
  if (kept->state == State::records && at_work_ == kept && !waits_) {
    waits_ = true;
    done_.wait_for(lock, kPatience, [&] { return kept->state != State::records; });
    waits_ = false;
  }
  return kept->state;
}

std::string Travel::fault_of(const std::shared_ptr<Kept>& kept) {
  const std::scoped_lock lock(mutex_);
  return kept->fault;
}

http::Response Travel::answer(const http::Request& request, bool finds) {
  const bool api = api::is_api(request.path);
  const auto asked = registry::moment_of(today_.reg, request.parameter("at"));
  if (asked.state != registry::AskedMoment::State::past)
    return api ? no_moment_in_json(request, asked) : pages::no_moment(today_, request, asked);
  const auto& moment = asked.moment;
  const auto then = kept(moment);
  if (finds) {
    const auto state = await(then);
    if (state == State::records || state == State::dropped) {
      if (!api) return pages::moment_awaited(today_, request, moment);
      auto response = api::error(request, 503, "The register of that time is being put together.",
                                 "Ask again in a few seconds.");
      response.set("Retry-After", "5");
      return response;
    }
    if (state == State::failed) throw std::runtime_error(fault_of(then));
    if (state == State::refused)
      return api ? api::error(request, 503,
                              "What is found at a time that has passed goes through at most " +
                                  std::to_string(bounds_.partnerships) + " partnerships and " +
                                  std::to_string(bounds_.timeout.count()) +
                                  " seconds of computing; this takes more.",
                              "Ask for single records of that time.")
                 : pages::moment_refused(today_, request, moment, bounds_);
  }
  auto response = (finds ? then->lists : then->records).handle(of_then(request));
  // What is sent while it is read keeps what it is read from.
  if (response.stream)
    response.stream = [then, inner = std::move(response.stream)](std::string& piece) { return inner(piece); };
  if (const auto location = response.header("location"); !location.empty() && pages::travels(location))
    response.set("Location", pages::with_moment(location, moment.at));
  return pages::as_of(today_, request, moment, today_.reg.applied_seq(),
                      finds ? then->past.withdrawn_since() : 0, std::move(response));
}

std::vector<http::Route> travelling(std::vector<http::Route> routes, const pages::Context& today,
                                    const std::shared_ptr<Travel>& travel) {
  // Said twice, the first counts; said without a value, it is said.
  const auto names_moment = [](const http::Request& request) {
    return std::ranges::find(request.query, "at", &std::pair<std::string, std::string>::first) !=
           request.query.end();
  };
  for (auto& route : routes) {
    if (route.method != "GET") continue;
    if (pages::is_of_today(route.pattern)) {
      route.handler = [inner = std::move(route.handler), today, names_moment](
                          const http::Request& request, const http::Captures& captures) {
        return names_moment(request) ? pages::no_moments_here(today, request) : inner(request, captures);
      };
      continue;
    }
    const auto* row = pages::travel_route(route.pattern);
    if (!row) continue;
    route.handler = [inner = std::move(route.handler), today, travel, names_moment, finds = row->finds](
                        const http::Request& request, const http::Captures& captures) {
      if (names_moment(request)) return travel->answer(request, finds);
      return pages::with_days_offered(today, request, inner(request, captures));
    };
  }
  return routes;
}

}  // namespace entente::app
