// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <condition_variable>
#include <cstdint>
#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "http/router.hpp"
#include "pages/pages.hpp"
#include "registry/past.hpp"

namespace entente::app {

/// Serves the register as it stood at moments that have passed (?at=…), by the same routes over a register of
/// that moment. Keeps a few moments, and of two of them what is found in them; puts one together at a time,
/// in a thread of its own, for which at most one request waits a little while. Safe for many threads.
class Travel {
 public:
  /// The tables of routes over a register, as they serve today's.
  using Routes = std::function<std::vector<http::Route>(registry::Register&)>;

  /// `today`: the context that today's pages have.
  Travel(pages::Context today, Routes routes, registry::PastBounds bounds = {});
  ~Travel();
  Travel(const Travel&) = delete;
  Travel& operator=(const Travel&) = delete;

  /// The answer at the moment that the request names. `finds`: single records are not enough for it.
  http::Response answer(const http::Request&, bool finds);

 private:
  enum class State : std::uint8_t {
    records,  ///< nothing else has been asked for, or it is being put together
    found,
    refused,  ///< it passes the bounds
    dropped,  ///< while it was put together: whoever asks again has it put together anew
    failed    ///< the store did not answer, say
  };
  struct Kept;
  /// What is no longer kept, until nobody holds the lock.
  using Dropped = std::list<std::shared_ptr<Kept>>;
  std::shared_ptr<Kept> kept(const registry::Moment&);
  /// Begins to put it together where nothing else is being put together, and waits a little while for it
  /// where nobody else waits. What has come of it by then.
  State await(const std::shared_ptr<Kept>&);
  void put_together(const std::shared_ptr<Kept>&);
  Dropped forget_what_was_taken_out();
  std::string fault_of(const std::shared_ptr<Kept>&);
  // Under the lock.
  std::shared_ptr<Kept> known(const registry::Moment&);
  void drop_if(Dropped&, const std::function<bool(const std::shared_ptr<Kept>&)>& is_to_go);
  void make_room(Dropped&);

  const pages::Context today_;
  const Routes routes_;
  const registry::PastBounds bounds_;
  std::mutex mutex_;  ///< guards what follows
  std::condition_variable done_;
  std::list<std::shared_ptr<Kept>> all_;  ///< the one asked for last comes first
  std::shared_ptr<Kept> at_work_;         ///< null: nothing is being put together
  bool waits_ = false;                    ///< a request waits for it
  std::thread worker_;
  std::int64_t taken_out_ = 0;  ///< registry::taken_out() when all_ was last emptied for it
};

/// Has the routes that travel (pages/travel_routes.hpp) ask `travel` where a request says ?at=…; their pages
/// of today offer other days.
std::vector<http::Route> travelling(std::vector<http::Route>, const pages::Context& today,
                                    const std::shared_ptr<Travel>& travel);

}  // namespace entente::app
