// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// entente_finding make REGISTER.DB COUNT BASE [AT_ONCE]: puts COUNT documents grown from a register's
// (grown.hpp) into an index
//   whose base is written to the file BASE, of AT_ONCE documents at once. Says, a line each: name, value,
//   unit.
// entente_finding ask REGISTER.DB COUNT BASE [FTS5.DB]: opens that base, asks queries made of its documents,
// and says how
//   much CPU each kind took; with FTS5.DB, a word asked of SQLite over the same documents, too.
// entente_finding busy REGISTER.DB COUNT BASE: asks the same while nothing and while 500 documents a second
// are written, half of them new
//   and half in the place of others, and says what the slowest hundredth takes.
// entente_finding bodies REGISTER.DB COUNT NEW.DB: makes a register of COUNT organisations, and asks it for
// suggestions.
// entente_finding open BASE: opens it and asks it for everything and for one word; seconds by the clock on
// the wall.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <thread>

#include "base/clock.hpp"
#include "bodies.hpp"
#include "grown.hpp"
#include "help.hpp"
#include "peer.hpp"
#include "queries.hpp"

namespace {

using namespace entente::search;
using entente::base::thread_cpu_ns;

constexpr std::size_t kQueries = 200;
void say(const std::string& name, double value, const std::string& unit) {
  fmt::print("{}\t{:.3f}\t{}\n", name, value, unit);
}

double cpu_seconds() {
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  const auto seconds = [](const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
  };
  return seconds(used.ru_utime) + seconds(used.ru_stime);
}

/// What the system says of the program under a name: VmRSS, or RssAnon, which leaves out the pages of mapped
/// files.
double memory_mb(const std::string& name) {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == name + ':') {
      double kb = 0;
      status >> kb;
      return kb / 1024;
    }
  return 0;
}

/// Looks, as long as it lives, how much memory of its own the program has.
class Watch {
 public:
  ~Watch() {
    done_ = true;
    thread_.join();
  }
  double most_mb() const { return most_; }

 private:
  std::atomic<double> most_ = 0;
  std::atomic<bool> done_ = false;
  std::thread thread_{[this] {
    while (!done_) {
      most_ = std::max(most_.load(), memory_mb("RssAnon"));
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  }};
};

IndexOptions options_for(const char* base) {
  IndexOptions options;
  options.file = base;
  return options;
}

void make(const Grown& grown, std::size_t count, const char* base, std::size_t at_once) {
  std::filesystem::remove(base);
  auto options = options_for(base);
  options.background = true;  // as the follower has it
  if (at_once > 0) options.merge_at = at_once;
  Index index({}, options);
  const Watch watch;
  double spent = 0;
  std::size_t bytes = 0;
  for (std::size_t from = 0; from < count; from += 500) {
    std::vector<Document> some;
    for (auto i = from; i < std::min(count, from + 500); ++i) {
      some.push_back(grown.document(i));
      bytes += text_bytes(some.back());
    }
    const auto before = cpu_seconds();
    index.apply(std::move(some), {}, static_cast<std::int64_t>(from) + 1);
    spent += cpu_seconds() - before;
  }
  const auto before = cpu_seconds();
  index.merge(static_cast<std::int64_t>(count));
  spent += cpu_seconds() - before;
  if (const auto fault = index.fault(); !fault.empty()) throw std::runtime_error(fault);
  const auto text = static_cast<double>(bytes);
  say("text", text / 1e6, "MB");
  say("build", text / 1e6 / spent, "MB/s of CPU");
  say("size", static_cast<double>(std::filesystem::file_size(base)) / text, "times the text");
  rusage used{};
  getrusage(RUSAGE_SELF, &used);
  say("memory while it is made", static_cast<double>(used.ru_maxrss) / 1024, "MB at most");
  say("memory of its own while it is made", watch.most_mb(), "MB at most");
}

/// One of a hundred takes as long or longer.
double p99(std::vector<double>& took) {
  std::ranges::sort(took);
  return took[took.size() * 99 / 100];
}

void ask(const Grown& grown, std::size_t count, const char* base, const char* peer_file) {
  const Index index({}, options_for(base));
  if (index.size() != count) throw std::runtime_error("the base is not of that many documents");
  for (const auto& kind : queries(grown, count, index, kQueries)) {
    std::vector<double> took;
    double hits = 0;
    for (const auto& query : kind.queries) {
      const auto before = thread_cpu_ns();
      const auto answer = index.search(query);
      took.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
      hits += static_cast<double>(answer.total) / kQueries;
    }
    const auto slow = p99(took);
    say(kind.name + ", p50", took[kQueries / 2], "ms of CPU");
    say(kind.name + ", p99", slow, "ms of CPU");
    say(kind.name + ", documents", hits, "found");
  }
  measure_help(index, grown, count, say);
  say("memory", memory_mb("VmRSS"), "MB resident");
  say("memory of its own", memory_mb("RssAnon"), "MB resident");

  if (peer_file == nullptr) return;
  std::filesystem::remove(peer_file);
  Peer peer(peer_file);
  for (std::size_t i = 0; i < count; ++i) peer.add(grown.document(i));
  peer.done();
  const auto common = common_words(grown, count);
  std::mt19937 random(7);
  std::vector<double> mine, theirs;
  for (std::size_t i = 0; i < 30; ++i) {
    Query query;
    query.text = common[random() % common.size()];
    query.values = kValues;
    auto before = thread_cpu_ns();
    index.search(query);
    mine.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
    before = thread_cpu_ns();
    peer.find(query.text);
    theirs.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
  }
  std::ranges::sort(mine);
  std::ranges::sort(theirs);
  say("one common word, beside FTS5", mine[15], "ms of CPU");
  say("FTS5", theirs[15], "ms of CPU");
  say("against FTS5", theirs[15] / mine[15], "times");
}

/// Writes so many documents a second, as long as it lives.
class Writer {
 public:
  Writer(Index& index, std::vector<Document> documents)
      : thread_([this, &index, documents = std::move(documents)]() mutable {
          using namespace std::chrono;
          auto next = steady_clock::now();
          for (auto& document : documents) {
            if (done_) return;
            index.apply({std::move(document)}, {}, 1);
            ++written;
            next += microseconds(2'000);
            std::this_thread::sleep_until(next);
          }
        }) {}
  ~Writer() {
    done_ = true;
    thread_.join();
  }
  std::atomic<std::size_t> written = 0;

 private:
  std::atomic<bool> done_ = false;
  std::thread thread_;
};

struct Slowest {
  double cpu = 0, wall = 0;  // ms
};
/// Of a kind of queries, each asked several times, and so long that some hundred documents are written
/// meanwhile.
Slowest slowest(const Index& index, const Asked& kind) {
  constexpr int kTimes = 5;
  constexpr std::chrono::seconds kLeast(2);
  std::vector<double> cpu, wall;
  const auto end = std::chrono::steady_clock::now() + kLeast;
  for (int i = 0; i < kTimes || std::chrono::steady_clock::now() < end; ++i)
    for (const auto& query : kind.queries) {
      const auto begun = std::chrono::steady_clock::now();
      const auto before = thread_cpu_ns();
      index.search(query);
      cpu.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
      wall.push_back(
          std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begun).count());
    }
  return {p99(cpu), p99(wall)};
}

void busy(const Grown& grown, std::size_t count, const char* base) {
  constexpr std::size_t kWritten = 60'000;
  auto options = options_for(base);
  options.writes = false;
  options.background = true;
  Index index({}, options);
  const auto kinds = queries(grown, count, index, kQueries);
  std::vector<Document> documents;
  for (std::size_t i = 0; i < kWritten; ++i) {
    documents.push_back(grown.document(count + i));
    if (i % 2 == 0) documents.back().id = grown.document(i * 7'919 % count).id;
  }
  std::vector<Slowest> quiet;
  for (const auto& kind : kinds) quiet.push_back(slowest(index, kind));
  Writer writer(index, std::move(documents));
  const auto begun = std::chrono::steady_clock::now();
  for (std::size_t i = 0; i < kinds.size(); ++i) {
    const auto now = slowest(index, kinds[i]);
    say(kinds[i].name + ", p99 while nothing is written", quiet[i].cpu, "ms of CPU");
    say(kinds[i].name + ", p99 while 500/s are written", now.cpu, "ms of CPU");
    say(kinds[i].name + ", p99 against a quiet one", now.cpu / quiet[i].cpu, "times");
    say(kinds[i].name + ", p99 by the clock, quiet", quiet[i].wall, "ms");
    say(kinds[i].name + ", p99 by the clock, written to", now.wall, "ms");
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  say("written", static_cast<double>(writer.written) / took.count(), "documents a second");
  say("written in all", static_cast<double>(writer.written), "documents");
}

void open(const char* base) {
  const auto begun = std::chrono::steady_clock::now();
  const Index index({}, options_for(base));
  Query query;
  query.values = kValues;
  auto found = index.search(query).total;
  query.text = "water";
  found += index.search(query).total;
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  say("cold start", took.count(), "s");
  say("documents and hits", static_cast<double>(found), "");
}

}  // namespace

int main(int argc, char** argv) {
  try {
    const std::string what = argc > 1 ? argv[1] : "";
    if (what == "make" && argc >= 5)
      return make(Grown(argv[2]), std::stoul(argv[3]), argv[4], argc > 5 ? std::stoul(argv[5]) : 0), 0;
    if (what == "ask" && argc >= 5)
      return ask(Grown(argv[2]), std::stoul(argv[3]), argv[4], argc > 5 ? argv[5] : nullptr), 0;
    if (what == "busy" && argc == 5) return busy(Grown(argv[2]), std::stoul(argv[3]), argv[4]), 0;
    if (what == "bodies" && argc == 5) return measure_bodies(argv[2], std::stoul(argv[3]), argv[4], say), 0;
    if (what == "open" && argc == 3) return open(argv[2]), 0;
    fmt::print(stderr,
               "entente_finding make|ask|busy REGISTER.DB COUNT BASE, bodies REGISTER.DB COUNT NEW.DB, or "
               "open BASE\n");
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}
