// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0
#include <algorithm>
#include <atomic>
#include <charconv>
#include <exception>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <mutex>
#include <thread>

#include "base/decompress.hpp"
#include "base/error.hpp"
#include "cli/asked.hpp"
#include "cli/cli.hpp"
#include "cli/command.hpp"
#include "cli/log_trust.hpp"
#include "cli/screen_report.hpp"
#include "registry/screening_lists.hpp"
#include "screening/lists.hpp"

namespace entente::cli {

namespace {

constexpr std::size_t kRowsAtOnce = 4096;
constexpr std::size_t kFaultsTold = 100;

struct ScreenFlags {
  Place place;
  std::vector<std::string> lists, names;
  AskedFields fields;
  std::string threshold, batch;
  std::size_t limit = screening::Settings{}.limit;
  unsigned threads = 0;
  bool json = false;
};

/// The lists that are asked, and the index over them.
class Against {
 public:
  explicit Against(std::vector<screening::List> lists)
      : own_(std::move(lists)), index_(std::in_place, own_) {}
  explicit Against(std::shared_ptr<const registry::LoadedLists> loaded) : loaded_(std::move(loaded)) {}

  std::span<const screening::List> lists() const { return loaded_ ? loaded_->lists : own_; }
  const screening::Screener& screener() const { return loaded_ ? loaded_->screener : *index_; }

 private:
  std::vector<screening::List> own_;
  std::optional<screening::Screener> index_;
  std::shared_ptr<const registry::LoadedLists> loaded_;
};

/// A folder opens as a file does, and reads as an empty one: no name in it would pass for no hit.
std::ifstream opened_file(const std::string& name) {
  std::error_code ignored;
  if (std::filesystem::is_directory(name, ignored))
    throw base::BadInput(name, "is a folder", "Name a file in it.");
  std::ifstream file(name, std::ios::binary);
  if (!file) throw base::NotFound(name, "cannot be opened", "Check its name and that you may read it.");
  return file;
}

std::string whole(const std::string& name) {
  auto file = opened_file(name);
  const auto in = base::decompressed(file, name);
  std::string bytes;
  for (std::string block(1U << 20U, '\0'); bytes.size() <= screening::kListBytes && *in;) {
    in->read(block.data(), static_cast<std::streamsize>(block.size()));
    bytes.append(block, 0, static_cast<std::size_t>(in->gcount()));
  }
  return bytes;
}

/// "FILE" or "FILE,FILE" of one list.
screening::List read_files(const std::string& named, std::ostream& err) {
  std::vector<std::string> names, bytes;
  for (std::size_t at = 0; at <= named.size();) {
    const auto end = std::min(named.find(',', at), named.size());
    names.push_back(named.substr(at, end - at));
    bytes.push_back(whole(names.back()));
    at = end + 1;
  }
  std::vector<screening::ListFile> files;
  for (std::size_t i = 0; i < names.size(); ++i) files.push_back({names[i], bytes[i]});
  auto reading = screening::read_list(files);
  for (const auto& fault : reading.faults)
    err << "entente: " << shown(names.front()) << ", " << shown(fault.entry) << ": " << shown(fault.what)
        << "\n";
  return std::move(reading.list);
}

std::unique_ptr<const Against> lists_of(const ScreenFlags& flags, const Environment& env) {
  if (flags.lists.empty()) {
    if (flags.place.data.empty() && flags.place.database.empty())
      missing("--list, or --data or --database of a register with lists");
    const auto reg = env.open(flags.place);
    registry::ScreeningLists kept(*reg);
    kept.refresh();
    if (const auto& unread = kept.current()->unread; !unread.empty())
      throw base::BadInput("List " + unread.front().used.dataset,
                           "it is in use and cannot be read (" + unread.front().fault + ")",
                           "Bring it again with 'entente lists update', or name files with --list");
    return std::make_unique<const Against>(kept.current());
  }
  std::vector<screening::List> lists;
  for (const auto& named : flags.lists) {
    auto list = read_files(named, env.err);
    const auto same = std::ranges::count(lists, list.dataset, &screening::List::dataset);
    if (same > 0)
      throw base::BadInput("--list " + named, "is a second list " + list.dataset,
                           "Files that are one list are joined by a comma: --list FILE,FILE");
    lists.push_back(std::move(list));
  }
  return std::make_unique<const Against>(std::move(lists));
}

void tell_lists(const Against& against, std::ostream& err) {
  for (const auto& list : against.lists())
    err << list.dataset << ": " << list.entries.size() << " entries"
        << (list.dated ? " of " + list.dated->str() : std::string()) << ", SHA-256 " << base::hex(list.hash)
        << "\n";
}

double threshold_of(const std::string& text) {
  double value = screening::Settings{}.threshold;
  if (text.empty()) return value;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (fault != std::errc() || end != text.data() + text.size() || !(value >= 0 && value <= 1))
    throw base::BadInput("--threshold " + text, "is no number from 0 to 1", "Write it as 0.85");
  return value;
}

struct Tally {
  std::size_t asked = 0, with_hits = 0, unread = 0;
};

/// Screens some, on several threads, and tells of each in the order in which they were asked.
class Screening {
 public:
  Screening(const Against& against, const screening::Settings& settings, const ScreenFlags& flags,
            const Environment& env)
      : against_(against), settings_(settings), flags_(flags), env_(env) {
    threads_ = flags.threads != 0 ? flags.threads : std::max(1U, std::thread::hardware_concurrency());
  }

  /// `quiet`: of whom no list says anything, people are told nothing.
  void some(std::span<const Asked> asked, bool quiet) {
    std::vector<std::vector<screening::Hit>> hits(asked.size());
    std::atomic<std::size_t> next = 0;
    std::exception_ptr broken;
    std::mutex lock;
    const auto work = [&] {
      try {
        for (auto i = next++; i < asked.size(); i = next++)
          if (asked[i].fault.empty()) hits[i] = against_.screener().screen(asked[i].party, settings_);
      } catch (...) {
        const std::scoped_lock held(lock);
        broken = std::current_exception();
      }
    };
    {
      std::vector<std::jthread> others;
      const auto most = std::min<std::size_t>(threads_, asked.size());
      for (std::size_t i = 1; i < most; ++i) others.emplace_back(work);
      work();
    }
    if (broken) std::rethrow_exception(broken);
    for (std::size_t i = 0; i < asked.size(); ++i) tell(asked[i], hits[i], quiet);
  }

  const Tally& tally() const { return tally_; }

 private:
  void tell(const Asked& asked, const std::vector<screening::Hit>& hits, bool quiet) {
    if (!asked.fault.empty()) {
      if (tally_.unread++ < kFaultsTold) env_.err << "entente: " << shown(asked.fault) << "\n";
      return;
    }
    ++tally_.asked;
    if (!hits.empty()) ++tally_.with_hits;
    if (flags_.json)
      write_hits(asked, hits, against_.lists(), env_.out);
    else if (!hits.empty() || !quiet)
      tell_hits(asked, hits, against_.lists(), env_.out);
  }

  const Against& against_;
  const screening::Settings settings_;
  const ScreenFlags& flags_;
  const Environment& env_;
  unsigned threads_ = 1;
  Tally tally_;
};

void screen_file(Screening& screening, const std::string& name) {
  std::ifstream file;
  if (name != "-") file = opened_file(name);
  const auto in = base::decompressed(name == "-" ? std::cin : file, name);
  AskedReader reader(*in, name == "-" ? "standard input" : std::string_view(name));
  std::vector<Asked> asked;
  for (Asked one; reader.next(one);) {
    asked.push_back(std::move(one));
    if (asked.size() < kRowsAtOnce) continue;
    screening.some(asked, true);
    asked.clear();
  }
  screening.some(asked, true);
}

int screen(const ScreenFlags& flags, const Environment& env) {
  if (flags.names.empty() == flags.batch.empty()) missing("NAME, or --batch FILE");
  try {
    // What is asked is read first: lists are large.
    const screening::Settings settings{threshold_of(flags.threshold), flags.limit};
    std::vector<Asked> named;
    for (const auto& name : flags.names) named.push_back({{}, 0, asked_party(name, flags.fields), {}});
    const auto against = lists_of(flags, env);
    if (against->lists().empty())
      throw base::NotFound("the register", "holds no list",
                           "Bring one with 'entente lists update', or name one with --list.");
    tell_lists(*against, env.err);
    Screening screening(*against, settings, flags, env);
    if (flags.batch.empty())
      screening.some(named, false);
    else
      screen_file(screening, flags.batch);
    const auto& tally = screening.tally();
    if (!flags.batch.empty())
      env.err << tally.asked << " screened, " << tally.with_hits << " with hits, " << tally.unread
              << " could not be read\n";
    return tally.unread > 0 ? 2 : tally.with_hits > 0 ? 1 : 0;
  } catch (const base::Error& e) {
    env.err << "entente: " << e.what() << "\n";
    return 2;
  }
}

}  // namespace

void add_screen(Commands& commands, const Environment& env, int& status) {
  auto flags = std::make_shared<ScreenFlags>();
  auto command = commands.add(
      "screen",
      "Screen names against lists, offline, and say what each hit rests on, token by token. Ends with 0 "
      "where "
      "nobody is like anybody listed, with 1 where somebody is, with 2 where a list, a file or a row of it "
      "could not be read.");
  command.place_if_any(flags->place);
  command
      .option(
          "--list", flags->lists,
          "A list, instead of those of a register; may be repeated. Files that are one list are joined by "
          "a comma; gzip and Zstandard too.")
      .one_value_each();
  command.option("--threshold", flags->threshold, "The least score of a hit, 0 to 1 (default 0.70).");
  command.option("--limit", flags->limit, "Hits told of each name (default 10).").between(1, 500);
  command.flag("--json", flags->json, "One JSON object a line for each name.");
  command.option("--threads", flags->threads, "Threads to use; as many as the machine has by default.")
      .between(1, 64);
  auto batch =
      command.option("--batch", flags->batch,
                     "A file with one name a line, or CSV with the columns name and, where wanted, id, "
                     "aliases, kind, born, gender, country, document; - for standard input. Of names "
                     "without a hit nothing is printed, but with --json.");
  command
      .option("--kind", flags->fields.kind,
              "What the names are of: person, organisation, vessel, aircraft, unknown (default).")
      .excludes(batch);
  command.option("--born", flags->fields.born, "When they were born or founded: 1970-05-31, 1970-05, 1970.")
      .excludes(batch);
  command.option("--gender", flags->fields.gender, "female or male.").excludes(batch);
  command.option("--country", flags->fields.countries, "Their countries, by code or name, divided by ';'.")
      .excludes(batch);
  command.option("--document", flags->fields.documents, "Numbers of theirs: 'passport:X123; 7707083893'.")
      .excludes(batch);
  command.option("NAME", flags->names, "The names, each in quotes.").excludes(batch);
  command.run([flags, &env, &status] { status = screen(*flags, env); });
}

}  // namespace entente::cli
