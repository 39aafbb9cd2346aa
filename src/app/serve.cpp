// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include "app/serve.hpp"

#include <spdlog/sinks/stdout_sinks.h>
#include <spdlog/spdlog.h>

#include <csignal>
#include <ostream>
#include <thread>
#include <utility>
#include <vector>

#include "app/account_rules.hpp"
#include "app/catch_up.hpp"
#include "app/config.hpp"
#include "app/cosigning.hpp"
#include "app/list_loading.hpp"
#include "app/list_watch.hpp"
#include "app/mailing.hpp"
#include "app/permitted.hpp"
#include "app/repeating.hpp"
#include "app/routes.hpp"
#include "app/screening.hpp"
#include "app/signing.hpp"
#include "app/telling.hpp"
#include "app/wiring.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "http/answer_cache.hpp"
#include "pages/visitor.hpp"
#include "registry/accounts.hpp"
#include "registry/diligence_policy.hpp"
#include "registry/jobs/job.hpp"

namespace entente::app {

namespace {

void start_log(const Config& config) {
  auto log = spdlog::stderr_logger_mt("entente");
  log->set_pattern("%Y-%m-%dT%H:%M:%S.%eZ %l %v", spdlog::pattern_time_type::utc);
  log->set_level(spdlog::level::from_str(config.log_level));
  spdlog::set_default_logger(log);
}

/// Follows the store and runs what is due. Another process may write too (an import, say): its commits are
/// seen here.
auto following(registry::Register& reg, std::vector<registry::Job> jobs) {
  return [&reg, jobs = std::move(jobs), looked = reg.clock().now()](const std::atomic<bool>&) mutable {
    constexpr std::int64_t kJobsEveryMs = 60'000;
    reg.follow();
    if (const auto fault = reg.index_fault(); !fault.empty()) spdlog::warn("index: {}", fault);
    // By the clock that jobs are due by. One that was put back does not keep them waiting.
    const auto now = reg.clock().now();
    if (now >= looked && now.ms - looked.ms < kJobsEveryMs) return;
    looked = now;
    registry::run_due_jobs(reg, jobs);
  };
}

/// Of a register whose secrets this server cannot open nobody with a second factor could sign in: it is not
/// served. One whose database cannot be written now is.
void take_key(registry::Accounts& accounts, bool there_is_one) {
  if (!there_is_one) {
    spdlog::warn("there is no key: nobody can set up a second factor. Set access.key_file.");
    return;
  }
  try {
    accounts.take_key();
  } catch (const base::Conflict&) {
    throw;
  } catch (const std::exception& e) {
    spdlog::warn("the register's key could not be looked at: {}", e.what());
  }
}

void warn_of_failover(const cli::Place& place, const Config& config) {
  try {
    if (const auto warning = failover_warning(place, config); !warning.empty()) spdlog::warn("{}", warning);
  } catch (const std::exception& e) {
    spdlog::warn("whether the database waits for a standby is not known: {}", e.what());
  }
}

/// Tells the operator how the first account is made, where there is none.
void tell_first_link(registry::Accounts& accounts, const std::string& address, std::ostream& out) {
  try {
    if (const auto secret = accounts.first_link(true))
      out << "There are no accounts yet. Whoever opens this link first becomes the administrator:\n"
          << address << "/en/link/" << *secret << std::endl;
  } catch (const std::exception& e) {
    spdlog::warn("no link for the first administrator could be made: {}", e.what());  // reading goes on
  }
}

sigset_t stop_signals() {
  sigset_t set;
  sigemptyset(&set);
  sigaddset(&set, SIGINT);
  sigaddset(&set, SIGTERM);
  return set;
}

}  // namespace

int serve(const cli::ServeOptions& options, std::ostream& out) {
  const auto config = read_config(settings_file(options.place.data, options.config));
  start_log(config);
  // Blocked before any thread starts, so that every thread inherits it and the one below takes them.
  const auto signals = stop_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);

  const auto reg = open_register(options.place, config, Opened::to_serve);
  reg->follow();
  warn_of_failover(options.place, config);

  auto how = server_options(config, options.listen.empty() ? config.listen : options.listen);
  finish_key_change(options.place, config, reg->store());
  const auto rules = account_rules(options.place, config);
  registry::Accounts accounts(reg->store(), reg->clock(), rules);
  take_key(accounts, rules.key.has_value());
  how.log = [](const http::Request& request, const http::Response& response, std::chrono::microseconds took) {
    spdlog::debug("{} {} {} {} {} us", request.id, request.method, without_secret(request.path),
                  response.status, took.count());
  };
  http::Server* running = nullptr;
  http::AnswerCache cache(static_cast<std::size_t>(config.cache) * 1024 * 1024);
  const auto concerns = std::make_shared<registry::Concerns>(*reg, accounts, config.concerns_answer_days);
  const auto screened_against = std::make_shared<registry::ScreeningLists>(*reg);
  const auto router = make_router(*reg, accounts, concerns, screened_against, config, [&running, &cache] {
    auto figures = running->figures();
    const auto kept = cache.figures();
    figures.cache_hits = kept.hits;
    figures.cache_misses = kept.misses;
    figures.cache_bytes = kept.bytes;
    return figures;
  });
  const bool secure = !how.tls_key.empty() || config.public_url.starts_with("https://");
  http::Server server(how, [&](const http::Request& request) {
    if (auto refused = catch_up(*reg, request)) return std::move(*refused);
    // What an answer says follows from the request, the register, the settings and the day.
    const auto state = std::to_string(reg->applied_seq()) + ' ' + std::to_string(concerns->stamp()) + ' ' +
                       std::to_string(base::day_of(reg->clock().now()));
    const auto make = [&router](const http::Request& asked) { return router.handle(asked); };
    if (!pages::prefers_low_data(request, secure)) return cache.answer(request, state, make);
    auto sparing = request;
    sparing.headers.insert(sparing.headers.begin(), {"save-data", "on"});
    return cache.answer(sparing, state, make);
  });
  running = &server;

  auto jobs = registry::jobs();
  jobs.push_back(
      registry::remind_diligence(registry::load_diligence_policy(config.diligence_policy).remind_days));
  if (accounts.mails()) jobs.push_back(registry::send_digests(accounts));
  // What another process or node has written is to be found here within a tenth of a second.
  constexpr auto kFollow = std::chrono::milliseconds(50);
  const Repeating background("background", kFollow, following(*reg, std::move(jobs)));
  const Mailroom mailroom(reg->store(), reg->clock(), accounts, rules, config);
  const Signing signing(*reg, options.place, config);
  const Cosigning cosigning(*reg, config);
  const ListLoading loading(screened_against);
  const Screening screening(*reg, *screened_against);
  const ListWatch lists(*reg, config);
  const Telling telling(*reg, rules,
                        registry::event_origin(config.public_url, institution_of(config)->languages), config);
  std::thread stopper([&server, &signals] {
    int signal = 0;
    sigwait(&signals, &signal);
    server.stop();
  });
  out << "Entente serves " << name_of(options.place, config) << ": point a browser at "
      << (how.tls_key.empty() ? "http" : "https") << "://" << server.listening() << "/ (Ctrl-C stops)."
      << std::endl;
  const auto own = (how.tls_key.empty() ? "http://" : "https://") + server.listening();
  tell_first_link(accounts, config.public_url.empty() ? own : config.public_url, out);
  server.run();
  // run() may also have ended by itself; the waiting thread is woken either way.
  pthread_kill(stopper.native_handle(), SIGTERM);
  stopper.join();
  spdlog::info("stopped");
  return 0;
}

}  // namespace entente::app
