// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
// entente_ledger_load audit LEAVES RUNS: a log of so many statements in memory, all of which is audited; then
// with
//   the records that they tell of, beside the hashing of the same bytes alone.
// entente_ledger_load keep FOLDER LEAVES: writes two registers with the same records, one in public view,
// whose
//   log is signed, and one that is restricted and has none. Says what the log takes on the disk for each
//   leaf, and what a receipt takes, in CPU.
// A line for each figure: name|value|least|most|unit|goal|better|peer|what the peer takes.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "base/clock.hpp"
#include "base/error.hpp"
#include "ledger/log_test.hpp"
#include "ledger/proof.hpp"
#include "ledger/statement.hpp"
#include "model/record.hpp"
#include "registry/log.hpp"
#include "registry/log_keys.hpp"
#include "registry/log_signer.hpp"
#include "registry/records_in_log.hpp"
#include "store/sqlite/sqlite_store.hpp"

namespace {

namespace fs = std::filesystem;
using namespace entente;
using base::thread_cpu_ns;

constexpr std::int64_t kBegun = 1'790'000'000'000;  ///< milliseconds: a day of 2026

double median_of(std::vector<double> all) {
  std::ranges::sort(all);
  return all[all.size() / 2];
}

/// The median, the least and the most.
void say(const std::string& name, const std::vector<double>& all, const std::string& unit,
         const std::string& goal, const std::string& better = "lower", const std::string& peer = "|") {
  const auto [least, most] = std::ranges::minmax(all);
  fmt::print("{}|{:.3f}|{:.3f}|{:.3f}|{}|{}|{}|{}\n", name, median_of(all), least, most, unit, goal, better,
             peer);
}

double seconds_of(const std::function<void()>& work) {
  const auto before = thread_cpu_ns();
  work();
  return static_cast<double>(thread_cpu_ns() - before) / 1e9;
}

/// A body of about 1,700 bytes, with members and lists as records have them.
std::string large_body(std::size_t number) {
  constexpr int kParts = 12;
  std::string out = fmt::format(R"({{"identifiers":[{{"scheme":"load","value":"{}"}}],"parts":[)", number);
  for (int part = 0; part < kParts; ++part)
    out += fmt::format(
        R"({}{{"code":"{}","share":{},"text":{{"en":"What is said of part {} of record {}, in a sentence of usual length."}}}})",
        part > 0 ? "," : "", part, number % 100, part, number);
  return out + "]}";
}

/// A record as the API shows it.
std::string shown(const ledger::Statement& said, const std::string& body) {
  return fmt::format(
      R"({{"id":"{}","version":{},"event_seq":{},"time":"{}","author":"import","hash":"{}","{}":{}}})",
      said.id.str(), said.version, said.event_seq, base::to_string(said.time), base::hex(said.hash),
      said.type, body);
}

std::string body_of_record(std::size_t number) {
  model::Organisation one;
  one.name.add("en", fmt::format("Organisation {} of those that are written to be measured", number));
  return model::body_of(one);
}

ledger::Statement statement_of(std::size_t number, const base::Sha256& hash) {
  const base::Instant time{kBegun + static_cast<std::int64_t>(number)};
  return {.act = ledger::Act::published,
          .by = ledger::Hand::import,
          .event_seq = static_cast<std::int64_t>(number + 1),
          .hash = hash,
          .id = base::Uuid::v7(time),
          .time = time,
          .type = "organisation",
          .version = 1,
          .was = {}};
}

/// What one run took, in seconds of CPU.
struct AuditRun {
  double alone = 0;    ///< the audit without records
  double taking = 0;   ///< the audit that also takes what the entries say
  double records = 0;  ///< comparing them
  double hashing = 0;  ///< the same bytes
  std::size_t bytes = 0;
};

AuditRun audit_once(const std::vector<ledger::Statement>& said, const ledger::Fetch& fetch,
                    const ledger::VerifierKey& key) {
  constexpr std::size_t kTogether = 1'000;
  const std::vector<ledger::VerifierKey> keys{key};
  const auto all = [&](const ledger::EachEntry& each) {
    const auto found = ledger::audit(fetch, key.name(), keys, {}, each);
    if (found.checkpoint.size != said.size()) throw base::Error("the log", "does not have its leaves");
  };
  AuditRun run;
  run.alone = seconds_of([&] { all({}); });
  registry::RecordsInLog records;
  run.taking = seconds_of(
      [&] { all([&](std::uint64_t index, std::string_view entry) { records.take(index, entry); }); });
  for (std::size_t from = 0; from < said.size(); from += kTogether) {
    std::string text = "[";
    for (auto i = from; i < std::min(from + kTogether, said.size()); ++i)
      text += (i > from ? "," : "") + shown(said[i], large_body(i));
    text += "]";
    run.bytes += text.size();
    run.records += seconds_of([&] {
      records.compare(text, "the page", [](const std::string& sentence) {
        throw base::Error("the records", "differ: " + sentence);
      });
    });
    run.hashing += seconds_of([&] {
      if (base::sha256(text) == base::Sha256{}) throw base::Error("SHA-256", "is nothing");
    });
  }
  if (records.seen().same != said.size()) throw base::Error("the records", "were not all compared");
  return run;
}

int audit(std::size_t leaves, int runs) {
  const auto key = ledger::SignerKey::make("load.example/log", ledger::KeyKind::log);
  ledger::MadeLog log(key, 0);
  std::vector<ledger::Statement> said;
  said.reserve(leaves);
  log.entries.reserve(leaves);
  for (std::size_t i = 0; i < leaves; ++i) {
    said.push_back(statement_of(i, base::sha256(large_body(i))));
    log.entries.push_back(ledger::bytes_of(said.back()));
  }
  log.write(key);
  const ledger::Fetch fetch = [&](const std::string& path) -> std::optional<std::string> {
    const auto found = log.files.find(path);
    if (found == log.files.end()) return {};
    return found->second;
  };
  std::vector<double> alone, together, speed, hashing;
  for (int run = 0; run < runs; ++run) {
    const auto one = audit_once(said, fetch, key.verifier());
    const auto megabytes = static_cast<double>(one.bytes) / 1e6;
    alone.push_back(one.alone);
    together.push_back(one.taking + one.records);
    speed.push_back(megabytes / one.records);
    hashing.push_back(megabytes / one.hashing);
  }
  const auto peer = median_of(hashing);
  say(fmt::format("audit of {} leaves", leaves), alone, "s of CPU", "5");
  say("  with their records", together, "s of CPU", "null");
  say("  records compared", speed, "MB/s of CPU", "null", "higher",
      fmt::format("SHA-256 alone|{:.0f}", peer));
  return 0;
}

/// A register of one revision of each record, written a hundred in a commit.
void fill(store::Store& store, std::size_t records, store::Visibility visibility) {
  constexpr std::size_t kTogether = 100;
  std::mt19937_64 random(62211);  // the same records for both
  for (std::size_t from = 0; from < records; from += kTogether) {
    std::vector<store::NewRevision> all;
    for (auto number = from; number < std::min(from + kTogether, records); ++number) {
      store::NewRevision one;
      const auto high = static_cast<std::uint64_t>(kBegun + static_cast<std::int64_t>(number)) << 16U;
      const auto id = base::Uuid::parse(fmt::format("{:08x}-{:04x}-7{:03x}-8{:03x}-{:012x}", high >> 32U,
                                                    (high >> 16U) & 0xffffU, random() & 0xfffU,
                                                    random() & 0xfffU, random() & 0xffff'ffff'ffffU));
      one.id = id.value();
      one.type = "organisation";
      one.visibility = visibility;
      one.body = body_of_record(number);
      one.hash = model::hash_of_body(one.body);
      all.push_back(std::move(one));
    }
    store.write({.author = "import"}, [&](store::UnitOfWork& unit) {
      for (const auto& one : all) unit.put(one);
    });
  }
}

std::unique_ptr<store::Store> made(const fs::path& file) {
  return store::open_sqlite({.file = file, .create = true});
}

double bytes_of_file(const fs::path& file) {
  return static_cast<double>(fs::file_size(file));
}

int keep(const fs::path& folder, std::size_t leaves) {
  constexpr std::size_t kReceipts = 1'000;
  const base::SystemClock clock;
  const auto with = folder / "with.db", without = folder / "without.db";
  fill(*made(without), leaves, store::Visibility::restricted);
  {
    registry::Register reg(made(with), clock);
    fill(reg.store(), leaves, store::Visibility::open);
    registry::make_log_key(folder / "log.key", "load.example/log");
    registry::LogSigner signer(reg, registry::read_log_keys(folder / "log.key"), folder / "log.key.signed",
                               true);
    while (signer.round()) {
    }
    const registry::Log log(reg);
    const auto published = log.published();
    if (!published || published->checkpoint.size != leaves)
      throw base::Error("the log", "was not published with all its leaves");
    const auto keys = log.keys();
    std::mt19937 random(7);
    std::vector<double> took;
    for (std::size_t i = 0; i < kReceipts; ++i) {
      const auto entry = random() % leaves;
      std::string bytes, said;
      took.push_back(1e3 * seconds_of([&] {
                       const auto receipt = log.receipt(entry).value();
                       said = receipt.entry;
                       bytes = ledger::bytes_of(receipt.proof);
                     }));
      ledger::verify(ledger::read_proof(bytes), said, "load.example/log", keys);
    }
    std::ranges::sort(took);
    const auto late = took[kReceipts * 99 / 100];
    say(fmt::format("a receipt, of {} leaves", leaves), took, "ms of CPU", "1");
    fmt::print("a receipt, p99|{:.3f}|||ms of CPU|1|lower||\n", late);
  }
  const auto each = (bytes_of_file(with) - bytes_of_file(without)) / static_cast<double>(leaves);
  fmt::print("kept for a leaf|{:.1f}|||bytes on disk|200|lower||\n", each);
  return 0;
}

}  // namespace

int main(int argc, char** argv) try {
  const std::vector<std::string> words(argv + 1, argv + argc);
  if (words.size() == 3 && words[0] == "audit") return audit(std::stoull(words[1]), std::stoi(words[2]));
  if (words.size() == 3 && words[0] == "keep") return keep(words[1], std::stoull(words[2]));
  fmt::print(stderr, "entente_ledger_load audit LEAVES RUNS | keep FOLDER LEAVES\n");
  return 2;
} catch (const std::exception& error) {
  fmt::print(stderr, "entente_ledger_load: {}\n", error.what());
  return 4;
}
