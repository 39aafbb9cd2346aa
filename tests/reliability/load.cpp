// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// entente_load write PLACE --threads N --seconds S [--writes W] [--sign FOLDER]: writes small records as fast
//   as it can; says each one on standard output once it is acknowledged ("NUMBER ID"), and at the end how
//   many a second, how long each took and the longest time without one, on standard error. Ends after W
//   writes where they are given. Signs the log meanwhile, with a key in the folder, and says each checkpoint
//   once it is published ("log SIZE ROOT").
// entente_load check PLACE < WHAT_WRITE_SAID: whether everything that was acknowledged stands, under its
//   number, with its hash, whether the numbers have a gap, whether the log begins with each checkpoint that
//   was said, and whether the register equals its log. Ends with 1 where anything is missing.
// entente_load list PLACE: every revision in order, a line each: number, record, version, hash.
// PLACE is postgresql://… or an SQLite file; either is made where there is none.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <iostream>
#include <map>
#include <memory>
#include <mutex>
#include <sstream>
#include <string>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "base/hash.hpp"
#include "base/id.hpp"
#include "load_log.hpp"
#include "model/record.hpp"
#include "registry/register.hpp"
#include "store/postgres/postgres_store.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace {

using namespace entente;
using Clock = std::chrono::steady_clock;

std::unique_ptr<store::Store> open(const std::string& place) {
  if (store::is_postgres(place))
    return store::open_postgres({.url = place, .create = true, .patience = std::chrono::minutes(5)});
  return store::open_sqlite({.file = place, .create = true});
}

struct Figures {
  std::vector<double> milliseconds;
  double longest_gap = 0;  ///< milliseconds between two acknowledgements, whoever got them
};

double milliseconds(Clock::duration d) {
  return std::chrono::duration<double, std::milli>(d).count();
}

/// One line in one write: a killed process leaves no half of it.
void say(const std::string& line) {
  if (::write(STDOUT_FILENO, line.data(), line.size()) != static_cast<ssize_t>(line.size())) ::_exit(3);
}

/// A write that fails ends the process: what was said until then stands.
store::Committed write_one(store::Store& store, const store::NewRevision& revision) {
  try {
    return store.write({.author = "load"}, [&](store::UnitOfWork& unit) { unit.put(revision); });
  } catch (const std::exception& error) {
    std::fprintf(stderr, "entente_load: %s\n", error.what());
    ::_exit(4);
  }
}

Figures write_all(store::Store& store, int threads, std::chrono::milliseconds time, std::int64_t most) {
  Figures figures;
  std::mutex mutex;
  std::atomic<std::int64_t> made = 0;
  const auto begun = Clock::now(), until = begun + time;
  auto last = begun;
  std::vector<std::thread> all;
  for (int i = 0; i < threads; ++i)
    all.emplace_back([&] {
      const base::SystemClock now;
      while (Clock::now() < until) {
        const auto number = ++made;
        if (most > 0 && number > most) return;
        store::NewRevision revision;
        revision.id = base::Uuid::v7(now.now());
        revision.type = "partnership";
        revision.body =
            fmt::format("{{\"name\":\"Partnership {}\",\"id\":\"{}\"}}", number, revision.id.str());
        revision.hash = model::hash_of_body(revision.body);
        const auto asked = Clock::now();
        const auto done = write_one(store, revision);
        const auto answered = Clock::now();
        say(fmt::format("{} {}\n", done.event_seq, revision.id.str()));
        const std::scoped_lock lock(mutex);
        figures.milliseconds.push_back(milliseconds(answered - asked));
        figures.longest_gap = std::max(figures.longest_gap, milliseconds(answered - last));
        last = std::max(last, answered);
      }
    });
  for (auto& thread : all) thread.join();
  return figures;
}

int write(const std::string& place, int threads, double seconds, std::int64_t most, const std::string& sign) {
  const base::SystemClock clock;
  registry::Register reg(open(place), clock);
  std::unique_ptr<load::SignedMeanwhile> signing;
  if (!sign.empty())
    signing = std::make_unique<load::SignedMeanwhile>(
        reg, sign, [](const load::Seen& seen) { say(fmt::format("log {} {}\n", seen.size, seen.root)); });
  auto figures =
      write_all(reg.store(), threads, std::chrono::milliseconds(static_cast<int>(seconds * 1000)), most);
  signing.reset();
  auto& all = figures.milliseconds;
  if (all.empty()) throw base::Error("load", "not one write was acknowledged");
  std::ranges::sort(all);
  const auto at = [&](double part) {
    return all[static_cast<std::size_t>(part * static_cast<double>(all.size() - 1))];
  };
  std::cerr << fmt::format(
      "{} writes, {:.0f} a second, p50 {:.1f} ms, p99 {:.1f} ms, longest without one {:.0f} ms\n", all.size(),
      static_cast<double>(all.size()) / seconds, at(0.5), at(0.99), figures.longest_gap);
  return 0;
}

int check(const std::string& place) {
  const auto store = open(place);
  const auto reader = store->read();
  const auto last = reader->last_event();
  std::int64_t acknowledged = 0, missing = 0, gaps = 0, broken = 0;
  std::int64_t number = 0;
  std::vector<load::Seen> seen;
  for (std::string line, text; std::getline(std::cin, line);) {
    std::istringstream words(line);
    if (load::Seen one; line.starts_with("log ") && words >> text >> one.size >> one.root) {
      seen.push_back(one);
      continue;
    }
    if (!(words >> number >> text)) continue;
    ++acknowledged;
    const auto id = base::Uuid::parse(text);
    const auto head = id ? reader->head(*id) : std::nullopt;
    if (!head || head->event_seq != number) ++missing;
  }
  std::int64_t expected = 0;
  constexpr std::int64_t kPage = 10'000;
  for (std::int64_t after = 0; after < last; after += kPage)
    for (const auto& change : reader->changes(after, kPage)) {
      if (change.event_seq != expected && change.event_seq != expected + 1)
        ++gaps;  // a commit may touch several
      expected = change.event_seq;
      const auto revision = reader->revision(change.id, change.version);
      if (!revision || model::hash_of_body(revision->body) != revision->hash) ++broken;
    }
  if (expected != last) ++gaps;
  const auto log = load::check_log(*reader, seen);
  std::cout << fmt::format(
      "{} acknowledged, {} missing, {} gaps, {} broken, {} stand; of {} checkpoints {} forked; {} not in the "
      "log, {} entries of nothing, {} bad tiles\n",
      acknowledged, missing, gaps, broken, last, seen.size(), log.forks, log.unlogged, log.untold,
      log.bad_tiles);
  return missing + gaps + broken + log.all() == 0 ? 0 : 1;
}

int list(const std::string& place) {
  const auto store = open(place);
  const auto reader = store->read();
  constexpr std::int64_t kPage = 10'000;
  const auto last = reader->last_event();
  for (std::int64_t after = 0; after < last; after += kPage)
    for (const auto& change : reader->changes(after, kPage)) {
      const auto revision = reader->revision(change.id, change.version);
      if (!revision) throw base::Error("revision of " + change.id.str(), "is not there");
      std::cout << change.event_seq << ' ' << change.id.str() << ' ' << change.version << ' '
                << base::hex(revision->hash) << '\n';
    }
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> words(argv + 1, argv + argc);
  std::map<std::string, std::string> options{{"--threads", "16"}, {"--seconds", "5"}, {"--writes", "0"}};
  for (std::size_t i = 2; i + 1 < words.size(); i += 2) options[words[i]] = words[i + 1];
  if (words.size() >= 2 && words[0] == "write")
    return write(words[1], std::stoi(options["--threads"]), std::stod(options["--seconds"]),
                 std::stoll(options["--writes"]), options["--sign"]);
  if (words.size() >= 2 && words[0] == "check") return check(words[1]);
  if (words.size() >= 2 && words[0] == "list") return list(words[1]);
  std::cerr
      << "entente_load write|check|list PLACE [--threads N] [--seconds S] [--writes W] [--sign FOLDER]\n";
  return 2;
} catch (const std::exception& error) {
  std::cerr << "entente_load: " << error.what() << "\n";
  return 4;
}
