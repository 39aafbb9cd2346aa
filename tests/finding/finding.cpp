// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// entente_finding make REGISTER.DB COUNT BASE: puts COUNT documents grown from a register's (grown.hpp) into
// an index
//   whose base is written to the file BASE. Says, a line each: name, value, unit.
// entente_finding ask REGISTER.DB COUNT BASE [FTS5.DB]: opens that base, asks queries made of its documents,
// and says how
//   much CPU each kind took; with FTS5.DB, a word asked of SQLite over the same documents, too.
// entente_finding open BASE: opens it and asks it for everything and for one word; seconds by the clock on
// the wall.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <fstream>
#include <functional>
#include <map>
#include <set>

#include "base/clock.hpp"
#include "grown.hpp"
#include "peer.hpp"
#include "search/tokens.hpp"

namespace {

using namespace entente::search;
using entente::base::thread_cpu_ns;

constexpr std::size_t kQueries = 200;
/// So many values of a facet are told; all are counted.
constexpr std::size_t kValues = 100;

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

double resident_mb() {
  std::ifstream status("/proc/self/status");
  for (std::string word; status >> word;)
    if (word == "VmRSS:") {
      double kb = 0;
      status >> kb;
      return kb / 1024;
    }
  return 0;
}

IndexOptions options_for(const char* base) {
  IndexOptions options;
  options.file = base;
  return options;
}

void make(const Grown& grown, std::size_t count, const char* base) {
  std::filesystem::remove(base);
  Index index({}, options_for(base));
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
}

struct Asked {
  std::string name;
  std::function<Query(std::mt19937&)> query;
};

void ask(const Grown& grown, std::size_t count, const char* base, const char* peer_file) {
  const Index index({}, options_for(base));
  if (index.size() != count) throw std::runtime_error("the base is not of that many documents");
  std::mt19937 random(7);
  const auto some = [&] { return grown.document(random() % count); };
  const auto words_of = [](const Document& d) {
    std::vector<std::string> words;
    for (const auto& [zone, text, language] : d.texts)
      if (zone != Zone::party)
        for (auto& word : tokens(text))
          if (word.size() > 2 && static_cast<unsigned char>(word[0]) < 0x80) words.push_back(std::move(word));
    return words;
  };

  // The words in most documents, by a sample.
  std::map<std::string, int> frequency;
  for (int i = 0; i < 2'000; ++i) {
    const auto words = words_of(some());
    for (const auto& word : std::set(words.begin(), words.end())) ++frequency[word];
  }
  std::vector<std::pair<int, std::string>> common;
  for (const auto& [word, n] : frequency) common.emplace_back(-n, word);
  std::ranges::sort(common);
  common.resize(std::min<std::size_t>(common.size(), 100));

  const auto text = [](std::string words) {
    Query query;
    query.text = std::move(words);
    query.values = kValues;
    return query;
  };
  const std::vector<Asked> kinds = {
      {"one common word", [&](std::mt19937& r) { return text(common[r() % common.size()].second); }},
      {"three words",
       [&](std::mt19937& r) {
         for (;;) {
           const auto words = words_of(some());
           if (words.size() < 3) continue;
           return text(words[r() % words.size()] + ' ' + words[r() % words.size()] + ' ' +
                       words[r() % words.size()]);
         }
       }},
      {"phrase",
       [&](std::mt19937& r) {
         for (;;) {
           const auto words = words_of(some());
           if (words.size() < 9) continue;
           const auto at = r() % (words.size() - 3);
           auto query =
               text('"' + words[at] + ' ' + words[at + 1] + (r() % 2 == 0 ? "" : ' ' + words[at + 2]) + '"');
           if (index.search(query).total > 0) return query;
         }
       }},
      {"filters only",
       [&](std::mt19937& r) {
         const auto d = some();
         auto query = text("");
         for (auto n = 1 + r() % 3; n > 0 && !d.facets.empty(); --n)
           query.filters.push_back(d.facets[r() % d.facets.size()]);
         return query;
       }},
      {"Chinese",
       [&](std::mt19937& r) {
         for (;;) {
           const auto d = some();
           for (const auto& [zone, words, language] : d.texts) {
             const auto at = words.find("\xE4");
             if (at == std::string::npos || words.size() < at + 12) continue;
             std::string run;
             for (auto i = at; i + 2 < words.size() && static_cast<unsigned char>(words[i]) >= 0xE4 &&
                               static_cast<unsigned char>(words[i]) <= 0xE9 && run.size() < 6 + 3 * (r() % 4);
                  i += 3)
               run += words.substr(i, 3);
             if (run.size() >= 6) return text(run);
           }
         }
       }},
      {"word and filters",
       [&](std::mt19937& r) {
         const auto d = some();
         auto query = text(common[r() % common.size()].second);
         for (auto n = 1 + r() % 2; n > 0 && !d.facets.empty(); --n)
           query.filters.push_back(d.facets[r() % d.facets.size()]);
         return query;
       }},
      {"everything", [&](std::mt19937&) { return text(""); }},
  };
  std::vector<double> ours;
  for (const auto& kind : kinds) {
    std::vector<double> took;
    double hits = 0;
    for (std::size_t i = 0; i < kQueries; ++i) {
      const auto query = kind.query(random);
      const auto before = thread_cpu_ns();
      const auto answer = index.search(query);
      took.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
      hits += static_cast<double>(answer.total) / kQueries;
    }
    if (ours.empty()) ours = took;
    std::ranges::sort(took);
    say(kind.name + ", p50", took[kQueries / 2], "ms of CPU");
    say(kind.name + ", p99", took[kQueries * 99 / 100], "ms of CPU");
    say(kind.name + ", documents", hits, "found");
  }
  say("memory", resident_mb(), "MB resident");

  if (peer_file == nullptr) return;
  std::filesystem::remove(peer_file);
  Peer peer(peer_file);
  for (std::size_t i = 0; i < count; ++i) peer.add(grown.document(i));
  peer.done();
  std::vector<double> mine, theirs;
  for (std::size_t i = 0; i < 30; ++i) {
    const auto& word = common[random() % common.size()].second;
    auto before = thread_cpu_ns();
    index.search(text(word));
    mine.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
    before = thread_cpu_ns();
    peer.find(word);
    theirs.push_back(static_cast<double>(thread_cpu_ns() - before) / 1e6);
  }
  std::ranges::sort(mine);
  std::ranges::sort(theirs);
  say("one common word, beside FTS5", mine[15], "ms of CPU");
  say("FTS5", theirs[15], "ms of CPU");
  say("against FTS5", theirs[15] / mine[15], "times");
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
    if (what == "make" && argc == 5) return make(Grown(argv[2]), std::stoul(argv[3]), argv[4]), 0;
    if (what == "ask" && argc >= 5)
      return ask(Grown(argv[2]), std::stoul(argv[3]), argv[4], argc > 5 ? argv[5] : nullptr), 0;
    if (what == "open" && argc == 3) return open(argv[2]), 0;
    fmt::print(stderr, "entente_finding make|ask REGISTER.DB COUNT BASE, or open BASE\n");
    return 2;
  } catch (const std::exception& e) {
    fmt::print(stderr, "{}\n", e.what());
    return 1;
  }
}
